import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClearedMessage, messageStatus, optOuts, receipts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import fc from 'fast-check';
import { digestOf } from '../src/domain/proof/digest';
import type { Proof } from '../src/use-cases/find-proof';
import { keys } from './fixtures';
import { mutated, mutations } from './proof-mutations';
import { Stack } from './stack';

jest.setTimeout(180_000);

// What the service writes is checked with the command that others check it with.
const COMMAND = join(__dirname, '../../../tools/verify-proof/verify-proof.mjs');
const folder = mkdtempSync(join(tmpdir(), 'proof-chain-'));
let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true });
});

const get = async <T>(path: string) => (await (await fetch(`${stack.url}${path}`)).json()) as T;
const proofOf = (id: string) => get<Proof>(`/v1/messages/${id}/proof`);
const put = (document: unknown) => {
  const path = join(folder, randomUUID());
  writeFileSync(path, JSON.stringify(document));
  return path;
};
function run(...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}
const verify = (document: unknown, ...args: string[]) => run(put(document), ...args);

async function cleared(phone: string): Promise<ClearedMessage> {
  await stack.consent(phone);
  return stack.firstCleared(await stack.ask({ to: phone }));
}

async function deliver(message: ClearedMessage): Promise<void> {
  const { messageId, advertiserId, recipientKey, sender, clearedAt: at } = message;
  const of = { messageId, advertiserId, recipientKey, provider: 'sim' };
  const status = { ...of, lane: 'marketing', attempt: 1, sender, at };
  await stack.send(messageStatus, recipientKey, { ...status, status: 'submitting' });
  const view = { partition: 3, offset: '88213' };
  await stack.send(messageStatus, recipientKey, { ...status, status: 'submitted', smscIds: ['a1b2'], parts: 1, view });
  await stack.send(receipts, recipientKey, {
    ...of,
    smscId: 'a1b2',
    outcome: 'delivered',
    stat: 'DELIVRD',
    at: at + 9,
  });
  await eventually('the whole proof', async () => {
    const { statuses, receipt } = await proofOf(messageId);
    return receipt !== null && statuses.length === 2;
  });
}

let delivered: ClearedMessage;

test('a message that is not sealed yet says so, and from when on it will be', async () => {
  delivered = await cleared('+33639985101');
  const proof = await proofOf(delivered.messageId);
  expect(proof.sealing).toEqual({ state: 'waiting', detail: expect.stringContaining('every 60 seconds') });
  const { code, said } = await verify(proof);
  expect(said).toContain('NOT SEALED YET');
  expect(code).toBe(0);
});

test('it is sealed with others, what comes later is sealed again, and both seals are shown', async () => {
  const others = await Promise.all(['+33639985102', '+33639985103', '+33639985104'].map(cleared));
  await stack.seal();
  expect((await proofOf(delivered.messageId)).sealing.state).toBe('sealed');
  await deliver(delivered);
  const between = await proofOf(delivered.messageId);
  expect(between.sealing).toEqual({ state: 'partly', detail: expect.stringContaining('1:submitted') });
  expect((await verify(between)).said).toMatch(/Not sealed +1:submitting, 1:submitted, receipt/);
  await stack.seal();
  const proof = await proofOf(delivered.messageId);
  expect(proof.seals.map(({ covers }) => covers)).toEqual([['1'], ['1', '1:submitting', '1:submitted', 'receipt']]);
  expect(proof.seals[0]?.batch.count).toBeGreaterThan(others.length);
  expect(proof.seals[1]?.batch).toMatchObject({ seq: 2, count: 1, previous: proof.seals[0]?.head });
  const { said } = await verify(proof, '--head', proof.seals[1]?.head ?? '');
  expect(said).toContain('as fixed by the head you have');
  expect(said).toContain('delivered (DELIVRD)');
});

test('what was told again and changes nothing is not sealed again', async () => {
  await deliver(delivered);
  await eventually('all is taken', async () => (await stack.seal()) === 0);
  expect((await proofOf(delivered.messageId)).seals).toHaveLength(2);
});

test('two replicas that seal at once make one chain', async () => {
  await Promise.all(['+33639985111', '+33639985112', '+33639985113'].map(cleared));
  await Promise.all(Array.from({ length: 6 }, () => stack.seal()));
  const batches = await stack.sql<{ head: string; previous: string | null; seq: number }>(
    `SELECT seq, encode(head, 'hex') AS head, encode(previous, 'hex') AS previous FROM proof_batch ORDER BY seq`,
  );
  expect(batches.map(({ previous }) => previous)).toEqual([null, ...batches.slice(0, -1).map(({ head }) => head)]);
  expect(batches.map(({ seq }) => seq)).toEqual(batches.map((_, at) => at + 1));
});

const heads = () => get<{ items: { day: string; head: string }[]; latest: { head: string } }>('/v1/proof-heads');

describe('once the day is over', () => {
  let proof: Proof;
  beforeAll(async () => {
    await stack.restart('2026-11-26T10:00:00Z');
    await stack.seal();
    proof = await proofOf(delivered.messageId);
  });

  test('its head proves all of it, and so do the heads of later days', async () => {
    const { items } = await heads();
    expect(items).toEqual([
      expect.objectContaining({ day: '2026-11-25', head: proof.seals[1]?.day?.head, previous: null }),
    ]);
    expect(proof.sealing.detail).toContain(items[0]?.head);
    expect((await verify(proof, '--head', items[0]?.head ?? '')).code).toBe(0);
    await cleared('+33639985121');
    await stack.seal();
    await stack.restart('2026-11-28T10:00:00Z');
    await stack.seal();
    const later = await heads();
    expect(later.items.map(({ day }) => day)).toEqual(['2026-11-25', '2026-11-26']);
    expect((await verify(proof, '--heads', put(later), '--head', later.items[1]?.head ?? '')).code).toBe(0);
    const { items: page, nextCursor } = await get<{ items: object[]; nextCursor: string }>('/v1/proof-heads?limit=1');
    expect([page.length, nextCursor]).toEqual([1, '2026-11-26']);
    expect(await get(`/v1/proof-heads?from=2026-11-26&cursor=${nextCursor}`)).toMatchObject({
      items: [{ day: '2026-11-26' }],
    });
  });

  test('another head refuses it, and a list that was altered is refused itself', async () => {
    expect(await verify(proof, '--head', 'ab'.repeat(32))).toMatchObject({ code: 1 });
    const { items, ...rest } = await heads();
    const altered = { ...rest, items: items.map((item, at) => (at === 0 ? { ...item, batches: 1 } : item)) };
    expect((await verify(proof, '--heads', put(altered))).said).toContain('the head of 2026-11-25 differs');
  });

  test('no single alteration goes unseen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutations(proof), { minLength: 150, maxLength: 150 }), async (batch) => {
        const files = batch.map((mutation) => put(mutated(proof, mutation)));
        const { said } = await run(...files);
        expect(batch.filter((_, at) => !said.includes(`${files[at]}: REFUSED`))).toEqual([]);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  test('nor one of what is sealed by somebody who knows how digests are made', async () => {
    const { digest: _, request, decisions, statuses, receipt, seals, ...words } = proof;
    const sealed = { request, decisions, statuses, receipt, seals };
    await fc.assert(
      fc.asyncProperty(fc.array(mutations(sealed), { minLength: 150, maxLength: 150 }), async (batch) => {
        const files = batch.map((mutation) => {
          const complete = { ...words, ...(mutated(sealed, mutation) as object) };
          return put({ ...complete, digest: digestOf(complete) });
        });
        const { said } = await run(...files);
        expect(batch.filter((_, at) => !said.includes(`${files[at]}: REFUSED`))).toEqual([]);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  test('words that were altered are refused as words', async () => {
    const { said } = await verify({ ...proof, summary: 'Nothing was sent.' });
    expect(said).toContain('the words, names or order of the document were altered');
  });

  test('a seal that is left out is missed by the next', async () => {
    const { digest: _, ...rest } = { ...proof, seals: proof.seals.slice(1) };
    expect((await verify({ ...rest, digest: digestOf(rest) })).said).toContain('a seal before it was left out');
  });

  test('a clock that is set back adds nothing to it', async () => {
    await stack.restart('2026-11-25T11:00:00Z');
    const message = await cleared('+33639985131');
    await stack.seal();
    const { seals } = await proofOf(message.messageId);
    expect(seals[0]?.batch.day).toBe('2026-11-27');
    expect((await verify(await proofOf(delivered.messageId))).code).toBe(0);
  });
});

test('a consent that is erased leaves its digest, and the seal holds', async () => {
  const phone = '+33639985141';
  const { messageId } = await cleared(phone);
  await stack.seal();
  await stack.send(optOuts, `${keys.keyOf(phone)}:*`, null);
  const proof = await eventually('the consent is gone', async () => {
    const found = await proofOf(messageId);
    return typeof found.decisions[0]?.consent === 'string' && found;
  });
  const { code, said } = await verify(proof);
  expect(said).toContain('1 record(s), given by digest');
  expect(code).toBe(0);
  expect(proof.summary).toContain('there was a consent, erased since');
});

describe('whoever can write to the database', () => {
  test.each(['UPDATE proof_leaf SET entries = entries', 'DELETE FROM proof_batch', 'TRUNCATE proof_day'])(
    'cannot by mistake: %s',
    async (sql) => {
      await expect(stack.sql(sql)).rejects.toThrow('is append-only');
    },
  );

  test('cannot alter a message unseen: the service itself says so, and the command refuses the proof', async () => {
    const { messageId } = await cleared('+33639985151');
    await stack.seal();
    await stack.sql(
      `UPDATE message SET decisions = jsonb_set(decisions, '{1,at}', '1764000000000') WHERE message_id = $1`,
      [messageId],
    );
    const proof = await proofOf(messageId);
    expect(proof.sealing).toEqual({ state: 'altered', detail: expect.stringContaining('this is no proof') });
    expect(await verify(proof)).toMatchObject({
      code: 1,
      said: expect.stringContaining('what was sealed then is not'),
    });
  });

  test('cannot take an outcome away unseen', async () => {
    const message = await cleared('+33639985152');
    await deliver(message);
    await stack.seal();
    await stack.sql(`UPDATE message SET outcomes = outcomes - 'receipt' WHERE message_id = $1`, [message.messageId]);
    const { said } = await verify(await proofOf(message.messageId));
    expect(said).toContain('the entry receipt was sealed and is not in the document');
  });
});
