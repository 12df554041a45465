import { setTimeout as delay } from 'node:timers/promises';
import { type Position, type Topic, topology } from '@stopsms/contracts';
import type { MessagingLog, Outgoing, Publisher } from '@stopsms/messaging';
import { Client } from 'pg';
import type { OutboxRow } from './outbox';

const BATCH = 2_000;
/** Only a net: commits wake the relay at once. */
const POLL_MS = 1_000;
const RETRY_MS = 500;
/** One relay per schema, so that order holds with several replicas; the lock dies with its connection. */
const RELAY_LOCK = 36_180;

const topicByName = new Map(topology.map(({ topic }) => [topic.name, topic]));
type StoredRow = OutboxRow & { id: string };

/** Sends what the outbox holds, in order, as soon as it is committed, and deletes it once Kafka has it. */
export class Relay {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private nudged = false;
  private waiter: (() => void) | undefined;
  private fault: string | undefined;
  private waitingRows = 0;

  private leading = false;
  private client: Client | undefined;
  private telling = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly publisher: Publisher,
    private readonly log: MessagingLog,
  ) {}

  start(): void {
    this.running ??= this.keepRunning();
  }

  /**
   * There is something to send. The replica that relays may be another: it is told by a NOTIFY of its own, since one
   * inside the transaction would make every commit of the database wait for the one before it to reach the disk.
   */
  nudge(): void {
    if (this.leading) {
      this.wake();
    } else if (this.client && !this.telling) {
      this.telling = true;
      this.client
        .query(`SELECT pg_notify('outbox_' || current_schema(), '')`)
        .catch(() => undefined)
        .finally(() => (this.telling = false));
    }
  }

  /** Sends what is committed by now, then stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  problem(): string | undefined {
    return this.fault;
  }

  /** Rows of the batch being sent: a full batch that stays means Kafka does not keep up. */
  backlog(): number {
    return this.waitingRows;
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const client = new Client({
        connectionString: this.databaseUrl,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      });
      // Without a listener a lost connection would end the process; the next query reports it instead.
      client.on('error', () => this.wake());
      client.on('notification', () => this.wake());
      try {
        await client.connect();
        await client.query(`SELECT set_config('statement_timeout', '60000', false)`);
        this.client = client;
        this.leading = await this.lead(client);
        if (this.leading) await this.relayUntilStopped(client);
      } catch (error) {
        this.fault = `outbox waits: ${(error as Error).message}`;
        this.log.warn({ err: error, retryInMs: RETRY_MS }, 'Outbox cannot send; nothing is lost, trying again');
        await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      } finally {
        this.leading = false;
        this.client = undefined;
        await client.end().catch(() => undefined);
      }
    }
  }

  /** Waits until this replica may send. */
  private async lead(client: Client): Promise<boolean> {
    while (!this.stopping.signal.aborted) {
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock($1, hashtext(current_schema())) AS mine',
        [RELAY_LOCK],
      );
      this.fault = undefined;
      if (rows[0]?.mine) return true;
      await delay(POLL_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    return false;
  }

  private async relayUntilStopped(client: Client): Promise<void> {
    const { rows } = await client.query<{ channel: string }>(`SELECT 'outbox_' || current_schema() AS channel`);
    await client.query(`LISTEN "${rows[0]?.channel}"`);
    for (;;) {
      this.nudged = false;
      const sent = await this.sendBatch(client);
      this.fault = undefined;
      if (sent === BATCH) continue;
      if (sent === 0 && this.stopping.signal.aborted) return;
      if (sent === 0) await this.untilNudged();
    }
  }

  private async sendBatch(client: Client): Promise<number> {
    const { rows } = await client.query<StoredRow>(
      `SELECT id, topic, key, partition, value, traceparent, event_id AS "eventId", event_at::float8 AS at, follow_up AS "followUp"
       FROM outbox ORDER BY id LIMIT ${BATCH}`,
    );
    this.waitingRows = rows.length;
    if (rows.length === 0) return 0;
    const positions = await this.publish(rows);
    const followUps = rows.flatMap((row, index) =>
      row.followUp ? [withPosition(row.followUp, positions[index])] : [],
    );
    if (followUps.length > 0) await this.publish(followUps);
    await client.query('DELETE FROM outbox WHERE id = ANY($1::bigint[])', [rows.map(({ id }) => id)]);
    return rows.length;
  }

  /** One send per topic, topics in order of first appearance; returns positions in the order of the rows. */
  private async publish(rows: OutboxRow[]): Promise<Position[]> {
    const byTopic = new Map<string, number[]>();
    rows.forEach(({ topic }, index) => {
      const indexes = byTopic.get(topic);
      if (indexes) indexes.push(index);
      else byTopic.set(topic, [index]);
    });
    const positions: Position[] = new Array<Position>(rows.length);
    for (const [name, indexes] of byTopic) {
      const topic = topicByName.get(name);
      if (!topic) throw new Error(`Outbox holds a record for ${name}, which the topology does not know`);
      const sent = await this.publisher.publish(
        topic as Topic,
        indexes.map((index) => outgoing(rows[index] as OutboxRow)),
      );
      sent.forEach((position, n) => (positions[indexes[n] as number] = position));
    }
    return positions;
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

function outgoing(row: OutboxRow): Outgoing {
  const { key, partition, traceparent, eventId, at } = row;
  return {
    key,
    partition,
    traceparent,
    eventId,
    at,
    value: row.value === null ? null : (JSON.parse(row.value) as unknown),
  };
}

function withPosition(followUp: string, position: Position | undefined): OutboxRow {
  const row = JSON.parse(followUp) as OutboxRow & { positionField: string };
  const value = { ...(JSON.parse(row.value ?? '{}') as object), [row.positionField]: position };
  return { ...row, value: JSON.stringify(value) };
}
