import { smsRequested } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { LAWFUL, requestOf } from './fixtures';
import { ProofDesk } from './proof-desk';

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
/** Counts how many batches seal each fact, and the facts that their batches miscount. */
async function sealedHowOften(): Promise<{ often: number[]; miscounted: number }> {
  const rows = await bed.sql<{ often: number }>(
    `SELECT DISTINCT (SELECT count(*) FROM proof_batch b WHERE b.facts_of = f.day AND f.position > b.after_position
       AND f.position <= b.to_position)::int AS often FROM fact f`,
  );
  const [wrong] = await bed.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM proof_batch b WHERE count <> (
       SELECT count(*) FROM fact f WHERE f.day = b.facts_of AND f.position > b.after_position AND f.position <= b.to_position)`,
  );
  return { often: rows.map(({ often }) => often), miscounted: wrong?.n ?? -1 };
}

describe('a fact that is committed later than one behind it', () => {
  const COPY = `INSERT INTO fact (message_id, day, at, kind, attempt, own, hash)
    SELECT gen_random_uuid(), day, at, kind, attempt, own, hash FROM fact LIMIT 1`;

  test('is waited for, and falls between no two seals', async () => {
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

  test('and whose transaction takes too long holds sealing back, and nothing else', async () => {
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

  test('many at once, while it is sealed: each is sealed once', async () => {
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

const parts = async () =>
  (
    await bed.sql<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'fact'::regclass ORDER BY 1`,
    )
  ).map(({ name }) => name.replace(/^.*\./, ''));

describe('the table of facts', () => {
  test('has a part for each day, made ahead', async () => {
    expect(await parts()).toEqual([
      ...['fact_20261124', 'fact_20261125', 'fact_20261126', 'fact_20261127', 'fact_20261128', 'fact_20261129'],
      ...['fact_20261130', 'fact_20261201', 'fact_20261202', 'fact_rest'],
    ]);
    expect(await bed.sql('SELECT 1 FROM fact_rest')).toEqual([]);
  });

  test('takes what is decided on a day that has none, and that is proven as everything is', async () => {
    await sealAll();
    await bed.sql('DROP TABLE fact_20261125');
    const message = await desk.cleared('+33639985405');
    await desk.deliver(message);
    await sealAll();
    const proof = await desk.proofOf(message.messageId);
    expect(proof.sealing.state).toBe('sealed');
    expect((await desk.verify(proof)).code).toBe(0);
    expect(await bed.sql('SELECT DISTINCT day::text FROM fact_rest')).toEqual([{ day: '2026-11-25' }]);
  });

  test('forgets days that are kept no more, and an id that was asked for on one is still no second SMS', async () => {
    await bed.restart('2026-11-26T10:00:00Z');
    const [old, kept] = [await desk.cleared('+33639985406'), '2027-01-06T10:00:00Z'];
    await sealAll();
    await bed.restart(kept, { PROOFS_KEPT_DAYS: '35' });
    await eventually('the day is gone', async () => !(await parts()).includes('fact_20261126'));
    expect(await parts()).toContain('fact_20261202');
    expect(await bed.sql('SELECT 1 FROM fact_rest')).toEqual([]);
    expect((await fetch(`${bed.url}/v1/messages/${old.messageId}/proof`)).status).toBe(404);
    await bed.send(smsRequested, old.messageId, requestOf({ id: old.messageId, to: '+33639985406' }));
    const later = await desk.cleared('+33639985407');
    expect(bed.cleared(old.messageId)).toHaveLength(1);
    await sealAll();
    expect((await desk.proofOf(later.messageId)).sealing.state).toBe('sealed');
    await bed.restart(LAWFUL);
  });
});
