import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type OptOut, type OptOutChanged, type Return, returns } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, stop } from './bed';

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];
let acme: string;

beforeAll(async () => {
  bed = await Bed.make();
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
  acme = (await bed.advertiser()).id;
});
afterAll(() => bed.end());

const MINUTE = 60_000;
const AT = Date.now() - 60 * MINUTE;
let last = 0;
const number = (): string => `+3363998${String(2_000 + (last += 1))}`;

/** Record of compliance for a START that may lift an opt-out from ACME. */
function start(msisdn: string, at: number, fields: Partial<Return> = {}): Return {
  const replyId = randomUUID();
  return {
    returnId: randomUUID(),
    recipientKey: keys.keyOf(msisdn),
    outcome: 'granted',
    advertiserId: acme,
    consentId: randomUUID(),
    cause: 'start',
    at,
    evidenceId: replyId,
    msisdn,
    region: 'FR',
    code: '36180',
    ...fields,
  };
}
const put = (...all: Return[]) =>
  bed.put(
    returns,
    all.map((value) => ({ key: value.recipientKey, value })),
  );
const changesOf = (msisdn: string) => changes.filter(({ key }) => key === keys.keyOf(msisdn)).map(({ value }) => value);
const published = (msisdn: string, ...expected: OptOutChanged['change'][]) =>
  eventually(`${expected.join(', ')} are published`, () => {
    const list = changesOf(msisdn);
    return list.map(({ change }) => change).join() === expected.join() ? list : undefined;
  });
const states = (msisdn: string) =>
  optOuts()
    .filter(({ key }) => key.startsWith(`${keys.keyOf(msisdn)}:`))
    .map(({ value }) => `${value.state} ${value.scope === acme ? 'acme' : value.scope}`);

/** Resolves once every return put so far has been handled: another number's, in the same partition, after them. */
async function settled(msisdn: string): Promise<void> {
  const recipientKey = keys.keyOf(msisdn);
  const marker = randomUUID();
  await bed.reply(stop(msisdn, [marker], { receivedAt: AT }));
  await eventually('the marker is out', () => optOuts().some(({ value }) => value.scope === marker));
  const lift = start(msisdn, AT + MINUTE, { advertiserId: marker });
  await put({ ...lift, recipientKey });
  await eventually('the marker is back', () =>
    optOuts().some(({ value }) => value.scope === marker && value.state === 'back'),
  );
}
const why = async (msisdn: string) =>
  (await (
    await fetch(`${service.url}/v1/why-blocked`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: msisdn, advertiserId: acme }),
    })
  ).json()) as { blocked: boolean; evidence?: { change: string; reason: string }[] };

it('is undone by a later STOP, also where an older one comes with it', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }));
  await published(msisdn, 'opted-out');
  await put(start(msisdn, AT + 10 * MINUTE));
  await published(msisdn, 'opted-out', 'returned');
  await bed.reply(
    stop(msisdn, [acme], { receivedAt: AT + 5 * MINUTE }),
    stop(msisdn, [acme], { receivedAt: AT + 15 * MINUTE }),
  );
  await published(msisdn, 'opted-out', 'returned', 'opted-out', 'repeated');
  expect((await why(msisdn)).blocked).toBe(true);
});

it('ends the episode, published with the proof and the position of the record that unblocks', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }));
  const [out] = await published(msisdn, 'opted-out');
  const back = start(msisdn, AT + MINUTE);
  await put(back);
  const [, returned] = await published(msisdn, 'opted-out', 'returned');
  await eventually('its record is there', () => states(msisdn).length === 2);
  const record = optOuts().find(({ key, value }) => key.startsWith(keys.keyOf(msisdn)) && value.state === 'back');
  const { episodeId } = out?.optOuts[0] ?? {};
  expect(record?.value).toEqual({
    state: 'back',
    scope: acme,
    episodeId,
    at: back.at,
    source: 'sms',
    evidenceId: back.evidenceId,
  });
  expect(returned).toEqual({
    changeId: expect.any(String),
    recipientKey: keys.keyOf(msisdn),
    change: 'returned',
    optOuts: [{ scope: acme, advertiserId: acme, episodeId }],
    source: 'sms',
    evidenceId: back.evidenceId,
    msisdn,
    region: 'FR',
    code: '36180',
    attributed: true,
    numberKnownTo: [acme],
    position: { partition: record?.partition, offset: String(record?.offset) },
    at: back.at,
  });
  expect(await why(msisdn)).toMatchObject({ blocked: false });
});

it.each([
  { it: 'before the STOP', afterMs: -MINUTE, back: false },
  { it: '5 s after it, within the skew of clocks', afterMs: 5_000, back: false },
  { it: 'well after it', afterMs: 5_001, back: true },
])('a START $it brings back: $back', async ({ afterMs, back }) => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }));
  await published(msisdn, 'opted-out');
  await put(start(msisdn, AT + afterMs));
  await settled(msisdn);
  expect(states(msisdn).filter((state) => state.endsWith('acme'))).toEqual(
    back ? ['out acme', 'back acme'] : ['out acme'],
  );
});

it('a STOP after the START wins, also when it was received first and only repeated an opt-out', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }), stop(msisdn, [acme], { receivedAt: AT + 10 * MINUTE }));
  await published(msisdn, 'opted-out', 'repeated');
  await put(start(msisdn, AT + 5 * MINUTE));
  await settled(msisdn);
  expect(states(msisdn).filter((state) => state.endsWith('acme'))).toEqual(['out acme']);
});

it('a STOP after the return opens a new episode', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }));
  await published(msisdn, 'opted-out');
  await put(start(msisdn, AT + MINUTE));
  await published(msisdn, 'opted-out', 'returned');
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT + 2 * MINUTE }));
  const [first, , second] = await published(msisdn, 'opted-out', 'returned', 'opted-out');
  expect(second?.optOuts[0]?.episodeId).not.toBe(first?.optOuts[0]?.episodeId);
  expect(await why(msisdn)).toMatchObject({ blocked: true });
});

it('a STOP from before the return, received after it, takes nobody out again', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }));
  await published(msisdn, 'opted-out');
  await put(start(msisdn, AT + MINUTE));
  await published(msisdn, 'opted-out', 'returned');
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT + MINUTE - 5_001 }));
  await published(msisdn, 'opted-out', 'returned', 'repeated');
  expect(await why(msisdn)).toMatchObject({ blocked: false });
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT + MINUTE - 5_000 }));
  await published(msisdn, 'opted-out', 'returned', 'repeated', 'opted-out');
  expect(await why(msisdn)).toMatchObject({ blocked: true });
});

describe('times of an operator’s clock', () => {
  const YEARS = 7 * 365 * 24 * 60 * MINUTE;

  it.each([
    { it: 'an hour behind', behind: 60 * MINUTE },
    { it: 'years behind', behind: YEARS },
  ])('a STOP after the return opts out again, dated $it', async ({ behind }) => {
    const msisdn = number();
    await bed.reply(stop(msisdn, [acme], { receivedAt: AT, acceptedAt: AT }));
    await published(msisdn, 'opted-out');
    await put(start(msisdn, AT + MINUTE, { acceptedAt: AT + MINUTE }));
    await published(msisdn, 'opted-out', 'returned');
    const acceptedAt = AT + 2 * MINUTE;
    await bed.reply(stop(msisdn, [acme], { receivedAt: acceptedAt - behind, acceptedAt }));
    const [, , again] = await published(msisdn, 'opted-out', 'returned', 'opted-out');
    expect(again?.at).toBe(acceptedAt);
    expect(await why(msisdn)).toMatchObject({ blocked: true });
  });

  it('a return that was accepted before a STOP does not end it, however the STOP is dated and whichever comes first', async () => {
    const msisdn = number();
    const acceptedAt = AT + 10 * MINUTE;
    await bed.reply(
      stop(msisdn, [acme], { receivedAt: AT, acceptedAt: AT }),
      stop(msisdn, [acme], { receivedAt: AT - YEARS, acceptedAt }),
    );
    await published(msisdn, 'opted-out', 'repeated');
    await put(start(msisdn, AT + 5 * MINUTE, { acceptedAt: acceptedAt - 1 }));
    await settled(msisdn);
    expect(await why(msisdn)).toMatchObject({ blocked: true });
    await put(start(msisdn, AT + 6 * MINUTE, { acceptedAt: acceptedAt + 1 }));
    await eventually('the return ends it', async () => !(await why(msisdn)).blocked);
  });

  it('a STOP read after a return and accepted before it changes nothing', async () => {
    const msisdn = number();
    await bed.reply(stop(msisdn, [acme], { receivedAt: AT, acceptedAt: AT }));
    await published(msisdn, 'opted-out');
    await put(start(msisdn, AT + 5 * MINUTE, { acceptedAt: AT + 5 * MINUTE }));
    await published(msisdn, 'opted-out', 'returned');
    await bed.reply(stop(msisdn, [acme], { receivedAt: AT + MINUTE, acceptedAt: AT + 2 * MINUTE }));
    await published(msisdn, 'opted-out', 'returned', 'repeated');
    expect(await why(msisdn)).toMatchObject({ blocked: false });
  });
});

it('changes nothing when the same return comes again, or another one for somebody who is back', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }));
  await published(msisdn, 'opted-out');
  const back = start(msisdn, AT + MINUTE);
  await put(back, back);
  await published(msisdn, 'opted-out', 'returned');
  await put(back, start(msisdn, AT + 2 * MINUTE));
  await settled(msisdn);
  expect(states(msisdn).filter((state) => state.endsWith('acme'))).toEqual(['out acme', 'back acme']);
});

it('lifts the requested advertiser only: an opt-out from everybody stays, and nothing else is published', async () => {
  const msisdn = number();
  await bed.reply(
    stop(msisdn, [acme], { receivedAt: AT }),
    stop(msisdn, [acme], { receivedAt: AT, everyAdvertiser: true }),
  );
  await published(msisdn, 'opted-out', 'opted-out');
  await put(start(msisdn, AT + MINUTE));
  const [, , returned] = await published(msisdn, 'opted-out', 'opted-out', 'returned');
  expect(returned?.optOuts).toEqual([expect.objectContaining({ scope: acme })]);
  expect(returned).not.toHaveProperty('msisdn');
  expect(await why(msisdn)).toMatchObject({
    blocked: true,
    evidence: expect.arrayContaining([
      expect.objectContaining({ change: 'returned', reason: expect.stringContaining('every advertiser stays') }),
    ]),
  });
});

// The last is what compliance published about a consent by HTTP.
it.each<Partial<Return>>([
  { outcome: 'no-consent' },
  { outcome: 'ambiguous', advertiserId: null },
  { cause: 'consent' },
])('does nothing on %j', async (fields) => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: AT }));
  await published(msisdn, 'opted-out');
  await put(start(msisdn, AT + MINUTE, fields));
  await settled(msisdn);
  expect(states(msisdn).filter((state) => state.endsWith('acme'))).toEqual(['out acme']);
});
