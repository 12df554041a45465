// Profiles of a service on request: who gets one, its bounds, and that it names functions and no number.
import { hashOfKey } from '@stopsms/access';
import type { RunningService } from '@stopsms/bootstrap';
import { type AuditEvent, auditEvents } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed, NOT_KEPT } from './bed';

const [OPERATOR, REVIEWER] = ['olga', 'rita'].map((name) => `stopsms_of-${name}-in-this-test-of-profiles`) as [
  string,
  string,
];

let bed: Bed;
let service: RunningService;
let events: Seen<AuditEvent>[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({
    OPERATOR_KEYS: `olga:operator:${hashOfKey(OPERATOR)},rita:reviewer:${hashOfKey(REVIEWER)}`,
  });
  events = await bed.collect<AuditEvent>(auditEvents.dispatcher);
});
afterAll(() => bed?.end());

const ask = (body: unknown, key?: string, signal?: AbortSignal) =>
  fetch(`${service.url}/v1/profile`, {
    method: 'POST',
    headers: { ...NOT_KEPT, 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

interface CpuProfile {
  nodes: { callFrame: { functionName: string; url: string } }[];
  samples: number[];
  startTime: number;
  endTime: number;
}

test('a CPU profile names the functions that ran, and is audited', async () => {
  const asked = ask({ kind: 'cpu', seconds: 1 }, OPERATOR);
  const handset = bed.nextHandset();
  const advert = bed.cleared({ to: handset });
  await bed.adverts([advert]);
  await bed.ends(advert.messageId);
  const answer = await asked;
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="dispatcher-[\dTZ-]+\.cpuprofile"$/);
  const text = await answer.text();
  const { nodes, samples, startTime, endTime } = JSON.parse(text) as CpuProfile;
  expect(nodes.some(({ callFrame }) => callFrame.url.includes('node_modules'))).toBe(true);
  expect(samples.length).toBeGreaterThan(10);
  expect((endTime - startTime) / 1e6).toBeGreaterThan(0.9);
  expect(text).not.toContain(handset.slice(1));
  expect(text).not.toContain(advert.text);
  const ended = await eventually('its audit event', () => events.find(({ value }) => value.stage === 'ended')?.value);
  expect(ended).toMatchObject({ kind: 'act', who: { name: 'olga' }, result: { status: 200 } });
});

test('a heap profile samples allocations, without values', async () => {
  const answer = await ask({ kind: 'heap', seconds: 1 }, OPERATOR);
  expect(answer.headers.get('content-disposition')).toMatch(/\.heapprofile"$/);
  const text = await answer.text();
  expect(Object.keys(JSON.parse(text) as object).sort()).toEqual(['head', 'samples']);
  expect(text).not.toMatch(/\+?33639980\d/);
});

test.each([
  { it: 'no key', body: { kind: 'cpu', seconds: 1 }, key: undefined, gets: [401, 'key-missing'] },
  { it: 'an unknown key', body: { kind: 'cpu', seconds: 1 }, key: 'stopsms_of-nobody', gets: [401, 'key-unknown'] },
  { it: 'a reviewer', body: { kind: 'cpu', seconds: 1 }, key: REVIEWER, gets: [403, 'not-permitted'] },
  ...[
    { kind: 'cpu', seconds: 61 },
    { kind: 'cpu', seconds: 0 },
    { kind: 'cpu', seconds: -1 },
    { kind: 'cpu', seconds: 0.5 },
    { kind: 'cpu', seconds: '5' },
    { kind: 'cpu', seconds: 1e300 },
    { kind: 'cpu' },
    { kind: 'snapshot', seconds: 1 },
    { kind: 'cpu', seconds: 1, path: '/etc/passwd' },
    [],
  ].map((body) => ({ it: JSON.stringify(body), body, key: OPERATOR, gets: [400, 'invalid-request'] })),
])('$it is refused', async ({ body, key, gets }) => {
  expect(await codeOf(await ask(body, key))).toEqual(gets);
});

test('of two at once, the second is refused; a caller that leaves ends its profile', async () => {
  const leaves = new AbortController();
  const first = ask({ kind: 'cpu', seconds: 60 }, OPERATOR, leaves.signal).catch((error: Error) => error.name);
  await eventually('the first is being taken', async () => {
    const answer = await ask({ kind: 'heap', seconds: 1 }, OPERATOR);
    if (answer.status !== 409) return void (await answer.text());
    expect(await codeOf(answer)).toEqual([409, 'profile-in-progress']);
    return true;
  });
  leaves.abort();
  expect(await first).toBe('AbortError');
  const next = await eventually('the next one is taken', async () => {
    const answer = await ask({ kind: 'heap', seconds: 1 }, OPERATOR);
    return answer.ok ? answer : void (await answer.text());
  });
  expect(next.headers.get('content-disposition')).toContain('.heapprofile');
  await next.text();
});
