import type { Provider } from '@stopsms/providers';
import type { Log } from '@stopsms/service';
import { Circuit } from './circuit';
import { LaneQueue, type Turn } from './lane-queue';
import { Pace } from './pace';
import type { Part, PartResult } from './part';
import type { ProviderMetrics } from './provider-metrics';
import type { ProviderState } from './provider-state';

export interface LinkContext {
  probeAfterMs: number;
  log: Log;
  metrics: ProviderMetrics;
  /** Called when it begins or stops taking messages. */
  onChange: () => void;
}

/** Part in the queue, with the callbacks of its turn. */
export interface Waiting extends Turn {
  part: Part;
  resolve: (result: PartResult) => void;
  reject: (error: unknown) => void;
}

/** Time within which the messages prepared for an operator leave. */
const CHUNK_S = 0.25;
/** Pause up to which messages stay in the queue: there, nothing rechecks them, and they hold up others. */
const MAX_QUEUED_PAUSE_MS = 5_000;
const TURNED_AWAY: PartResult = { outcome: 'turned-away' };

/** Operator with one queue, one rate and one circuit breaker, whatever the protocol. */
export abstract class ProviderLink {
  readonly name: string;
  protected readonly queue: LaneQueue<Waiting>;
  protected readonly pace: Pace;
  protected readonly circuit: Circuit;
  /** Last failure, for people. */
  protected lastFailure = 'connections ended';
  private unavailableSince: number | undefined = performance.now();
  private probeTimer: NodeJS.Timeout | undefined;
  /** Runs during a long pause. */
  private pauseTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param maxBatch - messages in one call */
  constructor(
    readonly settings: Provider,
    protected readonly context: LinkContext,
    private readonly maxBatch = 1,
  ) {
    const { probeAfterMs } = context;
    this.name = settings.name;
    this.pace = new Pace(settings.ratePerSecond);
    this.circuit = new Circuit({
      probeAfterMs,
      throttledForMs: () => this.pace.refusedForMs(),
      onChange: () => this.circuitChanged(),
    });
    this.queue = new LaneQueue({
      gate: () => this.gate(),
      serve: (turns) => this.serve(turns),
      ...(maxBatch > 1 && { batch: () => this.batch() }),
    });
  }

  get isBound(): boolean {
    return !this.isClosed && this.isConnected();
  }

  get isAvailable(): boolean {
    return this.circuit.state === 'closed' && this.isBound && !this.isPaused;
  }

  /** True if it is available, or if one message may probe whether it is. */
  get takes(): boolean {
    if (this.isPaused) return false;
    if (this.circuit.state === 'closed') return this.isBound;
    return this.isBound && this.circuit.probeInMs() === 0 && this.connection().unanswered === 0 && this.queue.isEmpty;
  }

  /** True during a pause of the operator that is too long for its queue. */
  get isPaused(): boolean {
    return this.pauseTimer !== undefined;
  }

  /** Time since when it is unavailable; 0 while it is available. */
  unavailableForMs(): number {
    return this.unavailableSince === undefined ? 0 : performance.now() - this.unavailableSince;
  }

  /** Parts or messages that it takes within `CHUNK_S`. */
  chunk(): number {
    return Math.min(this.connection().window * this.maxBatch, Math.ceil(this.pace.rate * CHUNK_S));
  }

  /** Begins to connect, if it keeps connections. */
  abstract open(): void;

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.probeTimer);
    clearTimeout(this.pauseTimer);
    this.queue.turnAllAway();
    await this.disconnect();
  }

  /** @throws RangeError or TypeError, as a rejection, if the part cannot be written */
  submit(part: Part): Promise<PartResult> {
    return new Promise((resolve, reject) => {
      this.queue.add(part.lane, { part, resolve, reject, turnAway: () => resolve(TURNED_AWAY) });
    });
  }

  state(): ProviderState {
    const problem = this.problem();
    return {
      name: this.name,
      ...this.connection(),
      rate: this.pace.rate,
      ratePerSecond: this.settings.ratePerSecond,
      circuit: this.circuit.state,
      waiting: this.queue.waiting(),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** Problem, and its remedy. */
  problem(): string | undefined {
    const unbound = this.isClosed ? `operator ${this.name} is being closed` : this.connectionProblem();
    if (unbound !== undefined) return unbound;
    if (this.isPaused) {
      const leftS = Math.ceil(this.pace.pausedForMs() / 1_000);
      return `operator ${this.name} is paused (${this.lastFailure}): nothing is submitted for another ${leftS} s`;
    }
    if (this.circuit.state === 'closed') return undefined;
    const everyS = this.context.probeAfterMs / 1_000;
    return `operator ${this.name} fails (${this.lastFailure}): circuit open, one message probes every ${everyS} s`;
  }

  /** True if a connection is up; called for each message. */
  protected abstract isConnected(): boolean;

  /** Connections and unanswered submits. */
  protected abstract connection(): Pick<ProviderState, 'bound' | 'connections' | 'unanswered' | 'window'>;

  /** True if a submit can be written at once. */
  protected abstract hasRoom(): boolean;

  /** Reason why no connection is up, and what is done about it. */
  protected abstract connectionProblem(): string | undefined;

  /** Writes them, within this call where a connection is there. */
  protected abstract serve(turns: [Waiting, ...Waiting[]]): void;

  /** Ends the connections once written submits have their answers. */
  protected abstract disconnect(): Promise<void>;

  /** Puts parts that were not written back, or turns them away. */
  protected stay(turns: readonly Waiting[]): void {
    const [first] = turns;
    if (!first) return;
    if (this.isAvailable) this.queue.requeue(first.part.lane, turns);
    else for (const turn of turns) turn.turnAway();
  }

  /** Stops taking messages if the pace has a long pause, until that ends. */
  protected pauseBegan(): void {
    const ms = this.pace.pausedForMs();
    if (this.isPaused || this.isClosed || ms <= MAX_QUEUED_PAUSE_MS) return;
    this.pauseTimer = setTimeout(() => {
      this.pauseTimer = undefined;
      this.changed();
    }, ms + 1).unref();
    this.context.log.warn({ provider: this.name, pauseMs: Math.round(ms) }, 'Operator paused');
    this.changed();
  }

  protected changed(): void {
    this.unavailableSince = this.isAvailable ? undefined : (this.unavailableSince ?? performance.now());
    if (!this.isAvailable) this.queue.turnAllAway();
    this.queue.pump();
    this.context.onChange();
  }

  /** Milliseconds until the next may be written. */
  private gate(): number {
    if (!this.hasRoom()) return Infinity;
    if (this.circuit.state === 'closed') return this.pace.waitMs();
    return this.connection().unanswered > 0 ? Infinity : Math.max(this.circuit.probeInMs(), this.pace.waitMs());
  }

  /** A batch takes no more than a moment of the rate, so that a one-time code waits no longer behind it; a probe is one. */
  private batch(): number {
    if (this.circuit.state !== 'closed') return 1;
    return Math.min(this.maxBatch, Math.max(1, Math.floor(this.pace.rate * CHUNK_S)));
  }

  private circuitChanged(): void {
    const { lastFailure, name } = this;
    const { state } = this.circuit;
    this.context.log[state === 'closed' ? 'info' : 'warn'](
      { provider: name, circuit: state, lastFailure },
      'Operator circuit',
    );
    clearTimeout(this.probeTimer);
    if (state === 'open') this.probeTimer = setTimeout(this.context.onChange, this.context.probeAfterMs + 1);
    // While one message probes, nothing is known yet.
    if (state !== 'half-open') this.changed();
  }
}
