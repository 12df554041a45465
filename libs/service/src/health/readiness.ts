import type { Log } from '../log';
import { PartHealth, type Check, type PartReport } from './part-health';

export type { Check } from './part-health';

/** Age up to which a report is shared by probes: many probes at once do not load the database. */
const FRESH_MS = 1_000;
/** Shorter until each part has been up once, since a start waits for it. */
const FRESH_AT_START_MS = 100;
const EVERY_MS = 1_000;
/** Time after the start in which a part that is not up yet is no warning: services start side by side. */
const SETTLES_MS = 30_000;

/**
 * Conditions for a service to take work: libs/bootstrap registers Kafka, database and secret, services add their own. Each part is
 * checked once a second, so that the start of a fault is known independently of probes.
 */
export class Readiness {
  private readonly parts: PartHealth[] = [];
  private round: { startedAt: number; reports: Promise<PartReport[]> } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closing: PartReport[] = [];
  private readonly startedAt = performance.now();
  /** Parts that have not been up yet and that no warning was logged for. */
  private readonly settling = new Set<string>();

  constructor(
    private readonly log?: Log,
    private readonly settlesMs = SETTLES_MS,
  ) {}

  register(name: string, check: Check, detail?: () => object): void {
    this.parts.push(new PartHealth(name, check, detail));
    this.settling.add(name);
  }

  /** Starts the checks. */
  watch(): void {
    this.timer ??= setInterval(() => void this.report(), EVERY_MS).unref();
  }

  /** Reports the service as not ready from now on, so that no new work is sent to it. */
  close(): void {
    clearInterval(this.timer);
    this.closing = [{ name: 'process', problem: 'shutting down', since: new Date(), detail: {} }];
  }

  /** Resolves within the time limit of one check. */
  async report(): Promise<PartReport[]> {
    const now = performance.now();
    const freshMs = this.settling.size > 0 ? FRESH_AT_START_MS : FRESH_MS;
    if (!this.round || now - this.round.startedAt >= freshMs) this.round = { startedAt: now, reports: this.look() };
    return [...(await this.round.reports), ...this.closing];
  }

  private async look(): Promise<PartReport[]> {
    const reports = await Promise.all(this.parts.map((part) => part.look()));
    for (const report of reports) this.logChange(report);
    return reports;
  }

  private logChange({ name, problem, changed }: PartReport): void {
    if (problem === undefined) {
      this.settling.delete(name);
      if (changed) this.log?.info({ part: name }, `${name} is up`);
    } else if (this.settling.has(name) && performance.now() - this.startedAt < this.settlesMs) {
      if (changed) this.log?.info({ part: name, problem }, `Not ready yet: ${name}`);
    } else if (this.settling.delete(name) || changed) {
      this.log?.warn({ part: name, problem }, `Not ready: ${name}`);
    }
  }
}
