import { setTimeout as delay } from 'node:timers/promises';

/** Returns undefined if the part is up, else a sentence for an operator: the fault and what to do. */
export type Check = () => string | undefined | Promise<string | undefined>;

export interface PartReport {
  name: string;
  problem: string | undefined;
  /** Time of the last change from up to down, or back. */
  since: Date;
  detail: object;
  /** True if the last check had another result. */
  changed?: boolean;
}

/** Less than the timeout of a kubelet, so that it gets the fault instead of nothing. */
const ANSWERS_WITHIN_MS = 2_000;

/** One part of readiness. A check that hangs is not repeated until it ends: each would hold a connection. */
export class PartHealth {
  private pending: Promise<string | undefined> | undefined;
  private wasWell: boolean | undefined;
  private since = new Date();

  constructor(
    readonly name: string,
    private readonly check: Check,
    private readonly detail?: () => object,
    private readonly withinMs = ANSWERS_WITHIN_MS,
  ) {}

  async look(): Promise<PartReport> {
    const problem = await this.ask();
    const isWell = problem === undefined;
    const changed = isWell !== this.wasWell;
    if (changed) this.since = new Date();
    this.wasWell = isWell;
    return { name: this.name, problem, since: this.since, detail: this.detail?.() ?? {}, changed };
  }

  private async ask(): Promise<string | undefined> {
    this.pending ??= Promise.resolve()
      .then(this.check)
      .catch((error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)))
      .finally(() => (this.pending = undefined));
    const patience = new AbortController();
    const silence = `no answer within ${this.withinMs} ms: it hangs, or the way to it is cut`;
    try {
      return await Promise.race([
        this.pending,
        delay(this.withinMs, silence, { signal: patience.signal, ref: false }).catch(() => undefined),
      ]);
    } finally {
      patience.abort();
    }
  }
}
