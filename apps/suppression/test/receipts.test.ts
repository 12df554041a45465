import { randomUUID } from 'node:crypto';
import { type OptOutChanged, type Receipt, failedReceipts, operatorOptOuts } from '@stopsms/contracts';
import { eventually, keys, type Seen } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let changes: Seen<OptOutChanged>[];
const acme = randomUUID();

beforeAll(async () => {
  bed = await Bed.make();
  changes = await bed.collectChanges();
  await bed.startReady();
});

afterAll(() => bed.end());

const receipt = (msisdn: string, fields: Partial<Receipt> = {}): Receipt => ({
  messageId: randomUUID(),
  advertiserId: acme,
  recipientKey: keys.keyOf(msisdn),
  provider: 'ovh',
  smscId: '1',
  outcome: 'failed',
  stat: 'UNDELIV',
  error: '53',
  at: Date.now(),
  ...fields,
});
const put = (...all: Receipt[]) =>
  bed.put(
    failedReceipts,
    all.map((value) => ({ key: value.recipientKey, value })),
  );
const changesOf = (msisdn: string) => changes.filter(({ key }) => key === keys.keyOf(msisdn)).map(({ value }) => value);

it.each(['53', '053'])('treats operator error %s as an unseen STOP, once, without a confirmation', async (error) => {
  const msisdn = `+33639980${error.padStart(3, '9')}`;
  const failed = receipt(msisdn, { error });
  await put(failed, failed);
  await eventually('the opt-out is published', () => changesOf(msisdn).length === 1);
  await put(failed, receipt(msisdn));
  await eventually('another receipt repeats it', () => changesOf(msisdn).length === 2);
  const [first, second] = changesOf(msisdn);
  expect(first).toMatchObject({ change: 'opted-out', source: 'provider', evidenceId: failed.messageId });
  expect(first?.optOuts).toEqual([{ scope: acme, advertiserId: acme, episodeId: expect.any(String) }]);
  expect(first).not.toHaveProperty('msisdn');
  expect(second?.change).toBe('repeated');
});

it('opts out on a refusal that a vendor marks as its own block, whatever its code', async () => {
  const [advert, reminder] = [
    receipt('+33639980120', { error: '3999', refusal: 'opted-out' as const }),
    receipt('+33639980120'),
  ];
  await put(advert);
  await eventually('the opt-out is published', () => changesOf('+33639980120').length === 1);
  expect(changesOf('+33639980120')[0]).toMatchObject({
    change: 'opted-out',
    source: 'provider',
    optOuts: [{ scope: acme }],
    evidenceId: advert.messageId,
  });
  await put({ ...reminder, refusal: 'opted-out', advertiserId: null });
  await put(receipt('+33639980120', { error: '3999', refusal: 'opted-out' as const }));
  await eventually('the next block repeats it', () => changesOf('+33639980120').length === 2);
  const state = 'SELECT 1 FROM number_state WHERE recipient_key = $1';
  expect(await bed.sql(state, [keys.keyOf('+33639980120')])).toEqual([]);
});

// While a platform is upgraded, inbound-mo reports the refusal too, from the status: see its record-sends.ts.
it.each(['dispatcher', 'inbound-mo'])(
  'opts out once on a refusal at the submit that the dispatcher and inbound-mo report, %s first',
  async (first) => {
    const msisdn = first === 'dispatcher' ? '+33639980121' : '+33639980122';
    const { error: _, ...failed } = receipt(msisdn, { provider: 'twilio', stat: 'REJECTD', refusal: 'opted-out' });
    const { messageId, recipientKey, provider, at } = failed;
    const refusal = { key: recipientKey, value: { messageId, advertiserId: acme, recipientKey, provider, at } };
    const reports = [() => bed.put(operatorOptOuts, [refusal, refusal]), () => put(failed, failed)];
    if (first === 'inbound-mo') reports.reverse();
    await reports[0]?.();
    await eventually('the opt-out is published', () => changesOf(msisdn).length === 1);
    await reports[1]?.();
    // Both topics are read to their ends: each has a further refusal behind these.
    const later = { ...refusal.value, messageId: randomUUID() };
    await bed.put(operatorOptOuts, [{ key: recipientKey, value: later }]);
    await put({ ...failed, messageId: randomUUID() });
    await eventually('other messages repeat it', () => changesOf(msisdn).length === 3);
    expect(changesOf(msisdn).map(({ change }) => change)).toEqual(['opted-out', 'repeated', 'repeated']);
    const events = 'SELECT evidence_id, reason FROM opt_out_event WHERE recipient_key = $1 AND evidence_id = $2';
    expect(await bed.sql(events, [recipientKey, messageId])).toEqual([
      { evidence_id: messageId, reason: 'operator twilio refused: the recipient is on its STOP list' },
    ]);
  },
);

it.each<[string, string, Partial<Receipt>]>([
  ['a delivery', '+33639980101', { outcome: 'delivered', stat: 'DELIVRD', error: '000' }],
  ['another error', '+33639980102', { error: '3' }],
  ['the failure of a message of nobody', '+33639980103', { advertiserId: null }],
])('does nothing on %s', async (_, msisdn, fields) => {
  const later = receipt(msisdn, { advertiserId: randomUUID() });
  await put(receipt(msisdn, fields), later);
  await eventually('a later receipt opts out', () => changesOf(msisdn).length > 0);
  expect(changesOf(msisdn).map(({ evidenceId }) => evidenceId)).toEqual([later.messageId]);
});

it('opts a returned person out although the operator’s clock may be years behind', async () => {
  const msisdn = '+33639980104';
  await put(receipt(msisdn));
  await eventually('the opt-out is published', () => changesOf(msisdn).length === 1);
  const back = `UPDATE opt_out SET state = 'back', since = now() - interval '1 minute' WHERE recipient_key = $1 RETURNING 1`;
  expect(await bed.sql(back, [keys.keyOf(msisdn)])).toHaveLength(1);
  await put(receipt(msisdn, { at: Date.parse('2019-01-01T00:00:00Z') }));
  await eventually('a second opt-out is published', () => changesOf(msisdn).length === 2);
  expect(changesOf(msisdn).map(({ change }) => change)).toEqual(['opted-out', 'opted-out']);
});
