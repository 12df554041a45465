// What is real: the compliance service with keys needed, its database and the topics.
import { randomUUID } from 'node:crypto';
import { eventually, keys } from '@stopsms/testing';
import { ALICE, AuditLog, KEY, bearer, keyOf } from './audit-log';
import { LORANE } from '../fixtures';

const LISTED = 'consents_list';

let log: AuditLog;
beforeAll(async () => (log = await AuditLog.open()));
afterAll(() => log?.close());

test('publishes an action at its start and end, and finds it by all its fields', async () => {
  const phone = '+33639985501';
  const requestId = randomUUID();
  const answer = await log.consent(phone, {
    ...ALICE,
    'x-request-id': requestId,
    'x-forwarded-for': '203.0.113.9',
    'user-agent': `<script>alert("0639985501")</script>${'x'.repeat(10_000)}`,
  });
  expect(answer.ok).toBe(true);
  const [event] = await log.found('the act', { phone, kind: 'act', result: 'done' });
  expect(event).toMatchObject({
    operation: 'consents_post',
    who: { kind: 'operator', name: 'alice' },
    on: { advertiserId: LORANE.id, recipientKeys: [keys.keyOf(phone)] },
    result: { status: answer.status },
    requestId,
    isAltered: false,
  });
  // Nobody is believed about where they come from who was not named as a proxy.
  expect(event?.from.address).toMatch(/127\.0\.0\.1$/);
  expect(event?.from.userAgent).toMatch(/^<script>alert\("<number>"\)/);
  expect(event?.from.userAgent?.length).toBeLessThanOrEqual(200);
  const records = await eventually('both records', () => {
    const own = log.published.filter(({ key }) => key === event?.id);
    return own.length === 2 && own;
  });
  expect(records.map(({ value }) => value.stage)).toEqual(['begun', 'ended']);
  expect(JSON.stringify(records.map(({ value }) => value))).not.toMatch(/639985501|Oui aux offres/);
  for (const query of [
    { actor: 'alice' },
    { advertiserId: LORANE.id },
    { operation: 'consents_post', service: 'compliance' },
    { phone: '06 39 98 55 01', result: 'done' },
  ]) {
    expect((await log.search(query)).items.map(({ id }) => id)).toContain(event?.id);
  }
  for (const query of [{ actor: 'bob' }, { phone: '+33639985502' }, { phone, result: 'refused' }]) {
    expect((await log.search(query)).items.map(({ id }) => id)).not.toContain(event?.id);
  }
});

test('two equal requests are two actions', async () => {
  const phone = '+33639985503';
  await Promise.all([log.consent(phone), log.consent(phone)]);
  const events = await log.found('both', { phone, kind: 'act', result: 'done' }, 2);
  expect(new Set(events.map(({ id }) => id)).size).toBe(2);
});

test('publishes refusals of a known caller, also for others’ objects, and no attempts of strangers', async () => {
  expect((await log.post('/v1/consents', { advertiserId: LORANE.id })).status).toBe(400);
  const [invalid] = await log.found('the refusal', { operation: 'consents_post', result: 'refused' });
  expect(invalid?.result).toEqual({ status: 400, problem: 'invalid-request' });
  const [own, another] = [bearer(KEY.key), randomUUID()];
  const other = await eventually('the key is known', async () => {
    const answer = await log.post('/v1/consents', { advertiserId: another }, own);
    return answer.status !== 401 && answer;
  });
  expect(other.status).toBe(403);
  const [denied] = await log.found('what was denied', { actor: KEY.id });
  expect(denied).toMatchObject({
    who: { kind: 'advertiser', keyId: KEY.id, name: 'crm' },
    on: { advertiserId: another },
    result: { status: 403, problem: 'not-yours' },
  });
  const before = log.published.length;
  expect((await log.post('/v1/consents', {}, {})).status).toBe(401);
  expect((await log.post('/v1/consents', {}, bearer('stopsms_nobody-has-this-one'))).status).toBe(401);
  expect((await log.get('/v1/audit', own)).status).toBe(403);
  await log.found('who asked for the log', { actor: KEY.id, operation: 'audit_list' });
  expect(log.published.slice(before).map(({ value }) => value.result?.status)).not.toContain(401);
});

test('publishes access to a person’s data before the response, and no query without a person', async () => {
  const [phone, auditor] = ['+33639985504', bearer(keyOf('auditor'))];
  expect((await log.post('/v1/consents/search', { phone }, auditor)).status).toBe(200);
  const [look] = await log.found('the look', { phone, operation: LISTED });
  expect(look).toMatchObject({
    kind: 'look',
    who: { kind: 'operator', name: 'auditor-key' },
    on: { recipientKeys: [keys.keyOf(phone)] },
    result: { status: 200 },
  });
  const id = await log.bed.ask({ to: phone });
  await log.bed.verdict(id);
  expect((await log.get(`/v1/messages/${id}/proof`, auditor)).status).toBe(200);
  const [proof] = await log.found('the look at a proof', { phone, operation: 'messages_proof' });
  expect(proof?.on).toMatchObject({ resources: [{ kind: 'messages', id }], recipientKeys: [keys.keyOf(phone)] });
  const text = { text: 'Lorane : votre commande est prête.', category: 'informative', country: 'FR' };
  expect((await log.post('/v1/check', text)).status).toBe(200);
  expect((await log.post('/v1/check', { ...text, advertiserId: LORANE.id, to: phone })).status).toBe(200);
  const checks = await log.found('the check of a number', { operation: 'check_check' });
  expect(checks.map(({ on }) => on.recipientKeys)).toEqual([[keys.keyOf(phone)]]);
});

describe('an action that cannot be recorded', () => {
  const outboxAway = (work: () => Promise<void>) =>
    log.bed
      .sql('ALTER TABLE outbox RENAME TO outbox_away')
      .then(work)
      .finally(() => log.bed.sql('ALTER TABLE outbox_away RENAME TO outbox'));

  test('is neither executed nor shown', async () => {
    const phone = '+33639985521';
    await outboxAway(async () => {
      const [act, look] = [await log.consent(phone), await log.get('/v1/audit')];
      for (const answer of [act, look]) {
        expect(answer.status).toBe(503);
        expect(await answer.json()).toMatchObject({ code: 'unavailable' });
      }
    });
    expect(await log.bed.sql(`SELECT FROM consent WHERE recipient_key = '${keys.keyOf(phone)}'`)).toEqual([]);
    expect(await log.bed.metrics()).toMatch(/stopsms_audit_failures_total\{service="compliance"\} [2-9]/);
    expect((await log.consent(phone)).ok).toBe(true);
  });
});
