import type { FactoryProvider } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from './scheduled-job';

/** Period after which rows of a table are deleted (docs/law/retention.md#how-long). */
export interface RetentionRule {
  /** Names the rule in logs. */
  name: string;
  everyMs: number;
  keptMs: number;
  /** @param before - epoch ms */
  deleteBefore: (database: Database, before: number) => Promise<unknown>;
}

/** Applies each retention rule of a service when it is due, in the order of the rules. */
export class RetentionJob extends ScheduledJob {
  readonly everyMs: number;
  readonly failure = 'Some expired rows are not deleted; retrying';
  /** Epoch ms. */
  private readonly dueAt = new Map<RetentionRule, number>();

  constructor(
    private readonly rules: readonly RetentionRule[],
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
    this.everyMs = Math.min(...rules.map(({ everyMs }) => everyMs));
  }

  async execute(): Promise<void> {
    // A rule is due an interval after it was applied, which is some milliseconds later than the tick.
    const soon = this.clock.now() + this.everyMs / 2;
    await this.apply(this.rules.filter((rule) => soon >= (this.dueAt.get(rule) ?? 0)));
  }

  /** One rule that fails holds up no other. @throws AggregateError with the failures */
  async apply(rules: readonly RetentionRule[] = this.rules): Promise<void> {
    const failures: Error[] = [];
    for (const rule of rules) {
      const { name, everyMs, keptMs, deleteBefore } = rule;
      const now = this.clock.now();
      try {
        await deleteBefore(this.database, now - keptMs);
        this.dueAt.set(rule, now + everyMs);
      } catch (error) {
        failures.push(new Error(name, { cause: error }));
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join(', '));
  }
}

/** Rows that one statement of a rule deletes, so that no other statement waits long. */
export const RETENTION_CHUNK = 10_000;

/** Repeats `deleteChunk` until it deletes less than a chunk. @returns the number of rows */
export async function inChunks(deleteChunk: () => Promise<readonly unknown[]>): Promise<number> {
  for (let total = 0; ;) {
    const { length } = await deleteChunk();
    total += length;
    if (length < RETENTION_CHUNK) return total;
  }
}

/** Provides the job that applies these rules. */
export const retentionJob = (rules: readonly RetentionRule[]): FactoryProvider<RetentionJob> => ({
  provide: RetentionJob,
  useFactory: (database: Database, clock: Clock) => new RetentionJob(rules, database, clock),
  inject: [Database, Clock],
});
