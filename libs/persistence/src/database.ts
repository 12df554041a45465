import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { ParamsOf, Statement, StatementShape } from './statement';
import { traceStatement } from './trace-statement';

/** SQL for stores: one statement, its rows. */
export interface Sql {
  /**
   * @param sql - of a store's `statements`, with `$1`… placeholders; bulk work passes arrays (`= ANY($1)`, `rowsOf`)
   * @returns the rows selected or RETURNED
   */
  query<S extends StatementShape>(sql: Statement<S>, ...params: ParamsOf<S>): Promise<S['row'][]>;
  /** Text whose types nobody checks: for what no store has. */
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

/** Statements that commit or roll back together. */
export abstract class Tx implements Sql {
  abstract query<S extends StatementShape>(sql: Statement<S>, ...params: ParamsOf<S>): Promise<S['row'][]>;
  abstract query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;

  /**
   * Sends a statement whose result is not needed, together with the next one or the commit, without a round trip of its own.
   * If it fails, so do the next one and the transaction.
   */
  abstract send<S extends StatementShape>(sql: Statement<S>, ...params: ParamsOf<S>): void;
  abstract send(sql: string, params?: readonly unknown[]): void;

  /** Runs `work` just before the commit, to send what was gathered until then. */
  abstract beforeCommit(work: () => void): void;

  /** Runs `work` once the transaction is committed; never if it is rolled back. The same function counts once. */
  abstract afterCommit(work: () => void): void;
}

class ClientTx extends Tx {
  readonly whenCommitted = new Set<() => void>();
  readonly beforeCommitting: (() => void)[] = [];
  private readonly sent: Promise<unknown>[] = [];

  constructor(private readonly client: PoolClient) {
    super();
  }

  override query<S extends StatementShape>(sql: Statement<S>, ...params: ParamsOf<S>): Promise<S['row'][]>;
  override query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  override async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const result = traceStatement(sql, () => this.client.query<R & object>(sql, [...params]));
    // The first failure has the cause.
    await Promise.all([...this.sent.splice(0), result]);
    return (await result).rows;
  }

  send(sql: string, params: readonly unknown[] = []): void {
    const result = traceStatement(sql, () => this.client.query(sql, [...params]));
    // It is awaited later, and must not count as unhandled until then.
    result.catch(() => undefined);
    this.sent.push(result);
  }

  beforeCommit(work: () => void): void {
    this.beforeCommitting.push(work);
  }

  afterCommit(work: () => void): void {
    this.whenCommitted.add(work);
  }
}

/** Statements that are a transaction by themselves, and as such hold the generation of the keys. */
const WRITES = /^\s*(?:INSERT|UPDATE|DELETE|WITH)\b/i;

/** SQLSTATE of a transaction with recipient keys of another generation than the schema's. */
const KEYS_CHANGED = 'RG001';

/** A service's own schema in PostgreSQL. */
export class Database implements Sql {
  private held: { generation: number; onChanged: (error: Error) => void } | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * From now on each transaction requires the schema's recipient keys to be of this generation: a change of keys waits for
   * it, and a transaction that begins after a change is refused.
   * @param onChanged - called with the first refusal: the process has old keys and must restart
   */
  holdGeneration(generation: number, onChanged: (error: Error) => void): void {
    this.held = { generation, onChanged };
  }

  /** Runs `work` in one transaction. */
  async run<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.holding((begin) => this.transaction((tx) => tx.send(begin), work));
  }

  /** Runs a statement as one transaction, in one round trip: nothing is decided between it and the commit. */
  private async runSingle<R>(sql: string, params: readonly unknown[]): Promise<R[]> {
    return this.holding((begin) =>
      this.connected(async (client) => {
        const tx = new ClientTx(client);
        tx.send(begin);
        // A failed statement makes the commit a rollback.
        const [rows, committed] = await Promise.allSettled([tx.query<R>(sql, params), tx.query('COMMIT')]);
        if (rows.status === 'rejected') throw rows.reason;
        if (committed.status === 'rejected') throw committed.reason;
        return rows.value;
      }),
    );
  }

  /** @param work - begins its transaction with the statement that it is given */
  private async holding<R>(work: (begin: string) => Promise<R>): Promise<R> {
    const { held } = this;
    try {
      // One text without parameters is one statement.
      return await work(held ? `BEGIN; SELECT hold_recipient_generation(${held.generation})` : 'BEGIN');
    } catch (error) {
      if (held && (error as { code?: unknown }).code === KEYS_CHANGED) held.onChanged(error as Error);
      throw error;
    }
  }

  /** Runs `work` in a transaction while no other transaction of this schema is in progress. */
  async runAlone<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    const alone = (tx: Tx) => {
      tx.send('BEGIN');
      tx.send('SET LOCAL statement_timeout = 0');
      tx.send('SET LOCAL idle_in_transaction_session_timeout = 0');
      tx.send('SELECT pg_advisory_xact_lock(31031, hashtext(current_schema()))');
    };
    return this.transaction(alone, work);
  }

  private async transaction<R>(begin: (tx: Tx) => void, work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.connected(async (client) => {
      const tx = new ClientTx(client);
      try {
        begin(tx);
        const result = await work(tx);
        for (const last of tx.beforeCommitting) last();
        await tx.query('COMMIT');
        for (const then of tx.whenCommitted) then();
        return result;
      } catch (error) {
        // The connection may be gone, and then the server has rolled back already: the first error counts.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  query<S extends StatementShape>(sql: Statement<S>, ...params: ParamsOf<S>): Promise<S['row'][]>;
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  async query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    if (this.held && WRITES.test(sql)) return this.runSingle<R>(sql, params);
    return traceStatement(sql, () =>
      this.connected(async (client) => (await client.query<R & object>(sql, [...params])).rows),
    );
  }

  private async connected<R>(work: (client: PoolClient) => Promise<R>): Promise<R> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work((await runner.connect()) as PoolClient);
    } finally {
      await runner.release();
    }
  }
}
