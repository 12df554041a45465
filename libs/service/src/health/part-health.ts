import { setTimeout as delay } from 'node:timers/promises';

/** Undefined when all is well, else what an operator should know and do. */
export type Check = () => string | undefined | Promise<string | undefined>;

export interface PartReport {
  name: string;
  problem: string | undefined;
  /** When it last went from well to not well, or back. */
  since: Date;
  detail: object;
  /** It was otherwise at the look before. */
  changed?: boolean;
}

/** Less than a kubelet's patience, so that it hears what is wrong instead of nothing. */
export const ANSWERS_WITHIN_MS = 2_000;

/** One part of readiness. A check that hangs is not asked again until it answers: each would hold a connection. */
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
