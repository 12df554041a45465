import { Inject, Injectable } from '@nestjs/common';
import { Clock, dayOf } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import { rootOf } from '../trees/merkle-tree';
import { closeDay } from './close-day';
import { CountSeals } from './count-seals';
import { hashesIn } from '../facts/fact-frame';
import { settledPosition } from '../facts/facts-lock';
import type { SealsSql } from './seals.sql';
import { SEALS_SQL } from './seals.store';
import { SEALED_SQL, SEALED_TABLES, type SealedTable, sealedUpTo } from './sealed-up-to';
import { type BatchHeader, headOf } from '../trees/seal-chain';
import { ProofKeys } from './signing/proof-keys';
import type { ProofSigner } from './signing/proof-signer';
import { SETTINGS, type Settings } from '../../settings/settings';

/** Any constant will do, as long as all replicas use the same. */
const SEALING_LOCK = 5_108_036_181;
/** Facts at most. */
const BATCH = 10_000;
const DAY_MS = 86_400_000;

/** Seals the facts since the last seal, in batches: a campaign of a million messages is some hundred links of the chain. */
@Injectable()
export class SealProofs extends ScheduledJob {
  readonly everyMs: number;
  readonly failure = 'Proofs cannot be sealed; they wait, retrying';
  override readonly runsAtStart = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly seals: CountSeals,
    private readonly proofKeys: ProofKeys,
    @Inject(SETTINGS) settings: Pick<Settings, 'SEAL_EVERY_MS'>,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.everyMs = settings.SEAL_EVERY_MS;
  }

  async execute(): Promise<void> {
    while ((await this.sealBatch()) > 0 && !this.isStopping);
  }

  /**
   * One transaction, and one replica at a time; the others find the lock taken and leave it at that.
   * @returns how many facts were sealed
   */
  async sealBatch(): Promise<number> {
    return this.database.run(async (tx) => {
      const [lock] = await tx.query(SEALS_SQL.lock, [SEALING_LOCK]);
      if (!lock?.taken) return 0;
      const last = await lastBatch(tx);
      // A clock that was set back must not add to a day that is over.
      const opensAt = last?.dayHead ? Date.parse(last.day) + DAY_MS : 0;
      const now = this.clock.now();
      const own = await this.proofKeys.ownAt(tx, now);
      if (own?.isOver) {
        this.log.warn(
          { keyId: own.signer.keyId },
          'Nothing is sealed with a key that is revoked or was replaced; another replica seals',
        );
        return 0;
      }
      const at = Math.max(now, opensAt, last?.sealedAt.getTime() ?? 0, own?.from ?? 0);
      if (last && !last.dayHead && last.day < dayOf(at)) last.dayHead = await this.close(tx, last.day, own?.signer);
      const chain = new Chain(tx, at, last, own?.signer);
      const sealed = await this.sealSettled(tx, chain);
      tx.afterCommit(() => this.seals.add(sealed));
      return sealed;
    });
  }

  private async close(tx: Tx, day: string, signer: ProofSigner | undefined): Promise<string> {
    const { head, batches } = await closeDay(tx, day, signer);
    tx.afterCommit(() =>
      this.log.info({ day, head, batches }, 'All proofs of the day are sealed. Store this head outside the platform.'),
    );
    return head;
  }

  private async sealSettled(tx: Tx, chain: Chain): Promise<number> {
    const settled = await settledPosition(tx);
    if (settled === undefined) {
      this.log.warn('A transaction that writes facts takes too long; they are sealed once it is over');
      return 0;
    }
    let sealed = 0;
    let upTo = settled;
    for (const table of SEALED_TABLES) {
      const run = await this.sealTable(tx, chain, table, upTo);
      sealed += run.sealed;
      // What lies behind a full batch may continue the rest of that table, and is sealed after it.
      if (run.sealed >= BATCH) upTo = run.to;
    }
    return sealed;
  }

  /**
   * Seals facts up to a position. A batch holds facts of one table and one day alone, so that it can be forgotten with that day. Days alternate
   * around midnight, and each fact is sealed after the one that it continues, so batches follow the positions.
   */
  private async sealTable(
    tx: Tx,
    chain: Chain,
    table: SealedTable,
    upTo: string,
  ): Promise<{ sealed: number; to: string }> {
    const { position, day: from } = await sealedUpTo(tx, table);
    const rows = await tx.query(SEALED_SQL[table].toSeal, [position, upTo, from, BATCH]);
    let [sealed, after] = [0, position];
    for (const { day, rows: ofDay } of runsOfDays(rows)) {
      const leaves = ofDay.flatMap(({ hash }) => hashesIn(hash));
      const to = ofDay.at(-1)?.position ?? after;
      chain.add(leaves, { table, day, after, to });
      sealed += leaves.length;
      after = to;
    }
    return { sealed, to: after };
  }
}

/** Divides rows where the day changes. */
function runsOfDays<R extends { day: string }>(rows: readonly R[]): { day: string; rows: R[] }[] {
  const runs: { day: string; rows: R[] }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.day === row.day) last.rows.push(row);
    else runs.push({ day: row.day, rows: [row] });
  }
  return runs;
}

/** Between which positions the facts of a batch lie, in which table, and their day. */
interface Stretch {
  table: SealedTable;
  day: string;
  after: string;
  to: string;
}

/** Adds batches behind the last. */
class Chain {
  private seq: number;
  private previous: string | null;

  constructor(
    private readonly tx: Tx,
    private readonly at: number,
    last: LastBatch | undefined,
    private readonly signer: ProofSigner | undefined,
  ) {
    this.seq = last?.seq ?? 0;
    this.previous = last?.dayHead ?? last?.head ?? null;
  }

  add(leaves: readonly Buffer[], stretch: Stretch): void {
    const header: BatchHeader = {
      seq: this.seq + 1,
      day: dayOf(this.at),
      sealedAt: new Date(this.at).toISOString(),
      count: leaves.length,
      root: rootOf(leaves).toString('hex'),
      previous: this.previous,
      ...(this.signer && { signedBy: this.signer.keyId }),
    };
    const head = headOf(header);
    this.tx.send(SEALS_SQL.addBatch, [
      ...([header.seq, header.day, header.sealedAt, header.count, header.root, header.previous, head] as const),
      ...([stretch.day, stretch.after, stretch.to, stretch.table] as const),
      ...([this.signer?.keyId ?? null, this.signer?.signHead(head) ?? null] as const),
    ]);
    this.seq = header.seq;
    this.previous = head;
  }
}

/** `dayHead` is null until the day of the batch is over. */
type LastBatch = SealsSql['lastBatch']['row'];

async function lastBatch(tx: Tx): Promise<LastBatch | undefined> {
  const [row] = await tx.query(SEALS_SQL.lastBatch);
  return row;
}
