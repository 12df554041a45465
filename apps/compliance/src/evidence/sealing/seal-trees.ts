import { Injectable } from '@nestjs/common';
import { Clock, Latest } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { hashesIn } from '../facts/fact-frame';
import { SEALED_SQL, type SealedTable } from './sealed-up-to';
import { SEALS_SQL } from './seals.store';
import { MerkleTree } from '../trees/merkle-tree';
import { dayLeaves } from '../trees/seal-chain';

/** At least; twice as many at most. One of a full batch takes some four megabytes. */
const KEPT = 8;
const BELIEVED_MS = 3_000;
const POSITION_BYTES = 8;
const NOTHING = Buffer.alloc(0);

/** A range of facts that are sealed together. */
interface Stretch {
  factsOf: string;
  after: string;
  to: string;
}

interface BatchTree {
  tree: MerkleTree;
  /** Index of the first leaf at a position of the table. */
  indexOf: (position: bigint) => number;
}

interface Read {
  /** Sealed hashes, one after the other. */
  bytes: Buffer;
  /** Epoch ms. */
  at: number;
  batch: BatchTree;
}

/**
 * The trees of batches and days that are sealed. Proofs of a campaign are asked for page by page, and each page has messages of the same
 * batches, so the trees used last are kept, and believed for a moment: what is sealed never changes, unless somebody takes out or alters
 * a row, which shows as soon as its tree is read again.
 */
@Injectable()
export class SealTrees {
  private readonly trees = new Latest<Read>(KEPT);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async ofBatch(table: SealedTable, { factsOf, after, to }: Stretch): Promise<BatchTree> {
    const read = () => this.database.query(SEALED_SQL[table].leaves, [factsOf, after, to]);
    return this.read(`${table} ${factsOf} ${after} ${to}`, read);
  }

  /** Tree of a day that is over. */
  async ofDay(day: string): Promise<MerkleTree> {
    return (await this.read(`day ${day}`, () => this.database.query(SEALS_SQL.leavesOfDay, [day]), dayLeaves)).tree;
  }

  private async read(
    name: string,
    query: () => Promise<{ bytes: Buffer | null; positions: Buffer | null }[]>,
    leavesOf = (hashes: Buffer[]) => hashes,
  ): Promise<BatchTree> {
    const known = this.trees.get(name);
    const at = this.clock.now();
    if (known && at - known.at < BELIEVED_MS) return known.batch;
    const [row] = await query();
    const bytes = row?.bytes ?? NOTHING;
    const positions = row?.positions ?? NOTHING;
    const tree = known?.bytes.equals(bytes) ? known.batch.tree : new MerkleTree(leavesOf(hashesIn(bytes)));
    const batch = { tree, indexOf: (position: bigint) => indexIn(positions, position) };
    this.trees.set(name, { bytes, at, batch });
    return batch;
  }
}

/** Counts the positions below it. @param positions - ascending, 8 bytes each */
function indexIn(positions: Buffer, position: bigint): number {
  let [from, to] = [0, positions.length / POSITION_BYTES];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (positions.readBigInt64BE(middle * POSITION_BYTES) < position) from = middle + 1;
    else to = middle;
  }
  return from;
}
