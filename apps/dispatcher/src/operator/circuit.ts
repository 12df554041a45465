import {
  CircuitState as State,
  type CircuitBreakerPolicy,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel';
import type { SubmitOutcome } from '@stopsms/smpp';
import { actOn } from './status-table';

export type CircuitState = 'closed' | 'open' | 'half-open';

/** Failures in a row that open the circuit. One message that the operator cannot process is given up before. */
const MAX_FAILURES_IN_A_ROW = 10;
/** Weight of a missing response: each costs 10 s and the outcome of its messages, so three in a row suffice. */
const FAILURES_PER_SILENCE = 4;
/** Time of throttling after which the circuit opens: docs/law/operators.md#status-codes. */
const MAX_THROTTLED_MS = 5 * 60_000;
const LINK_LOST: SubmitOutcome = { outcome: 'unknown', reason: 'link-lost' };

export interface CircuitSettings {
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
      handleWhenResult((outcome) => isFailure(outcome as SubmitOutcome)),
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

  /** Runs `work` at once, within this call. While the circuit is open, returns `not-sent` instead. */
  async run(work: () => Promise<SubmitOutcome>): Promise<SubmitOutcome> {
    try {
      return await this.policy.execute(async () => {
        const { bursts } = this;
        return this.weigh(await work(), bursts);
      });
    } catch (error) {
      if (isBrokenCircuitError(error)) return { outcome: 'not-sent', reason: 'closed' };
      throw error;
    }
  }

  /** Counts a lost connection as one failure, however many submits it affected. */
  linkLost(): void {
    if (this.state !== 'closed') return;
    this.failures += 1;
    void this.run(() => Promise.resolve(LINK_LOST));
  }

  private weigh(outcome: SubmitOutcome, burst: number): SubmitOutcome {
    const isSilence = outcome.outcome === 'unknown' && outcome.reason === 'response-timeout';
    const isFault = outcome.outcome === 'rejected' && ['try-again', 'rebind'].includes(actOn(outcome.status).act);
    if ((isSilence || isFault) && burst === this.bursts) {
      this.bursts += 1;
      this.failures += isSilence ? FAILURES_PER_SILENCE : 1;
    }
    return outcome;
  }
}

/** A final refusal of one message is no failure of the operator. */
function isFailure(outcome: SubmitOutcome): boolean {
  return outcome.outcome === 'rejected' ? actOn(outcome.status).act !== 'refuse' : outcome.outcome !== 'accepted';
}
