import type { Clock } from '@stopsms/kernel';
import { isTransient } from '@stopsms/messaging';
import type { Database } from '@stopsms/persistence';
import { Worker } from '@stopsms/service';

/** Row whose next attempt is ours until `leasedUntil`, epoch ms. */
export type Leased<Row> = Row & { leasedUntil: number };

/**
 * Queue of calls to other systems in a table of the service. Replicas lease different rows. A row whose lease ends before its outcome is
 * recorded, for example after a crash, is attempted again: at least once. While the database is down, outcomes wait for a later step.
 */
export abstract class LeaseQueue<Row extends object, Outcome> extends Worker {
  /** Milliseconds of a lease, more than the attempts of its rows take. */
  protected abstract readonly leaseMs: number;
  /** Milliseconds until the next step if nothing is due. */
  protected abstract readonly pauseMs: number;
  private readonly unrecorded: Outcome[] = [];

  constructor(
    protected readonly database: Database,
    protected readonly clock: Clock,
  ) {
    super();
  }

  /** Waits for what a step needs, before its lease begins. */
  protected async prepare(): Promise<void> {}

  /** Leases rows that are due: the statement sets their next attempt to `leasedUntil`, and skips locked rows. */
  protected abstract lease(now: number, leasedUntil: number): Promise<Row[]>;

  /** Attempts rows and passes each outcome to `ended`. A row that has not begun at shutdown keeps its lease. */
  protected abstract attemptAll(rows: Leased<Row>[]): Promise<void>;

  /** Stores outcomes, where the lease is still ours. */
  protected abstract settle(outcomes: Outcome[]): Promise<void>;

  protected async step(): Promise<number> {
    await this.settleEnded();
    await this.prepare();
    const now = this.clock.now();
    const leasedUntil = now + this.leaseMs;
    const rows = await this.lease(now, leasedUntil);
    try {
      await this.attemptAll(rows.map((row) => Object.assign(row, { leasedUntil })));
    } finally {
      await this.settleEnded();
    }
    return rows.length > 0 ? 0 : this.pauseMs;
  }

  protected ended(outcome: Outcome): void {
    this.unrecorded.push(outcome);
  }

  protected async settleEnded(): Promise<void> {
    const outcomes = this.unrecorded.splice(0);
    if (outcomes.length === 0) return;
    try {
      await this.settle(outcomes);
    } catch (error) {
      // An outcome that can never be stored must not block the others: its row is attempted again when its lease ends.
      if (isTransient(error)) this.unrecorded.push(...outcomes);
      throw error;
    }
  }

  override async run(...of: Parameters<Worker['run']>): Promise<void> {
    await super.run(...of);
    await this.settleEnded();
  }
}
