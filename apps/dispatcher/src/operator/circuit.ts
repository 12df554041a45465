import {
  CircuitState as State,
  type CircuitBreakerPolicy,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel';
export type CircuitState = 'closed' | 'open' | 'half-open';

/** Failures in a row that open the circuit. One message that the operator cannot process is given up before. */
export const MAX_FAILURES_IN_A_ROW = 10;
/** Weight of a missing response: each costs 10 s and the outcome of its messages, so three in a row suffice. */
export const SILENCE = 4;
/** Time of throttling after which the circuit opens: docs/law/operators.md#status-codes. */
const MAX_THROTTLED_MS = 5 * 60_000;

interface CircuitSettings {
  /** Time from opening until one message tries again. */
  probeAfterMs: number;
  /** Time since when the operator has throttled every submit. */
  throttledForMs: () => number;
  onChange: (state: CircuitState) => void;
}

/** Circuit breaker of an operator that only fails: messages wait, or use another operator, until one gets through. */
export class Circuit {
  private readonly policy: CircuitBreakerPolicy;
  private failures = 0;
  /** Grows with each failure, so that submits in progress together count once: a pause of this process looks like silence. */
  private bursts = 0;
  private openedAt = 0;

  constructor(private readonly settings: CircuitSettings) {
    const { throttledForMs, probeAfterMs, onChange } = settings;
    this.policy = circuitBreaker(
      handleWhenResult((judged) => (judged as Judged<unknown>).weight !== undefined),
      {
        halfOpenAfter: probeAfterMs,
        breaker: {
          state: undefined,
          success: () => (this.failures = 0),
          failure: () => this.failures >= MAX_FAILURES_IN_A_ROW || throttledForMs() >= MAX_THROTTLED_MS,
        },
      },
    );
    this.policy.onBreak(() => (this.openedAt = Date.now()));
    this.policy.onReset(() => (this.failures = 0));
    this.policy.onStateChange(() => onChange(this.state));
  }

  get state(): CircuitState {
    const { state } = this.policy;
    if (state === State.Closed) return 'closed';
    return state === State.HalfOpen ? 'half-open' : 'open';
  }

  /** Milliseconds until one message may try; 0 for now, Infinity unless the circuit is open. */
  probeInMs(): number {
    if (this.state !== 'open') return Infinity;
    return Math.max(0, this.openedAt + this.settings.probeAfterMs - Date.now());
  }

  /**
   * Runs `work` at once, within this call.
   * @param weightOf - failures as which a result counts; undefined if it shows that the operator works
   * @returns undefined while the circuit is open: `work` did not run
   */
  async run<T>(work: () => Promise<T>, weightOf: (result: T) => number | undefined): Promise<T | undefined> {
    try {
      const judged = await this.policy.execute(async (): Promise<Judged<T>> => {
        const { bursts } = this;
        const result = await work();
        const weight = weightOf(result);
        this.weigh(weight ?? 0, bursts);
        return { result, weight };
      });
      return judged.result;
    } catch (error) {
      if (isBrokenCircuitError(error)) return undefined;
      throw error;
    }
  }

  /** Counts a lost connection as one failure, however many submits it affected. */
  linkLost(): void {
    if (this.state !== 'closed') return;
    this.failures += 1;
    void this.run(
      () => Promise.resolve(),
      () => 0,
    );
  }

  private weigh(weight: number, burst: number): void {
    if (weight === 0 || burst !== this.bursts) return;
    this.bursts += 1;
    this.failures += weight;
  }
}

/** Result of one piece of work; a weight of 0 fails without counting. */
interface Judged<T> {
  result: T;
  weight: number | undefined;
}
