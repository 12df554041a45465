import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock, RecipientKeys } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service-kit';
import { rootOf } from './sealing/merkle-tree';
import { type BatchHeader, dayOf, headOf } from './sealing/seal-chain';
import { entriesOf, recordDigest, sealedLeaf } from './sealing/sealed-content';
import { closeDay } from './close-day';
import { CountSeals } from './count-seals';
import { type Loaded, loadFacts } from './load-facts';
import type { MessageFacts } from './message-facts';

/** Any constant will do, as long as all replicas use the same. */
const SEALING_LOCK = 5_108_036_181;
/** Messages at most. */
const BATCH = 10_000;
/** Messages in memory at a time. */
const CHUNK = 200;
const DAY_MS = 86_400_000;

interface Leaf {
  messageId: string;
  hash: Buffer;
  consents: Buffer;
  entries: string;
}

/** Seals what changed since it was last sealed, in batches: a campaign of a million messages is a hundred links of the chain. */
@Injectable()
export class SealProofs implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
    private readonly seals: CountSeals,
    @Inject('SEAL_EVERY_MS') private readonly everyMs: number,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), this.everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.running;
  }

  private look(): void {
    this.running ??= this.sealAll().finally(() => (this.running = undefined));
  }

  private async sealAll(): Promise<void> {
    try {
      while ((await this.sealBatch()) > 0 && !this.stopping);
    } catch (error) {
      this.log.warn({ err: error }, 'Proofs cannot be sealed now; they wait, trying again');
    }
  }

  /**
   * One transaction, and one replica at a time; the others find the lock taken and leave it at that.
   * @returns how many messages were taken from the queue
   */
  async sealBatch(): Promise<number> {
    return this.database.run(async (tx) => {
      const [lock] = await tx.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
        SEALING_LOCK,
      ]);
      if (!lock?.taken) return 0;
      const last = await lastBatch(tx);
      // A clock that was set back must not add to a day that is over.
      const opensAt = last?.dayHead ? Date.parse(last.day) + DAY_MS : 0;
      const at = Math.max(this.clock.now(), opensAt, last?.sealedAt.getTime() ?? 0);
      if (last && !last.dayHead && last.day < dayOf(at)) last.dayHead = await this.close(tx, last.day);
      const taken = await takeChanged(tx);
      const leaves = await this.leavesOf(tx, taken);
      if (leaves.length > 0) store(tx, leaves, at, last);
      tx.afterCommit(() => this.seals.add(leaves.length));
      return taken.length;
    });
  }

  private async close(tx: Tx, day: string): Promise<string> {
    const { head, batches } = await closeDay(tx, day);
    tx.afterCommit(() =>
      this.log.info({ day, head, batches }, 'Proofs of the day are sealed; keep this head elsewhere'),
    );
    return head;
  }

  private async leavesOf(tx: Tx, ids: string[]): Promise<Leaf[]> {
    const leaves: Leaf[] = [];
    for (let from = 0; from < ids.length; from += CHUNK) {
      const loaded = await loadFacts(tx, this.keys, ids.slice(from, from + CHUNK));
      leaves.push(...loaded.filter(hasNews).map(toLeaf));
    }
    return leaves;
  }
}

interface LastBatch {
  seq: number;
  day: string;
  sealedAt: Date;
  head: string;
  /** Once that day is over. */
  dayHead: string | null;
}

async function lastBatch(tx: Tx): Promise<LastBatch | undefined> {
  const [row] = await tx.query<LastBatch>(
    `SELECT b.seq, b.day::text, b.sealed_at AS "sealedAt", encode(b.head, 'hex') AS head,
       (SELECT encode(d.head, 'hex') FROM proof_day d WHERE d.day = b.day) AS "dayHead"
     FROM proof_batch b ORDER BY b.seq DESC LIMIT 1`,
  );
  return row;
}

/**
 * Each message once, however often it changed. What changes while its batch is made is in the queue again, and sealed by the
 * next.
 */
async function takeChanged(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `WITH taken AS MATERIALIZED (
       SELECT DISTINCT message_id FROM (SELECT message_id FROM proof_queue LIMIT ${BATCH}) q
     ), removed AS (
       DELETE FROM proof_queue q USING taken t WHERE q.message_id = t.message_id
     )
     SELECT message_id AS id FROM taken`,
  );
  return rows.map(({ id }) => id);
}

/** A status told again changes nothing. */
const hasNews = ({ facts, last }: Loaded): boolean => entriesOf(facts).length !== last?.entries.length;

function toLeaf({ facts, last }: Loaded): Leaf {
  const entries = entriesOf(facts);
  return {
    messageId: facts.messageId,
    hash: sealedLeaf(facts, entries, last?.hash ?? null),
    consents: Buffer.from(consentDigests(facts).join(''), 'hex'),
    entries: entries.join(' '),
  };
}

const consentDigests = ({ decisions }: MessageFacts): string[] => [
  ...new Set(decisions.flatMap(({ consent }) => (consent === undefined ? [] : recordDigest(consent)))),
];

function store(tx: Tx, leaves: Leaf[], at: number, last: LastBatch | undefined): void {
  const header: BatchHeader = {
    seq: (last?.seq ?? 0) + 1,
    day: dayOf(at),
    sealedAt: new Date(at).toISOString(),
    count: leaves.length,
    root: rootOf(leaves.map(({ hash }) => hash)).toString('hex'),
    previous: last?.dayHead ?? last?.head ?? null,
  };
  tx.send(
    `INSERT INTO proof_batch (seq, day, sealed_at, count, root, previous, head)
     VALUES ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), decode($7, 'hex'))`,
    [header.seq, header.day, header.sealedAt, header.count, header.root, header.previous, headOf(header)],
  );
  tx.send(
    `INSERT INTO proof_leaf (seq, position, message_id, hash, consents, entries)
     SELECT $1, l.n - 1, l.id, l.hash, l.consents, l.entries
     FROM unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::text[]) WITH ORDINALITY AS l(id, hash, consents, entries, n)`,
    [
      header.seq,
      leaves.map(({ messageId }) => messageId),
      leaves.map(({ hash }) => hash),
      leaves.map(({ consents }) => consents),
      leaves.map(({ entries }) => entries),
    ],
  );
}
