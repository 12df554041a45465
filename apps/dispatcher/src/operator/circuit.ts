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

/** Nothing taken meanwhile. One message alone that the operator chokes on is given up before. */
const TROUBLES_IN_A_ROW = 10;
/** Each costs 10 s and the outcome of its messages: three in a row are enough. */
const TROUBLES_OF_SILENCE = 4;
/** Throttled for longer than this, it is given a rest: docs/law/operators.md#status-codes. */
const THROTTLED_TOO_LONG_MS = 5 * 60_000;
const LINK_LOST: SubmitOutcome = { outcome: 'unknown', reason: 'link-lost' };

export interface CircuitSettings {
  /** Between opening and the one message that tries again. */
  probeAfterMs: number;
  /** For how long the operator has answered "later" to everything. */
  throttledForMs: () => number;
  onChange: (state: CircuitState) => void;
}

/** Leaves an operator alone that only fails: messages wait, or go by another one, until one of them gets through. */
export class Circuit {
  private readonly policy: CircuitBreakerPolicy;
  private troubles = 0;
  /** Grows with each trouble, so that submits under way together are one: a pause of this process looks like silence. */
  private bursts = 0;
  private openedAt = 0;

  constructor(private readonly settings: CircuitSettings) {
    const { throttledForMs, probeAfterMs, onChange } = settings;
    this.policy = circuitBreaker(
      handleWhenResult((outcome) => isTrouble(outcome as SubmitOutcome)),
      {
        halfOpenAfter: probeAfterMs,
        breaker: {
          state: undefined,
          success: () => (this.troubles = 0),
          failure: () => this.troubles >= TROUBLES_IN_A_ROW || throttledForMs() >= THROTTLED_TOO_LONG_MS,
        },
      },
    );
    this.policy.onBreak(() => (this.openedAt = Date.now()));
    this.policy.onReset(() => (this.troubles = 0));
    this.policy.onStateChange(() => onChange(this.state));
  }

  get state(): CircuitState {
    const { state } = this.policy;
    if (state === State.Closed) return 'closed';
    return state === State.HalfOpen ? 'half-open' : 'open';
  }

  /** Milliseconds until one message may try, 0 for now; Infinity unless it is open. */
  probeInMs(): number {
    if (this.state !== 'open') return Infinity;
    return Math.max(0, this.openedAt + this.settings.probeAfterMs - Date.now());
  }

  /** Runs `work` at once, within this call. While the circuit is open it does not, and says that nothing was sent. */
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

  /** A connection broke: one trouble, however many submits it took along. */
  linkLost(): void {
    if (this.state !== 'closed') return;
    this.troubles += 1;
    void this.run(() => Promise.resolve(LINK_LOST));
  }

  private weigh(outcome: SubmitOutcome, burst: number): SubmitOutcome {
    const isSilence = outcome.outcome === 'unknown' && outcome.reason === 'response-timeout';
    const isFault = outcome.outcome === 'rejected' && ['try-again', 'rebind'].includes(actOn(outcome.status).act);
    if ((isSilence || isFault) && burst === this.bursts) {
      this.bursts += 1;
      this.troubles += isSilence ? TROUBLES_OF_SILENCE : 1;
    }
    return outcome;
  }
}

/** An operator that refuses one message for good is well. */
function isTrouble(outcome: SubmitOutcome): boolean {
  return outcome.outcome === 'rejected' ? actOn(outcome.status).act !== 'refuse' : outcome.outcome !== 'accepted';
}
