import type { Clock } from '@stopsms/kernel';
import { isTransient } from '@stopsms/messaging';
import { type MessageReport, type ProgressReport, addReport, isComplete, mergeReports } from './message-report.rule';

/** Time from the first event of an advert for which its reports wait for each other. */
const HOLD_MS = 1_000;
/** Minimum time from the start of one transaction to the start of the next. */
const EVERY_MS = 250;
/** Time after a failure in which nothing waits: the records arrive again in parts, until the one at fault is found. */
const AFTER_FAILURE_MS = 10_000;

/** Reports of one batch of records; it has ended when all its messages are written. */
interface Call {
  reports: readonly ProgressReport[];
  unwritten: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** A message that is not written yet, and whose batches wait for it. */
interface Waiting {
  message: MessageReport;
  calls: Call[];
  /** First of its events, epoch ms. */
  firstAt: number;
}

/**
 * Gathers the reports of three topics on a message, so that an advert whose verdict, status and receipt follow within a second is one
 * version of its row, in one transaction with others. Old records, as in a backlog, do not wait. A batch ends, and its offsets are
 * committed, when all of it is written: after a crash it is read again.
 */
export class ReportGatherer {
  private readonly waiting = new Map<string, Waiting>();
  private timer: NodeJS.Timeout | undefined;
  private isWriting = false;
  /** Instants by `performance.now()`. */
  private wroteAt = -Infinity;
  private failedAt = -Infinity;

  /**
   * @param write - writes each of the messages, in one transaction
   * @param stopping - aborted when the service stops: nothing waits from then on
   */
  constructor(
    private readonly write: (messages: MessageReport[]) => Promise<void>,
    private readonly clock: Clock,
    private readonly stopping: AbortSignal,
  ) {
    stopping.addEventListener('abort', () => this.writeDue());
  }

  /** Resolves once all of it is written. */
  async add(reports: readonly ProgressReport[]): Promise<void> {
    if (reports.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      const call: Call = { reports, unwritten: 0, resolve, reject };
      const now = this.clock.now();
      for (const report of reports) this.addOne(report, call, now);
      this.schedule();
    });
  }

  private addOne(report: ProgressReport, call: Call, now: number): void {
    const { messageId, event } = report;
    const at = Math.min(event.at, now);
    const known = this.waiting.get(messageId);
    if (known) {
      known.message = addReport(known.message, report);
      known.firstAt = Math.min(known.firstAt, at);
      if (known.calls.at(-1) === call) return;
      known.calls.push(call);
    } else {
      this.waiting.set(messageId, { message: addReport(undefined, report), calls: [call], firstAt: at });
    }
    call.unwritten += 1;
  }

  private schedule(): void {
    if (this.timer || this.isWriting || this.waiting.size === 0) return;
    const ms = Math.max(0, this.wroteAt + EVERY_MS - performance.now());
    this.timer = setTimeout(() => this.writeDue(), this.stopping.aborted ? 0 : ms);
  }

  private writeDue(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isWriting) return;
    this.wroteAt = performance.now();
    const due = this.takeDue();
    if (due.length === 0) return this.schedule();
    this.isWriting = true;
    void this.writeTogether(due).finally(() => {
      this.isWriting = false;
      this.schedule();
    });
  }

  private takeDue(): Waiting[] {
    const nothingWaits = this.stopping.aborted || performance.now() - this.failedAt < AFTER_FAILURE_MS;
    const now = this.clock.now();
    const due: Waiting[] = [];
    for (const [id, each] of this.waiting) {
      if (!nothingWaits && waits(each, now)) continue;
      due.push(each);
      this.waiting.delete(id);
    }
    return due;
  }

  private async writeTogether(due: Waiting[]): Promise<void> {
    const calls = new Set(due.flatMap((each) => each.calls));
    try {
      await this.write(due.map(({ message }) => message));
      for (const each of due) for (const call of each.calls) if ((call.unwritten -= 1) === 0) call.resolve();
    } catch (error) {
      this.failedAt = performance.now();
      if (isTransient(error) || calls.size === 1) for (const { reject } of calls) reject(error);
      else await this.writeAlone(calls);
    }
  }

  /** Writes batch by batch: one of them cannot be written, and the others must not fail with it. */
  private async writeAlone(calls: Iterable<Call>): Promise<void> {
    for (const { reports, resolve, reject } of calls) {
      await this.write(mergeReports(reports)).then(resolve, reject);
    }
  }
}

const waits = ({ message, firstAt }: Waiting, now: number): boolean => now < firstAt + HOLD_MS && !isComplete(message);
