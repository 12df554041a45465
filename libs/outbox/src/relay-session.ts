import { TransientFault } from '@stopsms/messaging';
import type { DatabaseConnection } from '@stopsms/persistence';
import { Client, type QueryResultRow } from 'pg';

/** Advisory lock: one relay per schema, so that order holds with several replicas. It ends with its connection. */
const RELAY_LOCK = 36_180;
/** Limit of a statement in PostgreSQL. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** Limit of waiting for its response, which does not come if the host of PostgreSQL is gone. */
const RESPONSE_TIMEOUT_MS = 70_000;
/** Time without a response of PostgreSQL after which a relay does not send: less than the time after which it loses the lock. */
const MAX_SILENCE_MS = 5_000;
const ASK_EVERY_MS = 1_000;
/**
 * Settings of the session. If its host disappears, PostgreSQL ends the session, and with it the lock, after about 10 s, and not after two
 * hours. A deletion lost in a crash publishes records twice, which consumers expect: no commit waits for the disk.
 */
const SETTINGS = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  synchronous_commit: 'off',
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 2,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 10_000,
};

/** Session of PostgreSQL that holds the lock of the outbox, or waits for it. */
export class RelaySession {
  private isOpen = false;
  /** Instant by `performance.now()` at which the last statement was sent that PostgreSQL has answered. */
  private respondedAt = 0;

  private constructor(private readonly client: Client) {}

  /** @param onSignal - called when the session is notified or ends */
  static async open(connection: DatabaseConnection, onSignal: () => void): Promise<RelaySession> {
    const client = new Client({
      ...connection,
      connectionTimeoutMillis: 5_000,
      query_timeout: RESPONSE_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
      pipeline: true,
    });
    const session = new RelaySession(client);
    // Without a listener a lost connection would end the process; the next query reports it instead.
    client.on('error', () => {
      session.isOpen = false;
      onSignal();
    });
    client.on('end', () => (session.isOpen = false));
    client.on('notification', onSignal);
    try {
      await client.connect();
      session.isOpen = true;
      const settings = Object.entries(SETTINGS).map(([name, value]) => `set_config('${name}', '${value}', false)`);
      await session.query(`SELECT ${settings.join(', ')}`);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  async query<R extends QueryResultRow>(sql: string, params?: unknown[]): Promise<R[]> {
    const sentAt = performance.now();
    const { rows } = await this.client.query<R>(sql, params);
    this.respondedAt = Math.max(this.respondedAt, sentAt);
    return rows;
  }

  /** Tries to get the lock. @returns the age of the oldest row of the outbox too, null of an empty one */
  async tryLock(): Promise<{ mine: boolean; oldestMs: number | null }> {
    const [row] = await this.query<{ mine: boolean; oldestMs: number | null }>(
      `SELECT pg_try_advisory_lock($1, hashtext(current_schema())) AS mine,
         (SELECT (extract(epoch FROM clock_timestamp() - added_at) * 1000)::float8 FROM outbox ORDER BY id LIMIT 1) AS "oldestMs"`,
      [RELAY_LOCK],
    );
    return row ?? { mine: false, oldestMs: null };
  }

  async listen(): Promise<void> {
    const [row] = await this.query<{ channel: string }>(`SELECT 'outbox_' || current_schema() AS channel`);
    await this.query(`LISTEN "${row?.channel}"`);
  }

  /** Runs `send` and checks the session each second meanwhile. */
  async guard<R>(send: () => Promise<R>): Promise<R> {
    const ask = () => this.query('SELECT').catch(() => undefined);
    // After a long statement, or a send that took as long.
    if (performance.now() - this.respondedAt > ASK_EVERY_MS) await ask();
    const asking = setInterval(() => void ask(), ASK_EVERY_MS);
    return send().finally(() => clearInterval(asking));
  }

  /**
   * Ends attempts to send once the lock may be another's, which has published these records and newer ones: PostgreSQL releases it 10 s
   * after the last sign of this replica.
   * @throws TransientFault
   */
  assertOpen(): void {
    if (!this.isOpen || performance.now() - this.respondedAt > MAX_SILENCE_MS) {
      throw new TransientFault('The session that holds the lock of the outbox has ended, or does not respond');
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
