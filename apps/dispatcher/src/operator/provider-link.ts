import type { Log } from '@stopsms/service';
import type { SmppProvider } from '@stopsms/providers';
import { type SmppSession, type SubmitOutcome, statusName } from '@stopsms/smpp';
import { Circuit } from './circuit';
import { Connections } from './connections';
import { LaneQueue, type Turn } from './lane-queue';
import { Pace } from './pace';
import type { Part, PartResult } from './part';
import type { ProviderMetrics } from './provider-metrics';
import type { ProviderState } from './provider-state';
import { actOn } from './status-table';
import { traceSubmit } from './trace-submit';

export interface LinkContext {
  probeAfterMs: number;
  log: Log;
  metrics: ProviderMetrics;
  /** Called when it begins or stops taking messages. */
  onChange: () => void;
}

/** Time within which the messages prepared for an operator leave. */
const CHUNK_S = 0.25;

/** Operator whose connections share one queue, one rate and one circuit breaker. */
export class ProviderLink {
  readonly name: string;
  private readonly connections: Connections;
  private readonly queue = new LaneQueue(() => this.gate());
  private readonly pace: Pace;
  private readonly circuit: Circuit;
  private lastFailure = 'connections ended';
  private unavailableSince: number | undefined = performance.now();
  private probeTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    readonly settings: SmppProvider,
    private readonly context: LinkContext,
  ) {
    const { probeAfterMs, log } = context;
    this.name = settings.name;
    this.pace = new Pace(settings.ratePerSecond);
    this.circuit = new Circuit({
      probeAfterMs,
      throttledForMs: () => this.pace.refusedForMs(),
      onChange: () => this.circuitChanged(),
    });
    const on = { change: () => this.changed(), lost: () => this.circuit.linkLost() };
    this.connections = new Connections(settings, on, log);
  }

  get isBound(): boolean {
    return !this.isClosed && this.connections.isBound;
  }

  get isAvailable(): boolean {
    return this.circuit.state === 'closed' && this.isBound;
  }

  /** True if it is available, or if one message may probe whether it is. */
  get takes(): boolean {
    if (this.circuit.state === 'closed') return this.isBound;
    return this.isBound && this.circuit.probeInMs() === 0 && this.connections.unanswered === 0 && this.queue.isEmpty;
  }

  /** Time since when it is unavailable; 0 while it is available. */
  unavailableForMs(): number {
    return this.unavailableSince === undefined ? 0 : performance.now() - this.unavailableSince;
  }

  /** Parts that it takes within `CHUNK_S`. */
  chunk(): number {
    return Math.min(this.settings.connections * this.settings.window, Math.ceil(this.pace.rate * CHUNK_S));
  }

  open(): void {
    this.connections.open();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.probeTimer);
    this.queue.turnAllAway();
    await this.connections.close();
  }

  /** @throws RangeError or TypeError, as a rejection, if the part cannot be written */
  submit(part: Part): Promise<PartResult> {
    return new Promise((resolve, reject) => {
      const turn: Turn = {
        start: () => void this.write(part, turn).then((result) => result && resolve(result), reject),
        turnAway: () => resolve({ outcome: 'turned-away' }),
      };
      this.queue.add(part.lane, turn);
    });
  }

  state(): ProviderState {
    const { connections, window, ratePerSecond } = this.settings;
    const problem = this.problem();
    return {
      name: this.name,
      bound: this.connections.bound,
      connections,
      unanswered: this.connections.unanswered,
      window: window * connections,
      rate: this.pace.rate,
      ratePerSecond,
      circuit: this.circuit.state,
      waiting: this.queue.waiting(),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** Problem, and what is done about it. */
  problem(): string | undefined {
    const unbound = this.isClosed ? `operator ${this.name} is being closed` : this.connections.problem();
    if (unbound !== undefined || this.circuit.state === 'closed') return unbound;
    const everyS = this.context.probeAfterMs / 1_000;
    return `operator ${this.name} fails (${this.lastFailure}): circuit open, one message probes every ${everyS} s`;
  }

  /** Writes a part; returns undefined when it stays in the queue. Every check before the write happens within the call. */
  private async write(part: Part, turn: Turn): Promise<PartResult | undefined> {
    const veto = part.veto();
    if (veto) return { outcome: 'vetoed', veto };
    const session = this.connections.freest();
    if (!session || !part.fits()) return { outcome: 'turned-away' };
    const epoch = this.pace.leave();
    try {
      const outcome = await this.circuit.run(() =>
        traceSubmit(part.traceparent, this.settings, () => session.submit(part.pdu())),
      );
      const result = this.settle(outcome, session, epoch);
      if (result !== 'stays') return result;
      if (!this.isAvailable) return { outcome: 'turned-away' };
      return void this.queue.requeue(part.lane, turn);
    } finally {
      this.queue.pump();
    }
  }

  private settle(outcome: SubmitOutcome, session: SmppSession, epoch: number): PartResult | 'stays' {
    switch (outcome.outcome) {
      case 'accepted':
        this.pace.taken(epoch);
        this.context.metrics.answered(this.name, 'accepted');
        return { outcome: 'submitted', id: outcome.id };
      case 'unknown':
        this.lastFailure = outcome.reason;
        this.context.metrics.answered(this.name, 'unknown');
        return outcome;
      case 'not-sent':
        return 'stays';
      case 'rejected':
        return this.refused(outcome.status, session, epoch);
    }
  }

  private refused(status: number, session: SmppSession, epoch: number): PartResult | 'stays' {
    const act = actOn(status);
    this.context.metrics.answered(this.name, 'name' in act ? act.name : act.act);
    if (act.act === 'refuse') {
      this.pace.taken(epoch);
      this.context.metrics.refused(this.name, status);
      return { outcome: 'rejected', status };
    }
    this.lastFailure = statusName(status);
    if (act.act === 'back-off') {
      this.pace.refused(epoch, act.firstMs);
      return 'stays';
    }
    if (act.act === 'rebind') void session.rebind();
    return { outcome: 'try-again', status, tried: act.act === 'try-again' };
  }

  /** Milliseconds until the next may be written. */
  private gate(): number {
    if (!this.connections.freest()) return Infinity;
    if (this.circuit.state === 'closed') return this.pace.waitMs();
    return this.connections.unanswered > 0 ? Infinity : Math.max(this.circuit.probeInMs(), this.pace.waitMs());
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

  private changed(): void {
    this.unavailableSince = this.isAvailable ? undefined : (this.unavailableSince ?? performance.now());
    if (!this.isAvailable) this.queue.turnAllAway();
    this.queue.pump();
    this.context.onChange();
  }
}
