import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { traceStatement } from './trace-statement';

/** What use cases see of SQL: one statement, its rows. */
export interface Sql {
  /**
   * @param sql - with `$1`… placeholders; bulk work passes arrays (`= ANY($1)`, `unnest($1::text[])`)
   * @returns the rows selected or RETURNED
   */
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

/** Statements that commit or roll back together. */
export abstract class Tx implements Sql {
  abstract query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;

  /**
   * A statement whose result nobody needs: it goes to the server together with the next one or the commit, without a
   * round trip of its own. When it fails, so does the next one, and the transaction.
   */
  abstract send(sql: string, params?: readonly unknown[]): void;

  /** Runs `work` once the transaction is committed; never if it is rolled back. The same function counts once. */
  abstract afterCommit(work: () => void): void;
}

class ClientTx extends Tx {
  readonly whenCommitted = new Set<() => void>();
  private readonly sent: Promise<unknown>[] = [];

  constructor(private readonly client: PoolClient) {
    super();
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const result = traceStatement(sql, () => this.client.query<R & object>(sql, [...params]));
    // The first that failed is the one that tells why.
    await Promise.all([...this.sent.splice(0), result]);
    return (await result).rows;
  }

  send(sql: string, params: readonly unknown[] = []): void {
    const result = traceStatement(sql, () => this.client.query(sql, [...params]));
    // Whoever waits for it comes later, and until then it must not count as unhandled.
    result.catch(() => undefined);
    this.sent.push(result);
  }

  afterCommit(work: () => void): void {
    this.whenCommitted.add(work);
  }
}

/** A service's own schema in PostgreSQL. */
export class Database implements Sql {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in one transaction: all of it happens, or none. */
  async run<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.connected(async (client) => {
      const tx = new ClientTx(client);
      try {
        tx.send('BEGIN');
        const result = await work(tx);
        await tx.query('COMMIT');
        for (const then of tx.whenCommitted) then();
        return result;
      } catch (error) {
        // The connection may be gone, and then the server has rolled back already: the first error is the one that counts.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  async query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
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
