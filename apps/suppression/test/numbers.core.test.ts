import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type NumberStateRecord,
  type OptOutChanged,
  type Receipt,
  failedReceipts,
  numberStates,
} from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, stop } from './bed';

const DAY = 86_400_000;
let bed: Bed;
let service: RunningService;
let changes: Seen<OptOutChanged>[];
let published: Seen<NumberStateRecord | null>[];
const acme = randomUUID();

beforeAll(async () => {
  bed = await Bed.make();
  await bed.advertiser({ id: acme });
  changes = await bed.collectChanges();
  published = await bed.collect<NumberStateRecord | null>(numberStates);
  service = await bed.startReady({ INVALID_NUMBER_ERRORS: '21614, ovh:001' });
});
afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(4_000 + (last += 1))}`;
const NOW = Date.now();
const receipt = (phone: string, fields: Partial<Receipt> = {}): Receipt => ({
  ...{ messageId: randomUUID(), advertiserId: acme, recipientKey: keys.keyOf(phone), provider: 'ovh', smscId: '1' },
  ...{ outcome: 'failed' as const, stat: 'UNDELIV', error: '27', at: NOW },
  ...fields,
});
const delivered = (phone: string, at: number) =>
  receipt(phone, { outcome: 'delivered', stat: 'DELIVRD', error: '000', at });
const put = (...all: Receipt[]) =>
  bed.put(
    failedReceipts,
    all.map((value) => ({ key: value.recipientKey, value })),
  );
const ask = async (path: string, question: object) => {
  const response = await fetch(`${service.url}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  return (await response.json()) as Record<string, unknown>;
};
const becomes = (phone: string, state: string) =>
  eventually(`the number is ${state}`, async () => {
    const answer = await ask('numbers/search', { phone });
    return answer['state'] === state ? answer : undefined;
  });

/** Waits for the published states of a number, in order; null: valid again. */
const statesOf = (phone: string, ...states: (string | null)[]) =>
  eventually(`the number is published ${states.join(', ')}`, () => {
    const own = published.filter(({ key }) => key === keys.keyOf(phone)).map(({ value }) => value);
    if (own.length < states.length) return undefined;
    expect(own.map((value) => value?.state ?? null)).toEqual(states);
    return own;
  });

test('a permanent error makes a number invalid, with its evidence, and is not an opt-out', async () => {
  const phone = number();
  const failed = receipt(phone, { error: '001' });
  await put(failed, delivered(phone, NOW + 1));
  const answer = await becomes(phone, 'invalid');
  expect(answer).toMatchObject({
    unfit: ['marketing', 'informative', 'service'],
    evidence: { messageId: failed.messageId, provider: 'ovh', stat: 'UNDELIV', error: '001' },
    explanation: expect.stringContaining('This is no opt-out'),
  });
  expect(await statesOf(phone, 'invalid')).toEqual([
    { recipientKey: keys.keyOf(phone), state: 'invalid', since: NOW, provider: 'ovh', error: '001' },
  ]);
  expect(await ask('why-blocked', { phone, advertiserId: acme })).toMatchObject({
    blocked: false,
    number: { state: 'invalid' },
    explanation: expect.stringContaining('The number is invalid'),
  });
  expect(changes.filter(({ key }) => key === keys.keyOf(phone))).toEqual([]);
});

test('a number without a delivery for 30 days is suspended, in any order of reports; only a text from it ends that', async () => {
  const phone = number();
  const failures = [0, 15, 31].map((day) => receipt(phone, { at: NOW - (40 - day) * DAY }));
  await put(...failures, ...failures.slice(1));
  expect(await becomes(phone, 'suspended')).toMatchObject({ unfit: ['marketing'] });
  await put(delivered(phone, NOW));
  await bed.reply(stop(phone, [], { channel: 'web', code: '', receivedAt: NOW }));
  await bed.reply(stop(phone, [acme], { breach: 'not-its-code', receivedAt: NOW }));
  await eventually('both are handled', () => changes.filter(({ key }) => key === keys.keyOf(phone)).length === 2);
  await becomes(phone, 'suspended');
  await statesOf(phone, 'suspended');
  await bed.reply(stop(phone, [], { tier: 'none', receivedAt: NOW }));
  await becomes(phone, 'no-failure-known');
  await statesOf(phone, 'suspended', null);
});

test('one delivery ends the state unreachable, and receipts without a cause change nothing', async () => {
  const [phone, other] = [number(), number()];
  await put(receipt(phone), receipt(other, { error: '10' }), receipt(other, { stat: 'REJECTD' }));
  expect(await becomes(phone, 'unreachable')).toMatchObject({ unfit: [] });
  await put(delivered(phone, NOW + 1));
  await becomes(phone, 'no-failure-known');
  await becomes(other, 'no-failure-known');
  expect(published.filter(({ key }) => [phone, other].map((each) => keys.keyOf(each)).includes(key))).toEqual([]);
});

test('a thousand numbers in one batch are one piece of work', async () => {
  const phones = Array.from({ length: 1_000 }, (_, n) => `+3363998${5_000 + n}`);
  await put(...phones.map((phone) => receipt(phone, { error: '21614', provider: 'twilio' })));
  await eventually('all are invalid', async () => {
    const [row] = await bed.sql(`SELECT count(*)::int FROM suppression.number_state WHERE error = '21614'`);
    return row?.count === 1_000;
  });
  await eventually(
    'all are published',
    () => published.filter(({ value }) => value?.error === '21614').length === 1_000,
  );
});

test('errors written wrongly are named at start', async () => {
  await expect(bed.start({ INVALID_NUMBER_ERRORS: 'unknown' })).rejects.toThrow(/INVALID_NUMBER_ERRORS is wrong/);
});
