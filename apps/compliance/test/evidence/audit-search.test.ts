// What is real: the compliance service with keys needed, its database and the topics; a plain client plays the other services.
import { randomUUID } from 'node:crypto';
import { type AuditEvent, auditEvents } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { AuditLog, type Page, bearer, keyOf } from './audit-log';
import { NOW } from '../fixtures';

const LISTED = 'consents_list';

let log: AuditLog;
beforeAll(async () => (log = await AuditLog.open()));
afterAll(() => log?.close());

test('only auditors and admins can search', async () => {
  for (const [role, status] of [
    ['auditor', 200],
    ['operator', 403],
    ['reviewer', 403],
  ] as const) {
    const answers = [
      await log.get('/v1/audit', bearer(keyOf(role))),
      await log.post('/v1/audit/search', {}, bearer(keyOf(role))),
    ];
    expect([role, ...answers.map((answer) => answer.status)]).toEqual([role, status, status]);
  }
  const [denied] = await log.found('who was denied', { actor: 'reviewer-key', operation: 'audit_list' });
  expect(denied?.result?.status).toBe(403);
});

test('records who reads the log', async () => {
  expect((await log.get(`/v1/audit?actor=alice&operation=${LISTED}`)).status).toBe(200);
  const [look] = await log.found('the look', {
    actor: 'alice',
    operation: 'audit_list',
    kind: 'look',
    result: 'done',
  });
  expect(look).toMatchObject({ who: { name: 'alice' }, result: { status: 200 } });
  expect(log.published.filter(({ key }) => key === look?.id)).toHaveLength(1);
});

test('limits filters, and refuses an invalid instant or cursor', async () => {
  const wrong = ['from=yesterday', 'limit=501', 'cursor=nonsense', `actor=${'a'.repeat(201)}`, 'service=other'];
  for (const query of wrong) expect([query, (await log.get(`/v1/audit?${query}`)).status]).toEqual([query, 400]);
  expect((await log.post('/v1/audit/search', { phone: 'not a number' })).status).toBe(400);
  expect((await log.post('/v1/audit/search', { text: 'unknown field' })).status).toBe(400);
});

describe('events of other services', () => {
  const at = NOW - 3_600_000;
  const eventOf = (n: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
    id: randomUUID(),
    stage: 'ended',
    kind: 'act',
    at: at + n,
    service: 'campaign',
    operation: 'drafts_start',
    who: { kind: 'person', subject: 'b1946ac9', name: '<script>alert(1)</script>' },
    from: { address: '192.0.2.7' },
    on: { resources: [{ kind: 'campaigns', id: randomUUID() }], recipientKeys: [] },
    result: { status: 200 },
    requestId: randomUUID(),
    ...more,
  });
  const publish = (...events: AuditEvent[]) =>
    log.bed.put(
      auditEvents.campaign,
      events.map((value) => ({ key: value.id, value })),
    );

  test('are found page by page, each once and latest first, while others arrive or are published again', async () => {
    const events = Array.from({ length: 25 }, (_, n) => eventOf(Math.floor(n / 3)));
    await publish(...events);
    const query = { actor: 'b1946ac9', limit: 10 };
    await log.found('all', { ...query, limit: 100 }, 25);
    const pages: Page[] = [await log.search(query)];
    await publish(...events.slice(0, 5), eventOf(1_000));
    await log.found('one more', { ...query, limit: 100 }, 26);
    for (let cursor = pages[0]?.nextCursor; cursor !== undefined; cursor = pages.at(-1)?.nextCursor)
      pages.push(await log.search({ ...query, cursor }));
    const listed = pages.flatMap(({ items }) => items);
    expect(pages.map(({ items }) => items.length)).toEqual([10, 10, 5]);
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
    expect(listed.map(({ at: instant }) => instant)).toEqual(
      [...listed.map(({ at: instant }) => instant)].sort().reverse(),
    );
    const [first] = events;
    const resource = first?.on.resources[0]?.id ?? '';
    expect((await log.search({ resource })).items.map(({ id }) => id)).toEqual([first?.id]);
    const to = new Date(at).toISOString();
    expect((await log.search({ ...query, to })).items).toEqual([]);
  });

  test('an action without an end stays without a result', async () => {
    const { result: _, ...begun } = eventOf(0, { stage: 'begun', operation: 'campaigns_cancel' });
    await publish(begun);
    const [open] = await log.found('it', { operation: 'campaigns_cancel', result: 'unknown' });
    expect(open).toMatchObject({ id: begun.id, result: null });
    await publish({ ...begun, stage: 'ended', at: begun.at + 5, result: { status: 503, problem: 'unavailable' } });
    await eventually('its end', async () => {
      const { items } = await log.search({ operation: 'campaigns_cancel' });
      return items.length === 1 && items[0]?.result?.status === 503;
    });
    expect((await log.search({ operation: 'campaigns_cancel', result: 'unknown' })).items).toEqual([]);
  });

  test('sets aside invalid events and continues with the next ones', async () => {
    const good = eventOf(2_000, { operation: 'campaigns_pause' });
    await publish({ ...eventOf(0), stage: 'later' } as unknown as AuditEvent, good);
    const [kept] = await log.found('what is behind it', { operation: 'campaigns_pause' });
    expect(kept?.id).toBe(good.id);
  });
});
