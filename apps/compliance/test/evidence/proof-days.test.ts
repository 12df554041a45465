import type { ClearedMessage } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import fc from 'fast-check';
import { digestOf } from '../../src/rules/digest/digest';
import type { Proof } from '../../src/evidence/proofs/find-proof';
import { ProofDesk } from './proof-desk';
import { mutated, mutations } from './proof-mutations';
import { Bed } from '../bed';

// A message that was delivered and sealed twice, once its day is over.

let bed: Bed;
let desk: ProofDesk;
beforeAll(async () => {
  bed = await Bed.make();
  desk = new ProofDesk(bed);
});
afterAll(async () => {
  desk?.close();
  await bed?.end();
});

const heads = () => desk.get<{ items: { day: string; head: string }[]; latest: { head: string } }>('/v1/proof-heads');

let delivered: ClearedMessage;
let proof: Proof;
beforeAll(async () => {
  const messages = await Promise.all(
    ['+33639985201', '+33639985202', '+33639985203'].map((phone) => desk.cleared(phone)),
  );
  delivered = messages[1] as ClearedMessage;
  await bed.seal();
  await desk.deliver(delivered);
  await bed.seal();
  await bed.restart('2026-11-26T10:00:00Z');
  await bed.seal();
  proof = await desk.proofOf(delivered.messageId);
});

test('the head of a day verifies all of it, and so do heads of later days', async () => {
  const { items } = await heads();
  expect(items).toEqual([
    expect.objectContaining({ day: '2026-11-25', head: proof.seals[1]?.day?.head, previous: null }),
  ]);
  expect(proof.sealing.detail).toContain(items[0]?.head);
  expect((await desk.verify(proof, '--head', items[0]?.head ?? '')).code).toBe(0);
  await desk.cleared('+33639985121');
  await bed.seal();
  await bed.restart('2026-11-28T10:00:00Z');
  await bed.seal();
  const later = await heads();
  expect(later.items.map(({ day }) => day)).toEqual(['2026-11-25', '2026-11-26']);
  expect((await desk.verify(proof, '--heads', desk.put(later), '--head', later.items[1]?.head ?? '')).code).toBe(0);
  const { items: page, nextCursor } = await desk.get<{ items: object[]; nextCursor: string }>(
    '/v1/proof-heads?limit=1',
  );
  expect([page.length, nextCursor]).toEqual([1, '2026-11-26']);
  expect(await desk.get(`/v1/proof-heads?from=2026-11-26&cursor=${nextCursor}`)).toMatchObject({
    items: [{ day: '2026-11-26' }],
  });
});

test('another head refuses the proof, and an altered list is refused itself', async () => {
  expect(await desk.verify(proof, '--head', 'ab'.repeat(32))).toMatchObject({ code: 1 });
  const { items, ...rest } = await heads();
  const altered = { ...rest, items: items.map((item, at) => (at === 0 ? { ...item, batches: 1 } : item)) };
  expect((await desk.verify(proof, '--heads', desk.put(altered))).said).toContain('the head of 2026-11-25 differs');
});

test('detects each single alteration', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutations(proof), { minLength: 150, maxLength: 150 }), async (batch) => {
      const files = batch.map((mutation) => desk.put(mutated(proof, mutation)));
      const { said } = await desk.run(...files);
      expect(batch.filter((_, at) => !said.includes(`${files[at]}: REFUSED`))).toEqual([]);
    }),
    { numRuns: 4, endOnFailure: true },
  );
});

test('detects an alteration of sealed facts by somebody who recomputes digests', async () => {
  const { digest: _, request, decisions, statuses, receipt, seals, ...words } = proof;
  const sealed = { request, decisions, statuses, receipt, seals };
  await fc.assert(
    fc.asyncProperty(fc.array(mutations(sealed), { minLength: 150, maxLength: 150 }), async (batch) => {
      const files = batch.map((mutation) => {
        const complete = { ...words, ...(mutated(sealed, mutation) as object) };
        return desk.put({ ...complete, digest: digestOf(complete) });
      });
      const { said } = await desk.run(...files);
      expect(batch.filter((_, at) => !said.includes(`${files[at]}: REFUSED`))).toEqual([]);
    }),
    { numRuns: 4, endOnFailure: true },
  );
});

test('reports altered explanations as such', async () => {
  const { said } = await desk.verify({ ...proof, summary: 'Nothing was sent.' });
  expect(said).toContain('the words, names or order of the document were altered');
});

test('the next seal detects a missing one', async () => {
  const { digest: _, ...rest } = { ...proof, seals: proof.seals.slice(1) };
  expect((await desk.verify({ ...rest, digest: digestOf(rest) })).said).toContain(
    'what stood before 1:submitted when that was written down was left out',
  );
});

test('a clock set back adds nothing to a past day', async () => {
  await bed.restart('2026-11-25T11:00:00Z');
  const message = await desk.cleared('+33639985131');
  await bed.seal();
  const { seals } = await desk.proofOf(message.messageId);
  expect(seals[0]?.batch.day).toBe('2026-11-27');
  expect((await desk.verify(await desk.proofOf(delivered.messageId))).code).toBe(0);
});

test('the service seals by itself and reports it in its metrics', async () => {
  await bed.restart('2026-11-28T10:00:00Z', { SEAL_EVERY_MS: '200' });
  const { messageId } = await desk.cleared('+33639985232');
  await eventually('it is sealed', async () => (await desk.proofOf(messageId)).sealing.state === 'sealed');
  const metrics = await bed.metrics();
  expect(metrics).toMatch(/stopsms_compliance_sealed_total\{[^}]*\} [1-9]/);
  expect(metrics).toMatch(/stopsms_compliance_unsealed\{[^}]*\} 0/);
});
