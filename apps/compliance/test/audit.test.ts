// What is real: the compliance service with keys needed, its database, its chain and the topics; a plain client plays the other services.
import { randomUUID } from 'node:crypto';
import { type AuditEvent, advertisers, auditEvents } from '@stopsms/contracts';
import { hashOfKey } from '@stopsms/service-kit';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { digestOf } from '../src/digest/digest';
import type { Proof } from '../src/proofs/find-proof';
import { Bed } from './bed';
import { LORANE, NOW } from './fixtures';
import { ProofDesk } from './proof-desk';
import { doubtful } from './review-client';
import type { AuditDay } from '../src/audit/check-audit-seals';

const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test';
const KEY = { id: randomUUID(), key: 'stopsms_of-the-advertiser-in-this-test' };
const ROLES = ['auditor', 'operator', 'reviewer'];
const keyOf = (role: string) => `stopsms_of-one-with-the-role-${role}-in-this-test`;
const TOPIC = auditEvents.compliance;
const LISTED = 'consents_list';

interface Shown {
  id: string;
  at: string;
  kind: string;
  operation: string;
  who: AuditEvent['who'];
  from: AuditEvent['from'];
  on: AuditEvent['on'];
  result: { status: number; problem?: string } | null;
  requestId: string;
  isAltered: boolean;
}
interface Page {
  items: Shown[];
  nextCursor?: string;
}

let bed: Bed;
let told: Seen<AuditEvent>[];
let desk: ProofDesk;

beforeAll(async () => {
  const others = ROLES.map((role) => `${role}-key:${role}:${hashOfKey(keyOf(role))}`);
  bed = await Bed.madeWith({ OPERATOR_KEYS: [`alice:${hashOfKey(OPERATOR)}`, ...others].join(',') });
  told = await bed.collect<AuditEvent>(TOPIC);
  desk = new ProofDesk(bed, alice);
  const mine = { id: KEY.id, hash: hashOfKey(KEY.key), name: 'crm' };
  await bed.put(advertisers, [{ key: LORANE.id, value: { ...LORANE, keys: [mine] }, partition: 0 }]);
});
afterAll(async () => {
  desk?.close();
  await bed?.end();
});

type Headers = Record<string, string>;
const bearer = (key: string): Headers => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });
const alice = bearer(OPERATOR);

const post = (path: string, body: object, headers: Headers = alice) =>
  fetch(`${bed.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
const get = (path: string, headers: Headers = alice) => fetch(`${bed.url}${path}`, { headers });
const search = async (query: Record<string, unknown>): Promise<Page> => {
  const answer = await post('/v1/audit/search', query);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
};
const found = (what: string, query: Record<string, unknown>, many = 1): Promise<Shown[]> =>
  eventually(what, async () => {
    const { items } = await search(query);
    return items.length >= many && items;
  });

const consent = (phone: string, headers?: Headers) =>
  post(
    '/v1/consents',
    {
      advertiserId: LORANE.id,
      phone,
      grantedAt: NOW - 86_400_000,
      source: 'shop',
      wording: 'Oui aux offres de Lorane par SMS',
    },
    headers,
  );

test('an act is told on the topic as it begins and as it ends, and found by all that it says', async () => {
  const phone = '+33639985501';
  const requestId = randomUUID();
  const answer = await consent(phone, {
    ...alice,
    'x-request-id': requestId,
    'x-forwarded-for': '203.0.113.9',
    'user-agent': `<script>alert("0639985501")</script>${'x'.repeat(10_000)}`,
  });
  expect(answer.ok).toBe(true);
  const [event] = await found('the act', { phone, kind: 'act', result: 'done' });
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
    const own = told.filter(({ key }) => key === event?.id);
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
    expect((await search(query)).items.map(({ id }) => id)).toContain(event?.id);
  }
  for (const query of [{ actor: 'bob' }, { phone: '+33639985502' }, { phone, result: 'refused' }]) {
    expect((await search(query)).items.map(({ id }) => id)).not.toContain(event?.id);
  }
});

test('the same request twice is two acts', async () => {
  const phone = '+33639985503';
  await Promise.all([consent(phone), consent(phone)]);
  const events = await found('both', { phone, kind: 'act', result: 'done' }, 2);
  expect(new Set(events.map(({ id }) => id)).size).toBe(2);
});

test('what a known caller is refused is told, also of what is another’s; what a stranger tries is not', async () => {
  expect((await post('/v1/consents', { advertiserId: LORANE.id })).status).toBe(400);
  const [invalid] = await found('the refusal', { operation: 'consents_post', result: 'refused' });
  expect(invalid?.result).toEqual({ status: 400, problem: 'invalid-request' });
  const [own, another] = [bearer(KEY.key), randomUUID()];
  const other = await eventually('the key is known', async () => {
    const answer = await post('/v1/consents', { advertiserId: another }, own);
    return answer.status !== 401 && answer;
  });
  expect(other.status).toBe(403);
  const [denied] = await found('what was denied', { actor: KEY.id });
  expect(denied).toMatchObject({
    who: { kind: 'advertiser', keyId: KEY.id, name: 'crm' },
    on: { advertiserId: another },
    result: { status: 403, problem: 'not-yours' },
  });
  const before = told.length;
  expect((await post('/v1/consents', {}, {})).status).toBe(401);
  expect((await post('/v1/consents', {}, bearer('stopsms_nobody-has-this-one'))).status).toBe(401);
  expect((await get('/v1/audit', own)).status).toBe(403);
  await found('who asked for the log', { actor: KEY.id, operation: 'audit_list' });
  expect(told.slice(before).map(({ value }) => value.result?.status)).not.toContain(401);
});

test('a look at a person’s data is told before it is answered, on whom, and a question about nobody is not', async () => {
  const [phone, auditor] = ['+33639985504', bearer(keyOf('auditor'))];
  expect((await get(`/v1/consents?phone=${encodeURIComponent(phone)}`, auditor)).status).toBe(200);
  const [look] = await found('the look', { phone, operation: LISTED });
  expect(look).toMatchObject({
    kind: 'look',
    who: { kind: 'operator', name: 'auditor-key' },
    on: { recipientKeys: [keys.keyOf(phone)] },
    result: { status: 200 },
  });
  const id = await bed.ask({ to: phone });
  await bed.verdict(id);
  expect((await get(`/v1/messages/${id}/proof`, auditor)).status).toBe(200);
  const [proof] = await found('the look at a proof', { phone, operation: 'messages_proof' });
  expect(proof?.on).toMatchObject({ resources: [{ kind: 'messages', id }], recipientKeys: [keys.keyOf(phone)] });
  const text = { text: 'Lorane : votre commande est prête.', category: 'informative', country: 'FR' };
  expect((await post('/v1/check', text)).status).toBe(200);
  expect((await post('/v1/check', { ...text, advertiserId: LORANE.id, to: phone })).status).toBe(200);
  const checks = await found('the check of a number', { operation: 'check_check' });
  expect(checks.map(({ on }) => on.recipientKeys)).toEqual([[keys.keyOf(phone)]]);
});

test('auditors and admins search, nobody else', async () => {
  for (const [role, status] of [
    ['auditor', 200],
    ['operator', 403],
    ['reviewer', 403],
  ] as const) {
    const answers = [
      await get('/v1/audit', bearer(keyOf(role))),
      await post('/v1/audit/search', {}, bearer(keyOf(role))),
    ];
    expect([role, ...answers.map((answer) => answer.status)]).toEqual([role, status, status]);
  }
  const [denied] = await found('who was denied', { actor: 'reviewer-key', operation: 'audit_list' });
  expect(denied?.result?.status).toBe(403);
});

test('who looks at the log is in it', async () => {
  expect((await get(`/v1/audit?actor=alice&operation=${LISTED}`)).status).toBe(200);
  const [look] = await found('the look', {
    actor: 'alice',
    operation: 'audit_list',
    kind: 'look',
    result: 'done',
  });
  expect(look).toMatchObject({ who: { name: 'alice' }, result: { status: 200 } });
  expect(told.filter(({ key }) => key === look?.id)).toHaveLength(1);
});

test('filters are bounded, and what is no instant or cursor is told so', async () => {
  const wrong = ['from=yesterday', 'limit=501', 'cursor=nonsense', `actor=${'a'.repeat(201)}`, 'service=other'];
  for (const query of wrong) expect([query, (await get(`/v1/audit?${query}`)).status]).toEqual([query, 400]);
  expect((await post('/v1/audit/search', { phone: 'not a number' })).status).toBe(400);
  expect((await post('/v1/audit/search', { text: 'unknown field' })).status).toBe(400);
});

describe('what other services tell', () => {
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
  const tell = (...events: AuditEvent[]) =>
    bed.put(
      auditEvents.campaign,
      events.map((value) => ({ key: value.id, value })),
    );

  test('is found page by page, each once and latest first, while more comes in and some is told again', async () => {
    const events = Array.from({ length: 25 }, (_, n) => eventOf(Math.floor(n / 3)));
    await tell(...events);
    const query = { actor: 'b1946ac9', limit: 10 };
    await found('all', { ...query, limit: 100 }, 25);
    const pages: Page[] = [await search(query)];
    await tell(...events.slice(0, 5), eventOf(1_000));
    await found('one more', { ...query, limit: 100 }, 26);
    for (let cursor = pages[0]?.nextCursor; cursor !== undefined; cursor = pages.at(-1)?.nextCursor)
      pages.push(await search({ ...query, cursor }));
    const listed = pages.flatMap(({ items }) => items);
    expect(pages.map(({ items }) => items.length)).toEqual([10, 10, 5]);
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
    expect(listed.map(({ at: instant }) => instant)).toEqual(
      [...listed.map(({ at: instant }) => instant)].sort().reverse(),
    );
    const [first] = events;
    const resource = first?.on.resources[0]?.id ?? '';
    expect((await search({ resource })).items.map(({ id }) => id)).toEqual([first?.id]);
    const to = new Date(at).toISOString();
    expect((await search({ ...query, to })).items).toEqual([]);
  });

  test('an act that nobody told the end of stays, without a result', async () => {
    const { result: _, ...begun } = eventOf(0, { stage: 'begun', operation: 'campaigns_cancel' });
    await tell(begun);
    const [open] = await found('it', { operation: 'campaigns_cancel', result: 'unknown' });
    expect(open).toMatchObject({ id: begun.id, result: null });
    await tell({ ...begun, stage: 'ended', at: begun.at + 5, result: { status: 503, problem: 'unavailable' } });
    await eventually('its end', async () => {
      const { items } = await search({ operation: 'campaigns_cancel' });
      return items.length === 1 && items[0]?.result?.status === 503;
    });
    expect((await search({ operation: 'campaigns_cancel', result: 'unknown' })).items).toEqual([]);
  });

  test('what cannot be an event is put aside, and what is behind it goes on', async () => {
    const good = eventOf(2_000, { operation: 'campaigns_pause' });
    await tell({ ...eventOf(0), stage: 'later' } as unknown as AuditEvent, good);
    const [kept] = await found('what is behind it', { operation: 'campaigns_pause' });
    expect(kept?.id).toBe(good.id);
  });
});

describe('the chain', () => {
  test('seals events with the facts of messages, and an altered row is seen', async () => {
    const phone = '+33639985511';
    await consent(phone);
    const [event] = await found('the act', { phone, kind: 'act', result: 'done' });
    await bed.seal();
    const batches = await bed.sql<{ leaves: string }>(
      `SELECT leaves FROM proof_batch b WHERE EXISTS (SELECT FROM audit_event e WHERE e.id = '${event?.id}' AND b.leaves = 'audit_event'
         AND b.facts_of = e.day AND e.position > b.after_position AND e.position <= b.to_position)`,
    );
    expect(batches).not.toEqual([]);
    const change = `UPDATE audit_event SET event = replace(event, 'alice', 'carol') WHERE id = '${event?.id}'`;
    await expect(bed.sql(change)).rejects.toThrow('append-only');
    await expect(bed.sql('TRUNCATE audit_event')).rejects.toThrow('append-only');
    await bed.sql(
      `BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ${change}; ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT`,
    );
    const [altered] = (await search({ phone, kind: 'act' })).items;
    expect(altered).toMatchObject({ id: event?.id, who: { name: 'carol' }, isAltered: true });
  });

  test('a row that was altered or taken out is missed where its day is held against its seals', async () => {
    const seals = async () => {
      const { items } = (await (await get('/v1/audit/seals')).json()) as { items: AuditDay[] };
      return items.map(({ sealed, kept, broken }) => [sealed - kept, broken.length]);
    };
    const change = (sql: string) =>
      bed.sql(
        `BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ${sql}; ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT`,
      );
    // What the test before altered.
    expect(await seals()).toEqual([[0, 1]]);
    await change(`UPDATE audit_event SET event = replace(event, 'carol', 'alice') WHERE event LIKE '%carol%'`);
    expect(await seals()).toEqual([[0, 0]]);
    const phone = '+33639985512';
    await consent(phone);
    const [event] = await found('the act', { phone, kind: 'act', result: 'done' });
    await bed.seal();
    expect(await seals()).toEqual([[0, 0]]);
    await change(`DELETE FROM audit_event WHERE id = '${event?.id}' AND ended`);
    expect(await seals()).toEqual([[1, 1]]);
    await bed.watchAuditSeals();
    await bed.watchAuditSeals();
    expect(await (await get('/metrics')).text()).toMatch(/^stopsms_guarantee_violations_total\{.*"G6".*\} 1$/m);
    const tooLong = await get('/v1/audit/seals?from=2026-01-01&to=2026-03-01');
    expect(tooLong.status).toBe(400);
    expect((await get('/v1/audit/seals?from=2020-01-01')).status).toBe(400);
  });
});

describe('the proof of a message', () => {
  let proof: Proof;
  const [campaignId, actId] = [randomUUID(), randomUUID()];

  test('tells who started its campaign and who decided on its text, sealed, and without an address', async () => {
    const id = await bed.ask({
      to: '+33639985531',
      category: 'informative',
      text: doubtful('Zoé'),
      campaignId,
    });
    const review = await eventually('a text to decide on', async () => {
      const { items } = (await (await get('/v1/reviews?state=open')).json()) as { items: { id: string }[] };
      return items[0];
    });
    const decided = await post(`/v1/reviews/${review.id}/decision`, {
      verdict: 'approve',
      reason: 'It sells nothing.',
    });
    expect(decided.status).toBe(200);
    await bed.put(auditEvents.campaign, [
      {
        key: actId,
        value: {
          ...{ id: actId, stage: 'ended', kind: 'act', at: NOW, service: 'campaign', operation: 'drafts_start' },
          who: { kind: 'person', subject: 'b1946ac9', name: 'Mark' },
          from: { address: '192.0.2.7', userAgent: 'Mozilla/5.0' },
          on: { resources: [{ kind: 'campaigns', id: campaignId }], recipientKeys: [] },
          ...{ result: { status: 200 }, requestId: actId },
        } satisfies AuditEvent,
      },
    ]);
    await eventually('it is decided, and both acts are known', async () => {
      proof = await desk.proofOf(id);
      return proof.decisions.at(-1)?.verdict === 'cleared' && proof.acts?.length === 2;
    });
    expect(proof.acts?.map(({ operation, who }) => [operation, who.name]).sort()).toEqual([
      ['drafts_start', 'Mark'],
      ['reviews_decide', 'alice'],
    ]);
    expect(JSON.stringify(proof)).not.toMatch(/192\.0\.2\.7|127\.0\.0\.1|Mozilla/);
    await bed.seal();
    proof = await desk.proofOf(id);
    expect(proof.sealing).toMatchObject({ state: 'sealed' });
    expect(proof.explanation.happened.join(' ')).toContain('Mark (person) did drafts_start in campaign');
    const { code, said } = await desk.verify(proof);
    expect(said).toContain('HOLDS');
    expect(said).toMatch(/Act +drafts_start in campaign by Mark \(person b1946ac9\)/);
    expect(code).toBe(0);
    expect((await desk.verify(proof, '--lang', 'fr')).said).toContain('Mark a lancé la campagne');
  });

  test('does not hold when any word of it, or of its seals, is altered', async () => {
    const { acts, actSeals } = proof;
    const altered: [string, Partial<Proof>][] = [
      ['who did it', { acts: acts?.map((act) => ({ ...act, who: { ...act.who, name: 'Carol' } })) ?? [] }],
      ['one of them', { acts: acts?.slice(1) ?? [] }],
      ['both of them', { acts: [] }],
      ['where it was done from', { acts: acts?.map((act) => ({ ...act, from: act.id })) ?? [] }],
      ['its place', { actSeals: actSeals?.map((seal) => ({ ...seal, facts: seal.facts.toReversed() })) ?? [] }],
      ['an act more', { acts: [...(acts ?? []), ...(acts ?? []).map((act) => ({ ...act, id: randomUUID() }))] }],
    ];
    for (const [what, change] of altered) {
      const { digest: _, ...rest } = { ...proof, ...change };
      const { code, said } = await desk.verify({ ...rest, digest: digestOf(rest) });
      const holds = said.includes('HOLDS') && !said.includes('Not sealed');
      expect([what, holds, what === 'an act more' || code === 1]).toEqual([what, false, true]);
    }
    const { digest: __, actSeals: ___, ...bare } = proof;
    expect((await desk.verify({ ...bare, digest: digestOf(bare) })).said).toContain('it lacks "actSeals"');
  });

  test('says so when the row of an act was altered, and when one is gone', async () => {
    const forge = (sql: string) =>
      bed.sql(
        `BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ${sql}; ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT`,
      );
    await forge(`UPDATE audit_event SET event = replace(event, 'Mark', 'Carol') WHERE id = '${actId}'`);
    const altered = await desk.proofOf(proof.messageId);
    expect(altered.sealing).toEqual({ state: 'altered', detail: expect.stringContaining(actId) });
    const reviewed = proof.acts?.find(({ operation }) => operation === 'reviews_decide');
    await forge(`DELETE FROM audit_event WHERE id = '${actId}'`);
    const isShared = proof.actSeals?.some(({ facts }) => facts.length === 2);
    // A batch that was just read is believed for a moment.
    await eventually('it is missed', async () => {
      const gone = await desk.proofOf(proof.messageId);
      expect(gone.acts?.map(({ id }) => id)).toEqual([reviewed?.id]);
      return gone.sealing.state === (isShared ? 'altered' : 'sealed');
    });
  });
});

describe('what cannot be recorded', () => {
  const outboxAway = (work: () => Promise<void>) =>
    bed
      .sql('ALTER TABLE outbox RENAME TO outbox_away')
      .then(work)
      .finally(() => bed.sql('ALTER TABLE outbox_away RENAME TO outbox'));

  test('is neither done nor shown', async () => {
    const phone = '+33639985521';
    await outboxAway(async () => {
      const [act, look] = [await consent(phone), await get('/v1/audit')];
      for (const answer of [act, look]) {
        expect(answer.status).toBe(503);
        expect(await answer.json()).toMatchObject({ code: 'unavailable' });
      }
    });
    expect(await bed.sql(`SELECT FROM consent WHERE recipient_key = '${keys.keyOf(phone)}'`)).toEqual([]);
    expect(await bed.metrics()).toMatch(/stopsms_audit_failures_total\{service="compliance"\} [2-9]/);
    expect((await consent(phone)).ok).toBe(true);
  });
});
