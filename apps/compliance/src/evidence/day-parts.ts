import { dayOf } from '@stopsms/kernel';
import type { OnModuleInit } from '@nestjs/common';
import type { Clock } from '@stopsms/kernel';
import type { Database } from '@stopsms/persistence';
import { type Log, ScheduledJob } from '@stopsms/service';
import { DAY_PARTS_SQL } from './day-parts.store';

const EVERY_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;
/** So many days ahead: what cannot be made now is tried again long before it is needed. */
const AHEAD = 7;
/** Creates or drops a partition only if nothing waits for the lock. */
const PATIENCE = '2s';
const FAILED = 'Partitions of days are not created or dropped; rows go to the default partition, retrying';

/**
 * Creates a partition per day (UTC) of an append-only table, and drops expired ones. Rows of a day without a partition go to the default
 * one, so a failure here stops no writer.
 */
export abstract class DayParts extends ScheduledJob implements OnModuleInit {
  readonly everyMs = EVERY_MS;
  readonly failure = FAILED;

  /**
   * @param tables - partitioned by `day`, each with a default part `<table>_rest`
   * @param keptDays - for ever when absent
   * @param closed - tables to which nothing is added any more: their parts are only taken away
   */
  constructor(
    private readonly tables: readonly string[],
    private readonly keptDays: number | undefined,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly closed: readonly string[] = [],
  ) {
    super();
  }

  /** Before the first row is written. */
  async onModuleInit(): Promise<void> {
    await this.execute().catch((error: unknown) => this.log.warn({ err: error }, FAILED));
  }

  async execute(): Promise<void> {
    const today = this.clock.now();
    for (const table of this.tables)
      for (let n = -1; n <= AHEAD; n++) await this.make(table, dayOf(today + n * DAY_MS));
    if (this.keptDays === undefined) return;
    for (const table of [...this.tables, ...this.closed])
      await this.deleteExpired(table, dayOf(today - this.keptDays * DAY_MS));
  }

  /** Beside the table first, so that writers wait for nothing but its being hung in. */
  private async make(table: string, day: string): Promise<void> {
    const name = partOf(table, day);
    await this.database.run(async (tx) => {
      const known = await tx.query(
        `SELECT WHERE to_regclass($1) IS NOT NULL OR EXISTS (SELECT FROM ${table}_rest WHERE day = $2)`,
        [name, day],
      );
      if (known.length > 0) return;
      tx.send(`SET LOCAL lock_timeout = '${PATIENCE}'`);
      tx.send(`CREATE TABLE ${name} (LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)`);
      await tx.query(
        `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${day}') TO ('${dayOf(Date.parse(day) + DAY_MS)}')`,
      );
    });
  }

  /** @param before - the first day that is kept */
  private async deleteExpired(table: string, before: string): Promise<void> {
    for (const { name } of await this.database.query(DAY_PARTS_SQL.before, [partOf(table, before), table])) {
      await this.database.run(async (tx) => {
        tx.send(`SET LOCAL lock_timeout = '${PATIENCE}'`);
        await tx.query(`DROP TABLE ${name}`);
      });
    }
    await this.database.run(async (tx) => {
      tx.send(`SELECT set_config('stopsms.forgetting', 'on', true)`);
      await tx.query(`DELETE FROM ${table}_rest WHERE day < $1`, [before]);
    });
  }
}

const partOf = (table: string, day: string): string => `${table}_${day.replaceAll('-', '')}`;
