// What is real: the compliance service with keys needed, its database, its chain and the topics; a plain client plays campaign.
import { randomUUID } from 'node:crypto';
import { type AuditEvent, auditEvents } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { AuditDay } from '../../src/evidence/audit/check-audit-seals';
import { digestOf } from '../../src/rules/digest/digest';
import type { Proof } from '../../src/evidence/proofs/find-proof';
import { ALICE, AuditLog } from './audit-log';
import { NOW } from '../fixtures';
import { ProofDesk } from './proof-desk';
import { doubtful } from '../waiting/review-client';

let log: AuditLog;
let desk: ProofDesk;
beforeAll(async () => {
  log = await AuditLog.open();
  desk = new ProofDesk(log.bed, ALICE);
});
afterAll(async () => {
  desk?.close();
  await log?.close();
});

describe('the audit chain', () => {
  test('seals events with the facts of messages, and detects an altered row', async () => {
    const phone = '+33639985511';
    await log.consent(phone);
    const [event] = await log.found('the act', { phone, kind: 'act', result: 'done' });
    await log.bed.seal();
    const batches = await log.bed.sql<{ leaves: string }>(
      `SELECT leaves FROM proof_batch b WHERE EXISTS (SELECT FROM audit_event e WHERE e.id = '${event?.id}' AND b.leaves = 'audit_event'
         AND b.facts_of = e.day AND e.position > b.after_position AND e.position <= b.to_position)`,
    );
    expect(batches).not.toEqual([]);
    const change = `UPDATE audit_event SET event = replace(event, 'alice', 'carol') WHERE id = '${event?.id}'`;
    await expect(log.bed.sql(change)).rejects.toThrow('append-only');
    await expect(log.bed.sql('TRUNCATE audit_event')).rejects.toThrow('append-only');
    await log.forge(change);
    const [altered] = (await log.search({ phone, kind: 'act' })).items;
    expect(altered).toMatchObject({ id: event?.id, who: { name: 'carol' }, isAltered: true });
  });

  test('detects an altered or deleted row when a day is verified against its seals', async () => {
    const seals = async () => {
      const { items } = (await (await log.get('/v1/audit/seals')).json()) as { items: AuditDay[] };
      return items.map(({ sealed, kept, broken }) => [sealed - kept, broken.length]);
    };
    // What the test before altered.
    expect(await seals()).toEqual([[0, 1]]);
    await log.forge(`UPDATE audit_event SET event = replace(event, 'carol', 'alice') WHERE event LIKE '%carol%'`);
    expect(await seals()).toEqual([[0, 0]]);
    const phone = '+33639985512';
    await log.consent(phone);
    const [event] = await log.found('the act', { phone, kind: 'act', result: 'done' });
    await log.bed.seal();
    expect(await seals()).toEqual([[0, 0]]);
    await log.forge(`DELETE FROM audit_event WHERE id = '${event?.id}' AND ended`);
    expect(await seals()).toEqual([[1, 1]]);
    await log.bed.watchAuditSeals();
    await log.bed.watchAuditSeals();
    expect(await (await log.get('/metrics')).text()).toMatch(/^stopsms_guarantee_violations_total\{.*"G6".*\} 1$/m);
    const tooLong = await log.get('/v1/audit/seals?from=2026-01-01&to=2026-03-01');
    expect(tooLong.status).toBe(400);
    expect((await log.get('/v1/audit/seals?from=2020-01-01')).status).toBe(400);
  });
});

describe('the proof of a message', () => {
  let proof: Proof;
  const [campaignId, actId] = [randomUUID(), randomUUID()];

  test('names who started its campaign and who reviewed its text, sealed, and without an address', async () => {
    const id = await log.bed.ask({
      to: '+33639985531',
      category: 'informative',
      text: doubtful('Zoé'),
      campaignId,
    });
    const review = await eventually('a text to decide on', async () => {
      const { items } = (await (await log.get('/v1/reviews?state=open')).json()) as { items: { id: string }[] };
      return items[0];
    });
    const decided = await log.post(`/v1/reviews/${review.id}/decision`, {
      verdict: 'approve',
      reason: 'It sells nothing.',
    });
    expect(decided.status).toBe(200);
    await log.bed.put(auditEvents.campaign, [
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
    await log.bed.seal();
    proof = await desk.proofOf(id);
    expect(proof.sealing).toMatchObject({ state: 'sealed' });
    expect(proof.explanation.happened.join(' ')).toContain('Mark (person) started the campaign');
    const { code, said } = await desk.verify(proof);
    expect(said).toContain('HOLDS');
    expect(said).toMatch(/Act +drafts_start in campaign by Mark \(person b1946ac9\)/);
    expect(code).toBe(0);
    expect((await desk.verify(proof, '--lang', 'fr')).said).toContain('Mark a lancé la campagne');
  });

  test('is invalid if any word or seal is altered', async () => {
    const { acts, actSeals } = proof;
    const altered: [string, Partial<Proof>][] = [
      ['who did it', { acts: acts?.map((act) => ({ ...act, who: { ...act.who, name: 'Carol' } })) ?? [] }],
      ['one of them', { acts: acts?.slice(1) ?? [] }],
      ['both of them', { acts: [] }],
      ['where it was done from', { acts: acts?.map((act) => ({ ...act, from: act.id })) ?? [] }],
      ['its position', { actSeals: actSeals?.map((seal) => ({ ...seal, facts: seal.facts.toReversed() })) ?? [] }],
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

  test('reports an altered and a deleted row of an action', async () => {
    await log.forge(`UPDATE audit_event SET event = replace(event, 'Mark', 'Carol') WHERE id = '${actId}'`);
    const altered = await desk.proofOf(proof.messageId);
    expect(altered.sealing).toEqual({ state: 'altered', detail: expect.stringContaining(actId) });
    const reviewed = proof.acts?.find(({ operation }) => operation === 'reviews_decide');
    await log.forge(`DELETE FROM audit_event WHERE id = '${actId}'`);
    const isShared = proof.actSeals?.some(({ facts }) => facts.length === 2);
    // A batch that was just read is believed for a moment.
    await eventually('it is missed', async () => {
      const gone = await desk.proofOf(proof.messageId);
      expect(gone.acts?.map(({ id }) => id)).toEqual([reviewed?.id]);
      return gone.sealing.state === (isShared ? 'altered' : 'sealed');
    });
  });
});
