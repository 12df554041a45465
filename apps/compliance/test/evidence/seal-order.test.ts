import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { HALF_AN_HOUR_ON, LAWFUL, outcomeOf } from '../fixtures';
import { ProofDesk } from './proof-desk';

// A fact names the one before it by its hash, and the verifier wants that one sealed first.

const NEXT_DAY = "day + interval '1 day'";
/** The service's own sealing would come between what a test arranges. */
const SELDOM = { SEAL_EVERY_MS: '3600000' };

let bed: Bed;
let desk: ProofDesk;
beforeAll(async () => {
  bed = await Bed.make();
  await bed.restart(LAWFUL, SELDOM);
  desk = new ProofDesk(bed);
});
afterAll(async () => {
  desk?.close();
  await bed?.end();
});

const sealAll = () => eventually('all is sealed', async () => (await bed.seal()) === 0);
const startFrames = async (at: string) => {
  await bed.sql(`UPDATE frame_start SET at = now() + interval '${at}'`);
  // No fact may be earlier than the one that it continues.
  await bed.restart(at === '0' ? HALF_AN_HOUR_ON : LAWFUL, SELDOM);
};
/** Positions of the last `count` frames, first to last. */
const lastFrames = async (count: number) =>
  (await bed.sql<{ position: string }>(`SELECT position FROM fact_frame ORDER BY position DESC LIMIT ${count}`))
    .map(({ position }) => position)
    .reverse();

test('seals a backlog of rows before the frames after it', async () => {
  await startFrames('1 day');
  await desk.cleared('+33639985301');
  await bed.sql(
    `INSERT INTO fact (message_id, day, kind, attempt, at, hash)
     SELECT gen_random_uuid(), f.day, 0, 1, f.at, sha256(n::text::bytea)
     FROM (SELECT day, at FROM fact LIMIT 1) f, generate_series(1, 10000) AS n`,
  );
  const message = await desk.cleared('+33639985302');
  await startFrames('0');
  await bed.record([outcomeOf(message, 'submitted', bed.now())]);
  await sealAll();
  const proof = await desk.proofOf(message.messageId);
  expect(proof.sealing.state).toBe('sealed');
  expect(await desk.verify(proof)).toMatchObject({ said: expect.stringContaining('HOLDS'), code: 0 });
});

test.each([
  ['the day before', ['next', 'same', 'next']],
  ['the next day', ['same', 'next', 'same']],
])('seals alternating facts of two days around midnight in order: %s in the middle', async (_, days) => {
  await sealAll();
  await desk.cleared(`+3363998531${days.indexOf('same')}`);
  const message = await desk.cleared(`+3363998532${days.indexOf('same')}`);
  await bed.record([outcomeOf(message, 'submitted', bed.now())]);
  const frames = await lastFrames(3);
  for (const [nth, position] of frames.entries()) {
    if (days[nth] === 'same') continue;
    await bed.forge(`UPDATE fact_frame SET day = ${NEXT_DAY} WHERE position = ${position}`, 'fact_frame');
    await bed.forge(`UPDATE fact_link SET day = ${NEXT_DAY} WHERE position = ${position}`, 'fact_link');
  }
  await bed.sql(`UPDATE asked SET day = f.day FROM fact_frame f WHERE f.position = asked.home AND asked.day <> f.day`);
  await sealAll();
  const proof = await desk.proofOf(message.messageId);
  expect(proof.sealing.state).toBe('sealed');
  expect(await desk.verify(proof)).toMatchObject({ said: expect.stringContaining('HOLDS'), code: 0 });
});
