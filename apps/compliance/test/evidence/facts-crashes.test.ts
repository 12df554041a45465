// Facts while compliance is killed with a frame on its way into the table: it is there whole or not at all.
import { type AppProcess, eventually, startAppProcess } from '@stopsms/testing';
import { Bed } from '../bed';
import { LAWFUL } from '../fixtures';
import { ProofDesk } from './proof-desk';
import { storedFacts } from './stored-facts';

const PHONES = Array.from({ length: 40 }, (_, n) => `+3363998${6_600 + n}`);

let bed: Bed;
let desk: ProofDesk;
let victim: AppProcess | undefined;
beforeAll(async () => {
  bed = await Bed.make();
  desk = new ProofDesk(bed);
});
afterAll(async () => {
  desk?.close();
  await victim?.stop();
  await bed?.end();
});

const insertsWaiting = async () =>
  (
    await bed.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO fact_frame%'`,
    )
  )[0]?.n ?? 0;

test('a frame interrupted by a kill leaves nothing, and its messages are decided and proven once', async () => {
  await Promise.all(PHONES.map((phone) => bed.consent(phone)));
  await bed.stop();
  await bed.sql('DELETE FROM shown_time');
  victim = await startAppProcess('compliance', (port) =>
    bed.env({ PORT: String(port), STOPSMS_CLOCK: `${LAWFUL}@${new Date().toISOString()}` }),
  );
  const lock = await bed.session();
  await lock.query('BEGIN; LOCK TABLE fact_frame IN SHARE MODE');
  const ids = await Promise.all(PHONES.map((to) => bed.ask({ to })));
  await eventually('a frame waits for its table', async () => (await insertsWaiting()) > 0);
  await victim.kill();
  await lock.query('COMMIT');
  await lock.end();
  await eventually('nothing of it waits', async () => (await insertsWaiting()) === 0);
  expect(await bed.sql('SELECT 1 FROM fact_frame UNION ALL SELECT 1 FROM asked')).toEqual([]);
  expect(ids.flatMap((id) => bed.verdictsOf(id))).toEqual([]);

  await bed.restart(LAWFUL);
  await eventually('all are decided', () => ids.every((id) => bed.verdictsOf(id).length > 0));
  for (const id of ids) expect((await storedFacts(bed, id)).map(({ kind }) => kind)).toEqual(['decision']);
  await bed.seal();
  const proofs = await Promise.all(ids.map((id) => desk.proofOf(id)));
  expect(proofs.filter(({ sealing }) => sealing.state !== 'sealed')).toEqual([]);
  expect((await desk.verify(proofs[0])).code).toBe(0);
  expect(await bed.sql('SELECT sum(count)::int AS n FROM proof_batch WHERE leaves = $1', ['fact_frame'])).toEqual([
    { n: PHONES.length },
  ]);
});
