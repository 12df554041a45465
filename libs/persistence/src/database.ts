import type { DataSource, QueryRunner } from 'typeorm';

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
  /** Runs `work` once the transaction is committed; never if it is rolled back. The same function counts once. */
  abstract afterCommit(work: () => void): void;

  abstract query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

class RunnerTx extends Tx {
  readonly whenCommitted = new Set<() => void>();

  constructor(private readonly runner: QueryRunner) {
    super();
  }

  afterCommit(work: () => void): void {
    this.whenCommitted.add(work);
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const result = (await this.runner.query(sql, [...params], true)) as { records: R[] };
    return result.records;
  }
}

/** A service's own schema in PostgreSQL. */
export class Database implements Sql {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in one transaction: all of it happens, or none. */
  async run<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const tx = new RunnerTx(runner);
      const result = await work(tx);
      await runner.commitTransaction();
      for (const then of tx.whenCommitted) then();
      return result;
    } catch (error) {
      // The connection may be gone, and then the server has rolled back already: the first error is the one that counts.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  async query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await new RunnerTx(runner).query<R>(sql, params);
    } finally {
      await runner.release();
    }
  }
}
