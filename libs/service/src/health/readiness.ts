import type { Log } from '../log';
import { PartHealth, type Check, type PartReport } from './part-health';

export type { Check } from './part-health';

/** Probes that come sooner get the answer of the one before: a storm of them does not load the database. */
const FRESH_MS = 1_000;
/** Less while a part has not been well once: who starts a service waits for it. */
const FRESH_AT_START_MS = 100;
const EVERY_MS = 1_000;
/** How long parts may take to become well for the first time before that is a warning: services start side by side. */
const SETTLES_MS = 30_000;

/**
 * What must hold before a service takes work; the kit registers Kafka, database and secret, services add their own. Each
 * part is looked at once a second, so that what is red is known with its beginning, whoever asks and how often.
 */
export class Readiness {
  private readonly parts: PartHealth[] = [];
  private round: { startedAt: number; reports: Promise<PartReport[]> } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closing: PartReport[] = [];
  private readonly startedAt = performance.now();
  /** Never well so far, and not warned of. */
  private readonly settling = new Set<string>();

  constructor(
    private readonly log?: Log,
    private readonly settlesMs = SETTLES_MS,
  ) {}

  register(name: string, check: Check, detail?: () => object): void {
    this.parts.push(new PartHealth(name, check, detail));
    this.settling.add(name);
  }

  /** Looks by itself from now on. */
  watch(): void {
    this.timer ??= setInterval(() => void this.report(), EVERY_MS).unref();
  }

  /** From now on the service says it is not ready, so that no new work is sent here. */
  close(): void {
    clearInterval(this.timer);
    this.closing = [{ name: 'process', problem: 'shutting down', since: new Date(), detail: {} }];
  }

  /** Takes as long as one part may take to answer, and no longer. */
  async report(): Promise<PartReport[]> {
    const now = performance.now();
    const freshMs = this.settling.size > 0 ? FRESH_AT_START_MS : FRESH_MS;
    if (!this.round || now - this.round.startedAt >= freshMs) this.round = { startedAt: now, reports: this.look() };
    return [...(await this.round.reports), ...this.closing];
  }

  private async look(): Promise<PartReport[]> {
    const reports = await Promise.all(this.parts.map((part) => part.look()));
    for (const report of reports) this.tell(report);
    return reports;
  }

  private tell({ name, problem, changed }: PartReport): void {
    if (problem === undefined) {
      this.settling.delete(name);
      if (changed) this.log?.info({ part: name }, `${name} is well`);
    } else if (this.settling.has(name) && performance.now() - this.startedAt < this.settlesMs) {
      if (changed) this.log?.info({ part: name, problem }, `Not ready yet: ${name}`);
    } else if (this.settling.delete(name) || changed) {
      this.log?.warn({ part: name, problem }, `Not ready: ${name}`);
    }
  }
}
