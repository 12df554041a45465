import { setTimeout as delay } from 'node:timers/promises';
import { type MessagingLog, type Publisher, TransientFault } from '@stopsms/messaging';
import type { DatabaseConnection } from '@stopsms/persistence';
import { type Parcel, sendParcels } from './parcels';
import { RelaySession } from './relay-session';

/** Maximum of records per send; a parcel is not split. */
const BATCH = 2_000;
/** Maximum of published records whose rows stay until the next commit or poll: one statement then deletes them and finds the next. */
const MAX_LEFT = 20;
/** Interval of polls; a safety net, as commits wake the relay at once. */
const POLL_MS = 1_000;
const RETRY_MS = 500;
/** Age from which another replica reports a record too: the relay deletes what it published within a second. */
const OVERDUE_MS = 2_000;

/**
 * Publishes the records of the outbox, in order, as soon as they are committed. Once Kafka has them, it deletes them as it looks for
 * the next: rows of the last few stay for up to a second, and are published again if the process is killed meanwhile.
 */
export class Relay {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private nudged = false;
  private waiter: (() => void) | undefined;
  private fault: string | undefined;
  private waitingRecords = 0;
  /** Instant by `performance.now()`. */
  private oldestSince: number | undefined;

  private leading = false;
  private session: RelaySession | undefined;
  private readonly publisher: Publisher;
  /** State of the NOTIFY to the replica that relays; `again`: something was committed since it was sent. */
  private notifying: 'no' | 'once' | 'again' = 'no';

  constructor(
    private readonly connection: DatabaseConnection,
    publisher: Publisher,
    private readonly log: MessagingLog,
  ) {
    this.publisher = publisher.apart(() => this.assertLeads());
  }

  start(): void {
    this.running ??= this.keepRunning();
  }

  /**
   * Called when there are records to publish. Another replica may relay: it is woken by a NOTIFY of its own, since one inside
   * the transaction would make every commit of the database wait until the one before it reaches the disk.
   */
  nudge(): void {
    if (this.leading) {
      this.wake();
    } else if (this.notifying === 'no') {
      this.notify();
    } else {
      this.notifying = 'again';
    }
  }

  /** Publishes what is committed by now, then stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  problem(): string | undefined {
    return this.fault;
  }

  /** Records of the batch in progress: a full batch that stays means that Kafka does not keep up. */
  backlog(): number {
    return this.waitingRecords;
  }

  /** Age of the oldest committed and unpublished record; 0 when there is none. A replica that does not relay reports it from 2 s on. */
  oldestAgeMs(): number {
    return this.oldestSince === undefined ? 0 : performance.now() - this.oldestSince;
  }

  private notify(): void {
    if (!this.session) return;
    this.notifying = 'once';
    this.session
      .query(`SELECT pg_notify('outbox_' || current_schema(), '')`)
      .catch(() => undefined)
      .finally(() => {
        const isOwed = this.notifying === 'again';
        this.notifying = 'no';
        if (isOwed) this.notify();
      });
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let session: RelaySession | undefined;
      try {
        session = await RelaySession.open(this.connection, () => this.wake());
        this.session = session;
        this.leading = await this.lead(session);
        if (this.leading) await this.relayUntilStopped(session);
      } catch (error) {
        this.fault = `outbox waits: ${(error as Error).message}`;
        this.log.warn({ err: error, retryInMs: RETRY_MS }, 'Outbox cannot publish; nothing is lost, retrying');
        await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      } finally {
        this.leading = false;
        this.oldestSince = undefined;
        this.session = undefined;
        await session?.close();
      }
    }
  }

  /** Waits until this replica holds the lock. */
  private async lead(session: RelaySession): Promise<boolean> {
    while (!this.stopping.signal.aborted) {
      const { mine, oldestMs } = await session.tryLock();
      this.fault = undefined;
      if (mine) return true;
      // The relay may hang, or be gone without having released the lock.
      this.oldestSince = oldestMs !== null && oldestMs > OVERDUE_MS ? performance.now() - oldestMs : undefined;
      await delay(POLL_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    return false;
  }

  private async relayUntilStopped(session: RelaySession): Promise<void> {
    await session.listen();
    // The first record does not wait for the connection.
    void this.publisher.connect().catch(() => undefined);
    let sent: Parcel[] = [];
    for (;;) {
      this.nudged = false;
      sent = await takeNext(session, sent);
      await this.send(session, sent);
      this.fault = undefined;
      if (sent.length > 0 && (this.isNudged() || recordsIn(sent) > MAX_LEFT)) continue;
      if (this.stopping.signal.aborted) return;
      this.observe([]);
      await this.untilNudged();
    }
  }

  private isNudged(): boolean {
    return this.nudged || this.stopping.signal.aborted;
  }

  private async send(session: RelaySession, parcels: Parcel[]): Promise<void> {
    this.observe(parcels);
    if (parcels.length > 0) await session.guard(() => sendParcels(this.publisher, parcels));
  }

  /** @throws TransientFault once another replica may relay */
  private assertLeads(): void {
    if (!this.session) throw new TransientFault('The outbox has no session of PostgreSQL');
    this.session.assertOpen();
  }

  private observe(parcels: readonly Parcel[]): void {
    this.waitingRecords = recordsIn(parcels);
    const [oldest] = parcels;
    this.oldestSince = oldest && performance.now() - oldest.ageMs;
  }

  private wake(): void {
    this.nudged = true;
    this.waiter?.();
  }

  private async untilNudged(): Promise<void> {
    if (this.nudged) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.waiter = resolve;
      timer = setTimeout(resolve, POLL_MS);
    });
    clearTimeout(timer);
    this.waiter = undefined;
  }
}

const recordsIn = (parcels: readonly Parcel[]): number => parcels.reduce((sum, { size }) => sum + size, 0);

/** Deletes published rows and finds the next ones: another statement would delay a STOP. */
function takeNext(session: RelaySession, published: Parcel[]): Promise<Parcel[]> {
  return session.query<Parcel>(
    `WITH published AS (DELETE FROM outbox WHERE id = ANY($1::bigint[]))
     SELECT id, topic, size, partition, records,
       (extract(epoch FROM clock_timestamp() - added_at) * 1000)::float8 AS "ageMs"
     FROM (
       SELECT id, topic, size, partition, records, added_at, sum(size) OVER (ORDER BY id) - size AS before
       FROM (
         SELECT id, topic, size, partition, records, added_at FROM outbox WHERE id <> ALL($1::bigint[])
         ORDER BY id LIMIT ${BATCH}) AS oldest
     ) AS parcels WHERE before < ${BATCH} ORDER BY id`,
    [idsOf(published)],
  );
}

const idsOf = (parcels: readonly Parcel[]): string[] => parcels.map(({ id }) => id);
