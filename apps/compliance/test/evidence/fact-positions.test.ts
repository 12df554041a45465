import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { DAY, LAWFUL, NOW, outcomeOf } from '../fixtures';
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

/** Records a report while another transaction, which has locked what the service reads last, writes a fact of the message and commits. */
async function recordBeside(messageId: string, locked: string, reads: string, write: string): Promise<void> {
  const other = await bed.session();
  await other.query('BEGIN; SELECT pg_advisory_xact_lock_shared(36183, hashtext(current_schema()))');
  await other.query(`LOCK TABLE ${locked} IN ACCESS EXCLUSIVE MODE`);
  const recording = bed.record([outcomeOf({ messageId }, 'submitted', bed.now())]);
  await eventually('it waits for the other', async () => {
    const waiting = await bed.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 AND query NOT LIKE '%pg_stat_activity%'`,
      [`%${reads}%`],
    );
    return waiting.length === 1;
  });
  await other.query(write, [messageId]);
  await other.query('COMMIT');
  await other.end();
  await recording;
}

test('a fact in a frame follows the rows of its message that were written meanwhile', async () => {
  await bed.sql(`UPDATE frame_start SET at = now() + interval '1 day'`);
  await bed.restart(LAWFUL);
  const { messageId } = await desk.cleared('+33639985431');
  await bed.sql(`UPDATE frame_start SET at = now()`);
  await bed.restart(LAWFUL);
  await recordBeside(
    messageId,
    'fact',
    'FROM fact WHERE message_id = ANY',
    `INSERT INTO fact (message_id, day, kind, attempt, at, own, previous, hash)
     SELECT message_id, day, kind, 2, at, own, hash, sha256(hash) FROM fact WHERE message_id = $1`,
  );
  const [{ isLater } = { isLater: false }] = await bed.sql<{ isLater: boolean }>(
    `SELECT a.home > (SELECT max(position) FROM fact f WHERE f.message_id = a.message_id) AS "isLater" FROM asked a WHERE message_id = $1`,
    [messageId],
  );
  expect(isLater).toBe(true);
});

test('a fact of a message older than 60 days follows the frames that were written meanwhile', async () => {
  const { messageId } = await desk.cleared('+33639985432');
  const today = new Date(NOW + 70 * DAY).toISOString();
  const day = today.slice(0, 10);
  await bed.restart(today);
  await recordBeside(
    messageId,
    `fact_link_${day.replaceAll('-', '')}`,
    'FROM fact_link',
    `WITH copy AS (
       INSERT INTO fact_frame (position, day, count, facts, hashes, own)
       SELECT nextval('fact_position'), '${day}', f.count, f.facts, f.hashes, f.own
       FROM fact_frame f JOIN asked a ON f.position = a.home AND f.day = a.day WHERE a.message_id = $1
       RETURNING position)
     INSERT INTO fact_link (home, position, day, members)
     SELECT a.home, copy.position, '${day}', '\\xff' FROM asked a, copy WHERE a.message_id = $1`,
  );
  const positions = await bed.sql<{ position: string; members: string }>(
    `SELECT l.position, encode(l.members, 'hex') AS members FROM fact_link l JOIN asked a USING (home) WHERE a.message_id = $1 ORDER BY l.position`,
    [messageId],
  );
  expect(positions.map(({ members }) => members === 'ff')).toEqual([true, false]);
});
