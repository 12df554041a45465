import { CannotStart } from '@stopsms/kernel';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schema before the migrations of a service became one, recognized by those that made it. */
export interface EarlierSchema {
  /** Commit or release that made it, for messages. */
  of: string;
  /** Number of its migrations. */
  migrations: number;
  /** Name of its newest migration. */
  newest: string;
  /** Statements that change it into the schema of `tables`. */
  upgrade: readonly string[];
}

/**
 * First migration of a service: creates its schema in an empty database, or upgrades an earlier one. Names of earlier migrations stay in
 * `schema_migrations`, so that replicas of that release start while services are replaced.
 */
export abstract class CreateSchema implements MigrationInterface {
  /** Name of the class, which ends with its time. */
  abstract readonly name: string;
  protected abstract readonly functions: readonly string[];
  protected abstract readonly tables: readonly string[];
  protected abstract readonly earlier: readonly EarlierSchema[];

  async up(runner: QueryRunner): Promise<void> {
    const applied = (await runner.query('SELECT name FROM schema_migrations ORDER BY "timestamp", id')) as {
      name: string;
    }[];
    const statements = this.statementsAfter(applied.map(({ name }) => name));
    for (const statement of [...this.functions, ...statements]) await runner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('The first schema has no schema before it. Restore the backup.');
  }

  /** @throws CannotStart when the schema is of no release that this one upgrades */
  private statementsAfter(applied: string[]): readonly string[] {
    if (applied.length === 0) return this.tables;
    const newest = applied.at(-1);
    const earlier = this.earlier.find((one) => one.migrations === applied.length && one.newest === newest);
    if (earlier) return earlier.upgrade;
    const upgraded = this.earlier.map((one) => `${one.of} (${one.migrations}, the newest ${one.newest})`).join(' and ');
    throw new CannotStart(
      `The schema has ${applied.length} migrations, the newest ${newest}. This release creates a schema in an empty database and upgrades that of ${upgraded}. Deploy one of these first, let it migrate, then deploy this release; or set DATABASE_URL to an empty database.`,
    );
  }
}
