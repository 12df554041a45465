import { smsRequested } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { HALF_AN_HOUR_ON, LAWFUL, outcomeOf, requestOf } from '../fixtures';
import { ProofDesk } from './proof-desk';
import { damageFrame, storedFacts } from './stored-facts';

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

const sealAll = () => eventually('all is sealed', async () => (await bed.seal()) === 0);
/** Counts how many batches seal each frame, and the batches that miscount their facts. */
async function sealedHowOften(): Promise<{ often: number[]; miscounted: number }> {
  const rows = await bed.sql<{ often: number }>(
    `SELECT DISTINCT (SELECT count(*) FROM proof_batch b WHERE b.leaves = 'fact_frame' AND b.facts_of = f.day
       AND f.position > b.after_position AND f.position <= b.to_position)::int AS often FROM fact_frame f`,
  );
  const [wrong] = await bed.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM proof_batch b WHERE leaves = 'fact_frame' AND count <> (
       SELECT sum(f.count) FROM fact_frame f
       WHERE f.day = b.facts_of AND f.position > b.after_position AND f.position <= b.to_position)`,
  );
  return { often: rows.map(({ often }) => often), miscounted: wrong?.n ?? -1 };
}

describe('a fact committed later than its successor', () => {
  const COPY = `INSERT INTO fact_frame (position, day, count, facts, hashes, own)
    SELECT nextval('fact_position'), day, count, facts, hashes, own FROM fact_frame WHERE count = 1 LIMIT 1`;

  test('is waited for, and is never left unsealed', async () => {
    await desk.cleared('+33639985401');
    await sealAll();
    const slow = await bed.session();
    await slow.query('BEGIN; SELECT pg_advisory_xact_lock_shared(36183, hashtext(current_schema()))');
    await slow.query(COPY);
    await desk.cleared('+33639985402');
    let sealed: number | undefined;
    const sealing = bed.seal().then((count) => (sealed = count));
    // While it is open, others write and nothing is sealed.
    await desk.cleared('+33639985403');
    expect(sealed).toBeUndefined();
    await slow.query('COMMIT');
    await slow.end();
    await sealing;
    expect(sealed).toBe(2);
    await sealAll();
    expect(await sealedHowOften()).toEqual({ often: [1], miscounted: 0 });
  });

  test('delays sealing and nothing else if its transaction takes too long', async () => {
    const stuck = await bed.session();
    await stuck.query('BEGIN; SELECT pg_advisory_xact_lock_shared(36183, hashtext(current_schema()))');
    await stuck.query(COPY);
    const { messageId } = await desk.cleared('+33639985404');
    expect(await bed.seal()).toBe(0);
    expect((await desk.proofOf(messageId)).sealing.state).toBe('waiting');
    await stuck.query('ROLLBACK');
    await stuck.end();
    expect(await bed.seal()).toBe(1);
    expect((await desk.proofOf(messageId)).sealing.state).toBe('sealed');
  });

  test('seals each of many concurrent facts once', async () => {
    let isOver = false;
    const writers = Array.from({ length: 4 }, async (_, n) => {
      const session = await bed.session();
      for (let round = 0; round < 25; round++) {
        await session.query('BEGIN; SELECT pg_advisory_xact_lock_shared(36183, hashtext(current_schema()))');
        await session.query(COPY);
        await session.query(`SELECT pg_sleep($1)`, [((n * 7 + round * 3) % 10) / 500]);
        await session.query(round % 5 === 0 ? 'ROLLBACK' : 'COMMIT');
      }
      await session.end();
    });
    const sealer = (async () => {
      while (!isOver) await bed.seal();
    })();
    await Promise.all(writers);
    isOver = true;
    await sealer;
    await sealAll();
    expect(await sealedHowOften()).toEqual({ often: [1], miscounted: 0 });
  });
});

describe('on the day after an upgrade, while the previous release may run', () => {
  const startFrames = async (at: string) => {
    await bed.sql(`UPDATE frame_start SET at = now() + interval '${at}'`);
    // No fact may be earlier than the one that it continues.
    await bed.restart(at === '0' ? HALF_AN_HOUR_ON : LAWFUL);
  };
  const rows = (messageId: string) =>
    bed.sql<{ kind: number }>('SELECT kind FROM fact WHERE message_id = $1 ORDER BY position', [messageId]);

  test('each fact is a row, and frames continue the proof afterwards in one chain', async () => {
    await startFrames('1 day');
    const message = await desk.cleared('+33639985408');
    await bed.seal();
    await bed.record([reportOf(message, 'submitted')]);
    expect(await rows(message.messageId)).toHaveLength(2);
    expect(await storedFacts(bed, message.messageId)).toEqual([]);
    await sealAll();
    await startFrames('0');
    await bed.record([reportOf(message, 'submitted')]);
    await bed.record([reportOf(message, 'receipt')]);
    expect(await rows(message.messageId)).toHaveLength(2);
    expect((await storedFacts(bed, message.messageId)).map(({ kind }) => kind)).toEqual(['receipt']);
    await sealAll();
    const proof = await desk.proofOf(message.messageId);
    expect(proof.sealing.state).toBe('sealed');
    expect(proof.seals.flatMap(({ facts }) => facts.map(({ entry }) => entry))).toEqual([
      '1',
      '1:submitted',
      'receipt',
    ]);
    expect(await desk.verify(proof)).toMatchObject({ said: expect.stringContaining('HOLDS'), code: 0 });
  });

  test('records once what both releases record at the same time', async () => {
    await startFrames('1 day');
    const [message, example] = [await desk.cleared('+33639985413'), await desk.cleared('+33639985414')];
    await bed.record([reportOf(example, 'submitted')]);
    const other = await bed.session();
    await other.query('BEGIN');
    await other.query(
      `INSERT INTO fact (message_id, day, kind, attempt, at, own, previous, hash)
       SELECT $1, day, kind, attempt, at, own, previous, hash FROM fact WHERE message_id = $2 AND kind = 2`,
      [message.messageId, example.messageId],
    );
    const recording = bed.record([reportOf(message, 'submitted'), reportOf(message, 'receipt')]);
    await eventually('it waits for the other', async () => {
      const [waiting] = await bed.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event = 'transactionid' AND query LIKE '%INTO fact%'`,
      );
      return waiting?.n === 1;
    });
    await other.query('COMMIT');
    await other.end();
    await recording;
    expect((await rows(message.messageId)).map(({ kind }) => kind)).toEqual([0, 2, 7]);
    await startFrames('0');
  });

  test('a message has one home, however many concurrent frames contain its next facts', async () => {
    await startFrames('1 day');
    const message = await desk.cleared('+33639985409');
    await startFrames('0');
    await Promise.all(['submitted', 'receipt'].map((kind) => bed.record([reportOf(message, kind)])));
    expect((await storedFacts(bed, message.messageId)).map(({ kind }) => kind).sort()).toEqual([
      'receipt',
      'submitted',
    ]);
  });
});

test('a proof requested during sealing is never altered, and its sealed part verifies', async () => {
  const messages = await Promise.all(Array.from({ length: 6 }, (_, n) => desk.cleared(`+3363998542${n}`)));
  const states = new Set<string>();
  // The verifier's exit code by what is sealed when the proof is taken.
  const CODES = { sealed: 0, partly: 3, waiting: 1, altered: undefined };
  for (const message of messages) {
    await bed.record([reportOf(message, 'submitted')]);
    const [, ...proofs] = await Promise.all([
      bed.seal(),
      ...Array.from({ length: 8 }, () => desk.proofOf(message.messageId)),
    ]);
    for (const { sealing } of proofs) states.add(sealing.state);
    const last = proofs.at(-1);
    const { code, said } = await desk.verify(last);
    expect([said, code]).toEqual([said, CODES[last?.sealing.state ?? 'altered']]);
  }
  expect([...states]).not.toContain('altered');
});

describe('a frame damaged on disk', () => {
  test.each(['facts', 'own'] as const)('fails only its own messages if the damage is in its %s', async (column) => {
    await bed.restart(LAWFUL);
    await sealAll();
    const [broken, whole] = [await desk.cleared('+33639985430'), await desk.cleared('+33639985431')];
    await damageFrame(bed, broken.messageId, column);
    // Nothing of it is in memory.
    await bed.restart(HALF_AN_HOUR_ON);
    expect((await fetch(`${bed.url}/v1/messages/${broken.messageId}/proof`)).status).toBe(500);
    if (column === 'facts')
      await expect(bed.record([reportOf(broken, 'submitted')])).rejects.toThrow(
        /^Frame \d+ of 2026-11-25 cannot be read: .*restore it from a backup/,
      );
    await desk.deliver(whole);
    await sealAll();
    const proof = await desk.proofOf(whole.messageId);
    expect(proof.sealing.state).toBe('sealed');
    expect(await desk.verify(proof)).toMatchObject({ said: expect.stringContaining('HOLDS'), code: 0 });
  });
});

describe('outcomes recorded by two replicas at the same time', () => {
  test('are recorded once', async () => {
    const messages = await Promise.all(['+33639985410', '+33639985411'].map((phone) => desk.cleared(phone)));
    const reports = messages.map((message) => reportOf(message, 'submitted'));
    await Promise.all([reports, [...reports].reverse(), reports].map((each) => bed.record(each)));
    for (const { messageId } of messages)
      expect((await storedFacts(bed, messageId)).map(({ kind }) => kind)).toEqual(['decision', 'submitted']);
  });

  test('do not wait for each other if their partitions differ', async () => {
    const message = await desk.cleared('+33639985412');
    const session = await bed.session();
    await session.query(`BEGIN; SELECT pg_advisory_xact_lock(36184, hashtext(current_schema() || 'elsewhere 1'))`);
    await bed.record([reportOf(message, 'submitted')]);
    await session.query('ROLLBACK');
    await session.end();
    expect(await storedFacts(bed, message.messageId)).toHaveLength(2);
  });
});

const parts = async (table = 'fact_frame') =>
  (
    await bed.sql<{ name: string }>(
      'SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass ORDER BY 1',
      [table],
    )
  ).map(({ name }) => name.replace(/^.*\./, ''));

describe('the table of facts', () => {
  test('has a partition for each day, created ahead', async () => {
    for (const table of ['fact_frame', 'fact_link']) {
      expect(await parts(table)).toEqual([
        ...['24', '25', '26', '27', '28', '29', '30'].map((day) => `${table}_202611${day}`),
        ...['01', '02'].map((day) => `${table}_202612${day}`),
        `${table}_rest`,
      ]);
      expect(await bed.sql(`SELECT 1 FROM ${table}_rest`)).toEqual([]);
    }
  });

  test('compresses nothing twice, in the partition of any day', async () => {
    const stored = await bed.sql(
      `SELECT DISTINCT attstorage AS storage FROM pg_attribute JOIN pg_inherits ON inhrelid = attrelid
       WHERE inhparent = 'fact_frame'::regclass AND attname IN ('facts', 'hashes', 'own')`,
    );
    expect(stored).toEqual([{ storage: 'e' }]);
  });

  test('accepts decisions on a day without a partition, and proves them', async () => {
    await sealAll();
    await bed.sql('DROP TABLE fact_frame_20261125');
    const message = await desk.cleared('+33639985405');
    await desk.deliver(message);
    await sealAll();
    const proof = await desk.proofOf(message.messageId);
    expect(proof.sealing.state).toBe('sealed');
    expect(await desk.verify(proof)).toMatchObject({ said: expect.stringContaining('HOLDS'), code: 0 });
    expect(await bed.sql('SELECT DISTINCT day::text FROM fact_frame_rest')).toEqual([{ day: '2026-11-25' }]);
  });

  test('deletes expired days; an ID used on one of them still gives no second SMS', async () => {
    await bed.restart('2026-11-26T10:00:00Z');
    const [old, kept] = [await desk.cleared('+33639985406'), '2027-01-06T10:00:00Z'];
    await sealAll();
    await bed.restart(kept, { PROOFS_KEPT_DAYS: '35' });
    await eventually('the day is gone', async () => !(await parts()).includes('fact_frame_20261126'));
    expect(await parts()).toContain('fact_frame_20261202');
    expect(await parts('fact_link')).not.toContain('fact_link_20261126');
    expect(await bed.sql('SELECT 1 FROM fact_frame_rest')).toEqual([]);
    expect((await fetch(`${bed.url}/v1/messages/${old.messageId}/proof`)).status).toBe(404);
    await bed.send(smsRequested, old.messageId, requestOf({ id: old.messageId, to: '+33639985406' }));
    const later = await desk.cleared('+33639985407');
    expect(bed.cleared(old.messageId)).toHaveLength(1);
    await sealAll();
    expect((await desk.proofOf(later.messageId)).sealing.state).toBe('sealed');
    await bed.restart(LAWFUL);
  });
});

const reportOf = (message: { messageId: string }, kind: string) => outcomeOf(message, kind, bed.now());
