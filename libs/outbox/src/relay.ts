import { setTimeout as delay } from 'node:timers/promises';
import { type MessagingLog, type Publisher, TransientFault } from '@stopsms/messaging';
import type { DatabaseConnection } from '@stopsms/persistence';
import { Client } from 'pg';
import { type Parcel, sendParcels } from './parcels';

/** Maximum of records per send; a parcel is not split. */
const BATCH = 2_000;
/** Maximum of published records whose rows stay until the next commit or poll: one statement then deletes them and finds the next. */
const MAX_LEFT = 20;
/** Interval of polls; a safety net, as commits wake the relay at once. */
const POLL_MS = 1_000;
const RETRY_MS = 500;
/** Advisory lock: one relay per schema, so that order holds with several replicas. It ends with its connection. */
const RELAY_LOCK = 36_180;
/** Limit of a statement in PostgreSQL. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** Limit of waiting for its response, which does not come if the host of PostgreSQL is gone. */
const RESPONSE_TIMEOUT_MS = 70_000;
/** Time without a response of PostgreSQL after which a relay does not send: less than the time after which it loses the lock. */
const MAX_SILENCE_MS = 5_000;
/** Age from which another replica reports a record too: the relay deletes what it published within a second. */
const OVERDUE_MS = 2_000;
/**
 * Settings of the relay's session. If its host disappears, PostgreSQL ends the session, and with it the lock, after about 10 s, and not
 * after two hours. A deletion lost in a crash publishes records twice, which consumers expect: no commit waits for the disk.
 */
const SETTINGS = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  synchronous_commit: 'off',
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 2,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 10_000,
};

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
  private client: Client | undefined;
  private readonly publisher: Publisher;
  private sessionEnded = true;
  /** Instant by `performance.now()` at which the last statement was sent that PostgreSQL has answered. */
  private respondedAt = 0;
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
    if (!this.client) return;
    this.notifying = 'once';
    this.client
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
      const client = new Client({
        ...this.connection,
        connectionTimeoutMillis: 5_000,
        query_timeout: RESPONSE_TIMEOUT_MS,
        keepAlive: true,
        keepAliveInitialDelayMillis: 5_000,
        pipeline: true,
      });
      // Without a listener a lost connection would end the process; the next query reports it instead.
      client.on('error', () => {
        this.sessionEnded = true;
        this.wake();
      });
      client.on('end', () => (this.sessionEnded = true));
      client.on('notification', () => this.wake());
      try {
        await client.connect();
        this.sessionEnded = false;
        await client.query(
          `SELECT ${Object.entries(SETTINGS)
            .map(([name, value]) => `set_config('${name}', '${value}', false)`)
            .join(', ')}`,
        );
        this.client = client;
        this.leading = await this.lead(client);
        if (this.leading) await this.relayUntilStopped(client);
      } catch (error) {
        this.fault = `outbox waits: ${(error as Error).message}`;
        this.log.warn({ err: error, retryInMs: RETRY_MS }, 'Outbox cannot publish; nothing is lost, retrying');
        await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      } finally {
        this.leading = false;
        this.oldestSince = undefined;
        this.client = undefined;
        await client.end().catch(() => undefined);
      }
    }
  }

  /** Waits until this replica holds the lock. */
  private async lead(client: Client): Promise<boolean> {
    while (!this.stopping.signal.aborted) {
      const { rows } = await client.query<{ mine: boolean; oldestMs: number | null }>(
        `SELECT pg_try_advisory_lock($1, hashtext(current_schema())) AS mine,
           (SELECT (extract(epoch FROM clock_timestamp() - added_at) * 1000)::float8 FROM outbox
            ORDER BY id LIMIT 1) AS "oldestMs"`,
        [RELAY_LOCK],
      );
      this.fault = undefined;
      if (rows[0]?.mine) return true;
      // The relay may hang, or be gone without having released the lock.
      const oldestMs = rows[0]?.oldestMs ?? 0;
      this.oldestSince = oldestMs > OVERDUE_MS ? performance.now() - oldestMs : undefined;
      await delay(POLL_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    return false;
  }

  private async relayUntilStopped(client: Client): Promise<void> {
    const { rows } = await client.query<{ channel: string }>(`SELECT 'outbox_' || current_schema() AS channel`);
    await client.query(`LISTEN "${rows[0]?.channel}"`);
    // The first record does not wait for the connection.
    void this.publisher.connect().catch(() => undefined);
    let sent: Parcel[] = [];
    for (;;) {
      this.nudged = false;
      sent = await this.recordResponse(takeNext(client, sent));
      await this.send(client, sent);
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

  private async send(client: Client, parcels: Parcel[]): Promise<void> {
    this.observe(parcels);
    if (parcels.length === 0) return;
    const ask = () => this.recordResponse(client.query('SELECT')).catch(() => undefined);
    // After a long statement, or a batch that took as long.
    if (performance.now() - this.respondedAt > POLL_MS) await ask();
    const asking = setInterval(() => void ask(), POLL_MS);
    await sendParcels(this.publisher, parcels).finally(() => clearInterval(asking));
  }

  private async recordResponse<R>(response: Promise<R>): Promise<R> {
    const sentAt = performance.now();
    const result = await response;
    this.respondedAt = Math.max(this.respondedAt, sentAt);
    return result;
  }

  /**
   * Ends attempts to send once the lock may be another's, which has published these records and newer ones: PostgreSQL releases it 10 s
   * after the last sign of this replica.
   */
  private assertLeads(): void {
    if (this.sessionEnded || performance.now() - this.respondedAt > MAX_SILENCE_MS) {
      throw new TransientFault('The session that holds the lock of the outbox has ended, or does not respond');
    }
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
async function takeNext(client: Client, published: Parcel[]): Promise<Parcel[]> {
  const { rows } = await client.query<Parcel>(
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
  return rows;
}

const idsOf = (parcels: readonly Parcel[]): string[] => parcels.map(({ id }) => id);
