import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import type { OptOut, OptOutChanged, Reply } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { RecordOptOuts } from '../src/opt-outs/record-opt-outs';
import { Bed, stop } from './bed';

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];
const [acme, bravo, charlie] = [randomUUID(), randomUUID(), randomUUID()] as const;

beforeAll(async () => {
  bed = await Bed.make();
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
});

afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(1_000 + (last += 1))}`;

const optOutsOf = (msisdn: string) => optOuts().filter(({ key }) => key.startsWith(`${keys.keyOf(msisdn)}:`));
const changesOf = (msisdn: string) => changes.filter(({ key }) => key === keys.keyOf(msisdn));
/** The two topics are read side by side: an event counts once its records have been seen too. */
const hasRecords = ({ value }: (typeof changes)[number]): boolean =>
  value.change !== 'opted-out' ||
  value.optOuts.every(({ episodeId }) => optOuts().some((record) => record.value.episodeId === episodeId));
const changed = (msisdn: string, times: number) =>
  eventually(`${times} changes are published`, () => {
    const published = changesOf(msisdn);
    return published.length === times && published.every(hasRecords) ? published : undefined;
  });

/** Resolves once every reply of `msisdn` so far has been handled: a later one lies in the same partition, after them. */
async function settled(msisdn: string): Promise<void> {
  const later = stop(msisdn, [randomUUID()]);
  await bed.reply(later);
  await eventually('a later STOP is published', () =>
    changes.some((change) => change.value.evidenceId === later.replyId && hasRecords(change)),
  );
}

it('opens one episode for a STOP, published with its proof and the position that blocks adverts', async () => {
  const msisdn = number();
  const reply = stop(msisdn, [acme], { textedBy: [acme, bravo] });
  await bed.reply(reply);
  await changed(msisdn, 1);
  const [record] = optOutsOf(msisdn);
  const episodeId = record?.value.episodeId;
  expect(record).toMatchObject({ key: `${keys.keyOf(msisdn)}:${acme}` });
  expect(record?.value).toEqual({
    state: 'out',
    scope: acme,
    episodeId: expect.any(String),
    at: reply.receivedAt,
    source: 'sms',
    evidenceId: reply.replyId,
  });
  expect(changesOf(msisdn)[0]?.value).toEqual({
    changeId: expect.any(String),
    recipientKey: keys.keyOf(msisdn),
    change: 'opted-out',
    optOuts: [{ scope: acme, advertiserId: acme, episodeId }],
    source: 'sms',
    evidenceId: reply.replyId,
    msisdn,
    region: 'FR',
    code: '36180',
    numberKnownTo: [acme, bravo],
    attributed: true,
    position: { partition: record?.partition, offset: String(record?.offset) },
    at: reply.receivedAt,
  });
});

it('passes on which operator confirms a STOP itself, and records it with the evidence', async () => {
  const msisdn = number();
  const reply = stop(msisdn, [acme], { confirmedBy: 'twilio' });
  await bed.reply(reply);
  const [change] = await changed(msisdn, 1);
  expect(change?.value).toMatchObject({ change: 'opted-out', confirmedBy: 'twilio' });
  const [cause] = await bed.sql<{ reason: string }>('SELECT reason FROM opt_out_event WHERE evidence_id = $1', [
    reply.replyId,
  ]);
  expect(cause?.reason).toMatch(/; operator twilio confirms it to the person$/);
});

it('records a second STOP as repeated, in the same episode', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme]));
  await changed(msisdn, 1);
  await bed.reply(stop(msisdn, [acme]));
  const [first, second] = await changed(msisdn, 2);
  expect(second?.value).toMatchObject({ change: 'repeated', optOuts: first?.value.optOuts });
  expect(second?.value.position).toBeUndefined();
  expect(optOutsOf(msisdn)).toHaveLength(1);
});

it('records two different STOPs of one batch as one episode and a repetition', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme]), stop(msisdn, [acme]));
  const published = await changed(msisdn, 2);
  expect(published.map(({ value }) => value.change).sort()).toEqual(['opted-out', 'repeated']);
  expect(new Set(published.map(({ value }) => value.optOuts[0]?.episodeId)).size).toBe(1);
});

it('writes three records and one event past the last of them for a reply meant for three advertisers', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme, bravo, charlie]));
  const [event] = await changed(msisdn, 1);
  await settled(msisdn);
  const records = optOutsOf(msisdn).filter(({ value }) => value.evidenceId === event?.value.evidenceId);
  expect(records.map(({ value }) => value.scope)).toEqual([acme, bravo, charlie]);
  expect(event?.value.optOuts.map(({ episodeId }) => episodeId)).toEqual(records.map(({ value }) => value.episodeId));
  expect(new Set(records.map(({ partition }) => partition))).toEqual(new Set([event?.value.position?.partition]));
  for (const { offset } of records) expect(BigInt(event?.value.position?.offset ?? -1)).toBeGreaterThanOrEqual(offset);
});

it('opens an episode only if the person was not yet opted out', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme]));
  await changed(msisdn, 1);
  await bed.reply(stop(msisdn, [acme, bravo]));
  const [, second] = await changed(msisdn, 2);
  expect(second?.value).toMatchObject({ change: 'opted-out', optOuts: [{ scope: bravo }] });
  expect(optOutsOf(msisdn).map(({ value }) => value.scope)).toEqual([acme, bravo]);
});

it.each<[string, Partial<Reply>]>([
  ['STOP ALL', { everyAdvertiser: true }],
  ['a STOP that nobody can be found for', { advertisers: [], attributed: false }],
])('applies %s to every advertiser', async (_, fields) => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme, bravo], fields));
  const [event] = await changed(msisdn, 1);
  expect(event?.value.optOuts).toEqual([{ scope: '*', advertiserId: null, episodeId: expect.any(String) }]);
  expect(optOutsOf(msisdn).map(({ key, value }) => [key, value.scope])).toEqual([[`${keys.keyOf(msisdn)}:*`, '*']]);
});

it('changes nothing when the same reply comes again', async () => {
  const msisdn = number();
  const reply = stop(msisdn, [acme, bravo]);
  await bed.reply(reply, reply);
  await changed(msisdn, 1);
  await bed.reply(reply);
  await settled(msisdn);
  expect(changesOf(msisdn)).toHaveLength(2);
  expect(optOutsOf(msisdn).filter(({ value }) => value.evidenceId === reply.replyId)).toHaveLength(2);
});

it('takes one request given twice at once for one', async () => {
  const { replyId: causeId, recipientKey, receivedAt: at } = stop(number(), []);
  const request = {
    causeId,
    recipientKey,
    scopes: [acme],
    source: 'api' as const,
    evidenceId: 'x',
    reason: 'test',
    at,
  };
  const recorded = await service.get(RecordOptOuts).execute([
    { ...request, attributed: true },
    { ...request, attributed: true },
  ]);
  expect(recorded.map(({ change }) => change)).toEqual(['opted-out']);
});

it.each<Reply['tier']>(['clear', 'likely'])('opts out on a reply read as %s', async (tier) => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { tier }));
  expect((await changed(msisdn, 1))[0]?.value.change).toBe('opted-out');
});

it.each<Reply['tier']>(['none', 'contact', 'help', 'start', 'report'])('does nothing on %s', async (tier) => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { tier }));
  await settled(msisdn);
  expect(optOutsOf(msisdn)).toHaveLength(1);
});

it('takes the unsubscribe page for the source and no code for its own', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { channel: 'web', code: '' }));
  const [event] = await changed(msisdn, 1);
  expect(event?.value).toMatchObject({ source: 'web', msisdn });
  expect(event?.value).not.toHaveProperty('code');
});
