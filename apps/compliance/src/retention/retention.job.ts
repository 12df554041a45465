import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { RETENTION_RULES, type RetentionRule } from './retention-rules';

/** Applies each retention rule when it is due. */
@Injectable()
export class RetentionJob extends ScheduledJob {
  readonly everyMs = Math.min(...RETENTION_RULES.map(({ everyMs }) => everyMs));
  readonly failure = 'Some expired rows are not deleted; retrying';
  /** Epoch ms. */
  private readonly dueAt = new Map<RetentionRule, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    const now = this.clock.now();
    await this.apply(RETENTION_RULES.filter((rule) => now >= (this.dueAt.get(rule) ?? 0)));
  }

  /** One rule that fails holds up no other. @throws AggregateError with the failures */
  async apply(rules: readonly RetentionRule[] = RETENTION_RULES): Promise<void> {
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
