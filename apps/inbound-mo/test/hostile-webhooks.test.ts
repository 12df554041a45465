import { moReceived } from '@stopsms/contracts';
import type { RunningService } from '@stopsms/service-kit';
import { eventually } from '@stopsms/testing';
import fc from 'fast-check';
import { Bed, keys, newHandset, post } from './bed';

jest.setTimeout(120_000);

const WEBHOOK_SECRET = 'a-webhook-secret-of-some-length';
const BEARER = { authorization: `Bearer ${WEBHOOK_SECRET}` };

let bed: Bed;
let service: RunningService;
let received: { recipientKey: string; text: string }[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.start({ WEBHOOK_SECRET });
  received = await bed.collect(moReceived);
});
afterAll(() => bed.end());

/** Fields as they should be, spoilt, or of another kind. */
const field = (good: string) =>
  fc.oneof(
    fc.constant(good),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      '\u0000',
      '\ud800',
      '../..',
      '+33639980012\n',
      "'; DROP TABLE reply; --",
      '𝗦𝗧𝗢𝗣',
      'x'.repeat(20_000),
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
const body = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);

test.each([
  {
    route: 'mo',
    like: body({
      from: field('+33639980012'),
      to: field('36180'),
      text: field('STOP'),
      id: field('op-1'),
      receivedAt: field('2026-11-25T10:00:00Z'),
    }),
  },
  {
    route: 'receipts',
    like: fc.array(
      body({ smscId: field('a1'), stat: field('DELIVRD'), error: field('000'), at: field('2026-11-25T10:00:00Z') }),
      { maxLength: 3 },
    ),
  },
])('whatever is posted to $route is taken or refused in writing', async ({ route, like }) => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        like.map((value) => JSON.stringify(value)),
        anything,
      ),
      async (text) => {
        const response = await post(`${service.url}/v1/providers/smsgate/${route}`, text, BEARER);
        statuses.add(response.status);
        expect([202, 400]).toContain(response.status);
        const kind = response.status === 202 ? 'application/json' : 'application/problem+json';
        expect(response.headers.get('content-type')).toContain(kind);
      },
    ),
    { numRuns: 300 },
  );
  expect(statuses).toContain(400);
});

test('a STOP beside half an emoji is taken', async () => {
  const handset = newHandset();
  const answer = await post(
    `${service.url}/v1/providers/smsgate/mo`,
    { from: handset, to: '36180', text: 'STOP \ud83d' },
    BEARER,
  );
  expect(answer.status).toBe(202);
  await eventually('it is on the topic', () =>
    received.some(({ recipientKey }) => recipientKey === keys.keyOf(handset)),
  );
});

test('a STOP after all that is read as ever', async () => {
  const handset = newHandset();
  const answer = await post(
    `${service.url}/v1/providers/smsgate/mo`,
    { from: handset, to: '36180', text: 'STOP' },
    BEARER,
  );
  expect(answer.status).toBe(202);
  await eventually('it is on the topic', () =>
    received.some(({ recipientKey, text }) => recipientKey === keys.keyOf(handset) && text === 'STOP'),
  );
});
