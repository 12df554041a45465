// Two accounts of one company: who texts STOP to one of them has said it to the company.
import { randomUUID } from 'node:crypto';
import { type Advertiser, advertisers, optOutKey, optOuts } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed } from '../bed';
import { DAY, LORANE, NOW } from '../fixtures';

let bed: Bed;
let next = 6_000;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const somebody = () => `+3363998${next++}`;

let accounts = 0;
/** Another account, with a sender of its own. */
function account(more: Partial<Advertiser> = {}): Advertiser {
  accounts += 1;
  const name = `Lorane${accounts}`;
  return { ...LORANE, id: randomUUID(), name, sender: name, senders: [{ country: 'FR', sender: name }], ...more };
}
const put = (...records: Advertiser[]) =>
  bed.put(
    advertisers,
    records.map((value) => ({ key: value.id, value, partition: 0 })),
  );

async function optOut(
  phone: string,
  scope: string,
  at = NOW - 3_600_000,
  more: { state?: 'back'; episodeId?: string } = {},
) {
  const { state = 'out', episodeId = randomUUID() } = more;
  const value = { state, scope, episodeId, at, source: 'sms', evidenceId: randomUUID() };
  await bed.send(optOuts, optOutKey(keys.keyOf(phone), scope), value);
  await eventually('the opt-out is known', async () => {
    const sql = 'SELECT 1 FROM opt_out WHERE episode_id = $1 AND state = $2';
    return (await bed.sql(sql, [episodeId, state])).length > 0;
  });
  return episodeId;
}

/** Sends an advert of an account to somebody whose consent it claims itself. */
async function advert({ id, name }: Advertiser, to: string, grantedAt = NOW - DAY): Promise<string> {
  const consentId = await bed.consent(to, { advertiserId: id, grantedAt });
  await eventually('the consent is known', async () => {
    return (await bed.sql('SELECT 1 FROM consent WHERE consent_id = $1', [consentId])).length > 0;
  });
  return bed.ask({ to, advertiserId: id, text: `${name} : -20% sur les manteaux. STOP 36180` });
}
const outcome = async (of: Advertiser, to: string, grantedAt?: number) => {
  const { verdict, code, detail } = await bed.verdict(await advert(of, to, grantedAt));
  return { verdict, code, detail };
};
const REFUSED = { verdict: 'refused', code: 'OPTED_OUT' };

test.each(['first', 'last'])(
  'a STOP to one account blocks adverts of the other whose record is read %s',
  async (when) => {
    const one = account();
    const other = account({ entityId: one.id });
    await put(...(when === 'first' ? [one, other] : [other, one]));
    const [phone, free] = [somebody(), somebody()];
    await optOut(phone, one.id);
    expect(await outcome(other, phone)).toMatchObject({ ...REFUSED, detail: expect.stringContaining(one.id) });
    expect(await outcome(other, free)).toMatchObject({ verdict: 'cleared' });
    const cleared = await bed.firstCleared(await advert(other, somebody()));
    expect([...cleared.scopes].sort()).toEqual(['*', one.id, other.id].sort());

    const back = somebody();
    await optOut(back, other.id);
    expect(await outcome(one, back)).toMatchObject(REFUSED);
    expect(await outcome(one, free)).toMatchObject({ verdict: 'cleared' });
  },
);

test('an account whose entity is named before it is read applies its opt-outs', async () => {
  const one = account();
  const other = account({ entityId: one.id });
  await put(other);
  const phone = somebody();
  await optOut(phone, one.id);
  expect(await outcome(other, phone)).toMatchObject(REFUSED);
});

test('earlier opt-outs apply from the moment the accounts are joined, also after a restart', async () => {
  const [one, other] = [account(), account()];
  await put(one, other);
  const phone = somebody();
  await optOut(phone, one.id);
  expect(await outcome(other, phone)).toMatchObject({ verdict: 'cleared' });
  await put({ ...other, entityId: one.id });
  await eventually('the join is known', async () => (await outcome(other, phone)).verdict === 'refused');
  await bed.restart(new Date(NOW + 3_600_000).toISOString());
  expect(await outcome(other, phone)).toMatchObject(REFUSED);
});

test('an opt-out made while two accounts were one stays for both; a later STOP applies to one', async () => {
  const at = NOW - 1_800_000;
  const one = account();
  const other = account({ separated: [{ advertiserId: one.id, at }] });
  await put({ ...one, separated: [{ advertiserId: other.id, at }] }, other);
  const [before, after, returned] = [somebody(), somebody(), somebody()];
  await optOut(before, one.id, at - 60_000);
  await optOut(after, one.id, at + 60_000);
  const episodeId = await optOut(returned, one.id, at - 60_000);
  await optOut(returned, one.id, at + 120_000, { state: 'back', episodeId });
  expect(await outcome(other, before)).toMatchObject(REFUSED);
  expect(await outcome(other, after)).toMatchObject({ verdict: 'cleared' });
  expect(await outcome(other, returned)).toMatchObject({ verdict: 'refused', code: 'CONSENT_WITHDRAWN' });
});

test('a return to one account does not apply to the other, which needs a later consent', async () => {
  const one = account();
  const other = account({ entityId: one.id });
  await put(one, other);
  const phone = somebody();
  const episodeId = await optOut(phone, one.id);
  await optOut(phone, one.id, NOW - 1_800_000, { state: 'back', episodeId });
  expect(await outcome(one, phone)).toMatchObject({ verdict: 'cleared' });
  expect(await outcome(other, phone)).toMatchObject({ verdict: 'refused', code: 'CONSENT_WITHDRAWN' });
});

test('a START to one account lifts no opt-out from the other', async () => {
  const one = account();
  const other = account({ entityId: one.id });
  await put(one, other);
  const phone = somebody();
  await optOut(phone, one.id);
  expect(await outcome(other, phone, NOW - 60_000)).toMatchObject(REFUSED);
});
