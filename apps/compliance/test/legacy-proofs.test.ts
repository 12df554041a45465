import { randomUUID } from 'node:crypto';
import { type ClearedMessage, messageStatus, receipts, smsRequested } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import type { QueryRunner } from 'typeorm';
import { AppendFacts1764000038000 } from '../src/migrations/append-facts.migration';
import { KeepAuditEvents1764000048000 } from '../src/migrations/keep-audit-events.migration';
import type { DecisionProof } from '../src/evidence/proofs/decision-proof';
import { textHash } from '../src/rules/text/text-reading';
import { Bed } from './bed';
import { ADVERT, LAWFUL, LORANE, NOW, requestOf } from './fixtures';
import { ProofDesk } from './proof-desk';

// What a service of 0.1.0 left behind: a wide row per message, sealed with others, and what had changed since.

const PHONE = '+33639985301';
const AT = NOW - 3_600_000;
const PACK = { id: 'FR@2026.1', hash: 'sha256-YkH5DtVX93yQgZUTZuPUh2-7aMo0TPqGh0Flgrkc3A4' };
const READING = {
  ...{ textHash: textHash(ADVERT), pack: PACK, mention: { verdict: 'accept' }, reasons: [] },
  category: { declared: 'marketing', found: 'marketing', score: 99, signals: [] },
  segments: { parts: 1, units: ADVERT.length, encoding: 'GSM-7' },
};

let bed: Bed;
let desk: ProofDesk;
let consentId: string;
const ids = { delivered: randomUUID(), underWay: randomUUID(), held: randomUUID() };
const windowOf = { open: true, nextOpening: AT + 86_400_000, closesAt: AT + 7_200_000, timeZones: ['Europe/Paris'] };
const cleared = (): DecisionProof => ({
  ...{ attempt: 1, at: AT, verdict: 'cleared', readingId: 'of before', consentId, window: windowOf },
});
const held = (): DecisionProof => ({
  ...{
    attempt: 1,
    at: AT,
    verdict: 'held',
    code: 'WINDOW_CLOSED',
    detail: 'It waits.',
    readingId: 'of before',
    consentId,
  },
});
const submitting = {
  '1:submitting': { attempt: 1, status: 'submitting', at: AT + 5, provider: 'sim', sender: 'Lorane' },
};
const submitted = {
  '1:submitted': {
    ...{ attempt: 1, status: 'submitted', at: AT + 9, provider: 'sim', sender: 'Lorane', smscIds: ['a1b2'], parts: 1 },
    view: { offset: '7', partition: 3 },
  },
};
const receipt = { receipt: { outcome: 'delivered', stat: 'DELIVRD', provider: 'sim', smscId: 'a1b2', at: AT + 99 } };

async function leave(id: string, decision: DecisionProof, outcomes: object, request?: object): Promise<void> {
  await bed.sql(
    `INSERT INTO message (message_id, advertiser_id, category, recipient_key, region, attempt, request, decisions, outcomes, traceparent, requested_at)
     VALUES ($1, $2, 'marketing', $3, 'FR', 1, $4, $5, $6, '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', $7)`,
    [
      ...[id, LORANE.id, keys.keyOf(PHONE), request ? JSON.stringify(request) : null],
      ...[JSON.stringify({ 1: decision }), JSON.stringify(outcomes), new Date(AT).toISOString()],
    ],
  );
  await bed.sql('INSERT INTO proof_queue VALUES ($1)', [id]);
}

/** Takes the tables back to those of 0.1.0, and leaves in them what it would have. */
async function asBefore(): Promise<void> {
  const runner = { query: (sql: string) => bed.sql(sql) } as unknown as QueryRunner;
  // Sealed in the same chain, so it goes first.
  await new KeepAuditEvents1764000048000().down(runner);
  await new AppendFacts1764000038000().down(runner);
  await bed.sql(`DELETE FROM schema_migrations WHERE name LIKE 'AppendFacts%' OR name LIKE 'KeepAuditEvents%'`);
  await bed.sql('INSERT INTO text_reading VALUES ($1, $2)', ['of before', JSON.stringify(READING)]);
  await leave(ids.delivered, cleared(), { ...submitting, ...submitted, ...receipt });
  await leave(ids.underWay, cleared(), submitting, requestOf({ id: ids.underWay, to: PHONE }));
  await leave(ids.held, held(), {}, requestOf({ id: ids.held, to: PHONE }));
  await bed.sql(`INSERT INTO held (message_id, until, recipient_key) VALUES ($1, $2, $3)`, [
    ...[ids.held, new Date(NOW).toISOString(), keys.keyOf(PHONE)],
  ]);
}

beforeAll(async () => {
  bed = await Bed.make();
  desk = new ProofDesk(bed);
  consentId = await bed.consent(PHONE);
  await bed.firstCleared(await bed.ask({ to: PHONE }));
  await bed.restart(LAWFUL, {}, asBefore);
});
afterAll(async () => {
  desk?.close();
  await bed?.end();
});

const sent = {
  advertiserId: LORANE.id,
  recipientKey: keys.keyOf(PHONE),
  lane: 'marketing',
  provider: 'sim',
  sender: 'Lorane',
};
const publish = (messageId: string, more: object) =>
  bed.send(messageStatus, sent.recipientKey, {
    ...{ ...sent, messageId, status: 'submitted', attempt: 1, parts: 1, at: NOW },
    ...more,
  });
const factsOf = (id: string) => bed.sql('SELECT kind FROM fact WHERE message_id = $1', [id]);
const sealAll = () => eventually('all is sealed', async () => (await bed.seal()) === 0);

test('what waited for its seal is sealed as it would have been, and its proof holds', async () => {
  expect((await desk.proofOf(ids.delivered)).sealing.state).toBe('waiting');
  await sealAll();
  const proof = await desk.proofOf(ids.delivered);
  expect(proof).toMatchObject({
    request: { advertiserId: LORANE.id, recipientKey: sent.recipientKey, textHash: READING.textHash },
    decisions: [{ verdict: 'cleared', consent: { id: consentId }, reading: READING, window: { open: true } }],
    statuses: [{ status: 'submitting' }, { status: 'submitted', smscIds: ['a1b2'], view: { partition: 3 } }],
    receipt: { outcome: 'delivered' },
    sealing: { state: 'sealed' },
    seals: [],
    sealsBefore: [{ covers: ['1', '1:submitting', '1:submitted', 'receipt'] }],
  });
  const { code, said } = await desk.verify(proof, '--head', proof.sealsBefore?.[0]?.head ?? '');
  expect(said).toContain('is unaltered since your head was noted');
  expect(code).toBe(0);
});

test('what waited leaves when its time comes, once', async () => {
  expect(await bed.firstCleared(ids.held)).toMatchObject({ attempt: 2, text: ADVERT });
  await sealAll();
  const proof = await desk.proofOf(ids.held);
  expect(proof.decisions).toMatchObject([
    { attempt: 1, verdict: 'held', code: 'WINDOW_CLOSED' },
    { attempt: 2, verdict: 'cleared', consent: { id: consentId, source: 'shop form' } },
  ]);
  expect(proof).toMatchObject({ sealing: { state: 'sealed' }, sealsBefore: [{ covers: ['1'] }] });
  expect(proof.seals.flatMap(({ facts }) => facts.map(({ entry }) => entry))).toEqual(['2']);
  expect((await desk.verify(proof)).code).toBe(0);
});

test('what was under way ends, and both seals prove it', async () => {
  const kept = () => bed.sql('SELECT 1 FROM open_message WHERE message_id = $1', [ids.underWay]);
  expect(await kept()).toHaveLength(1);
  await publish(ids.underWay, { smscIds: ['c3'] });
  await eventually('number and text are gone', async () => (await kept()).length === 0);
  await bed.send(receipts, sent.recipientKey, {
    ...{ messageId: ids.underWay, advertiserId: LORANE.id, recipientKey: sent.recipientKey, provider: 'sim' },
    ...{ smscId: 'c3', outcome: 'delivered', stat: 'DELIVRD', at: NOW + 9 },
  });
  await eventually('the receipt', async () => (await desk.proofOf(ids.underWay)).receipt !== null);
  await sealAll();
  const proof = await desk.proofOf(ids.underWay);
  expect(proof.sealing.state).toBe('sealed');
  const verified = await desk.verify(proof);
  expect(verified.said).toContain('1:submitting');
  expect(verified.code).toBe(0);
  expect(await desk.verify({ ...proof, receipt: null })).toMatchObject({ code: 1 });
});

test('an id used then is one SMS for ever, and earlier outcomes are not published again', async () => {
  await bed.send(smsRequested, ids.delivered, requestOf({ id: ids.delivered, to: PHONE }));
  await publish(ids.delivered, { smscIds: ['a1b2'] });
  await publish(ids.delivered, { smscIds: ['other'] });
  await eventually('a second submission is noticed', async () =>
    /violations_total\{guarantee="G4"[^}]*\} 1/.test(await bed.metrics()),
  );
  const last: ClearedMessage = await bed.firstCleared(await bed.ask({ to: PHONE }));
  expect(last.attempt).toBe(1);
  expect([await factsOf(ids.delivered), bed.cleared(ids.delivered)]).toEqual([[], []]);
});

test('packs are tried on messages of then too', async () => {
  const answer = await fetch(`${bed.url}/v1/rule-packs/FR%402026.1/replay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: new Date(AT).toISOString(), to: new Date(AT + 1).toISOString() }),
  });
  expect(await answer.json()).toMatchObject({ messages: 3, complete: true });
});
