import type { Sql } from '@stopsms/persistence';
import { pathOf } from './sealing/merkle-tree';
import { type BatchHeader, type DayHeader, dayLeaves } from './sealing/seal-chain';

/** Where something stands in a Merkle tree: what it must be joined with on the way up to the root. */
interface Place {
  position: number;
  path: string[];
}

/** That a message was there at an instant with these entries, and how that leads to a head anybody may have noted. */
export interface Seal extends Place {
  covers: string[];
  leaf: string;
  batch: BatchHeader;
  /** Of the batch. */
  head: string;
  /** The batch in its day; null until the day is over. */
  day: (Place & { header: DayHeader; head: string }) | null;
}

interface Row extends Omit<BatchHeader, 'sealedAt'> {
  position: number;
  entries: string;
  leaf: string;
  sealedAt: Date;
  head: string;
  firstSeq: number | null;
  batches: number;
  dayRoot: string;
  dayPrevious: string | null;
  dayHead: string;
}

const HASH_BYTES = 32;
const hex = (column: string): string => `encode(${column}, 'hex')`;

/** Every seal of a message, first to last. */
export async function findSeals(sql: Sql, messageId: string): Promise<Seal[]> {
  const rows = await sql.query<Row>(
    `SELECT l.seq, l.position, l.entries, ${hex('l.hash')} AS leaf, b.day::text, b.sealed_at AS "sealedAt", b.count,
       ${hex('b.root')} AS root, ${hex('b.previous')} AS previous, ${hex('b.head')} AS head, d.first_seq AS "firstSeq",
       d.batches, ${hex('d.root')} AS "dayRoot", ${hex('d.previous')} AS "dayPrevious", ${hex('d.head')} AS "dayHead"
     FROM proof_leaf l JOIN proof_batch b ON b.seq = l.seq LEFT JOIN proof_day d ON d.day = b.day
     WHERE l.message_id = $1 ORDER BY l.seq`,
    [messageId],
  );
  const seals: Seal[] = [];
  for (const row of rows) seals.push(await toSeal(sql, row));
  return seals;
}

async function toSeal(sql: Sql, row: Row): Promise<Seal> {
  const { seq, day, sealedAt, count, root, previous, position, leaf, head } = row;
  const leaves = await hashes(sql, 'SELECT hash, position AS nth FROM proof_leaf WHERE seq = $1', seq);
  return {
    covers: row.entries.split(' '),
    leaf,
    position,
    path: hexOf(pathOf(leaves, position)),
    batch: { seq, day, sealedAt: sealedAt.toISOString(), count, root, previous },
    head,
    day: row.firstSeq === null ? null : await inDay(sql, row, row.firstSeq),
  };
}

async function inDay(sql: Sql, row: Row, firstSeq: number): Promise<NonNullable<Seal['day']>> {
  const { day, batches, dayRoot: root, dayPrevious: previous, dayHead: head } = row;
  const heads = await hashes(sql, 'SELECT head AS hash, seq AS nth FROM proof_batch WHERE day = $1', day);
  const position = row.seq - firstSeq;
  const path = hexOf(pathOf(dayLeaves(heads), position));
  return { position, path, header: { day, firstSeq, batches, root, previous }, head };
}

/** As one value: ten thousand rows would be far slower. */
async function hashes(sql: Sql, select: string, key: number | string): Promise<Buffer[]> {
  const [row] = await sql.query<{ bytes: Buffer | null }>(
    `SELECT string_agg(hash, ''::bytea ORDER BY nth) AS bytes FROM (${select}) h`,
    [key],
  );
  const bytes = row?.bytes ?? Buffer.alloc(0);
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

const hexOf = (path: Buffer[]): string[] => path.map((hash) => hash.toString('hex'));
