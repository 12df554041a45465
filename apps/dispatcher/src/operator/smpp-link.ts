import type { SmppProvider } from '@stopsms/providers';
import { type ResponseOutcome, type SmppSession, type SubmitOutcome, statusName } from '@stopsms/smpp';
import { Connections } from './connections';
import type { PartResult, Rejected, Submitted } from './part';
import { type LinkContext, ProviderLink, type Waiting } from './provider-link';
import { actOn, weightOf } from './status-table';
import { traceSubmit } from './trace-submit';

/** Operator over SMPP: submits parts over its connections. */
export class SmppLink extends ProviderLink {
  private readonly connections: Connections;

  constructor(
    override readonly settings: SmppProvider,
    context: LinkContext,
  ) {
    super(settings, context);
    const on = { change: () => this.changed(), lost: () => this.circuit.linkLost() };
    this.connections = new Connections(settings, on, context.log);
  }

  open(): void {
    this.connections.open();
  }

  protected isConnected(): boolean {
    return this.connections.isBound;
  }

  protected connection() {
    const { connections, window } = this.settings;
    const { bound, unanswered } = this.connections;
    return { bound, connections, unanswered, window: window * connections };
  }

  protected hasRoom(): boolean {
    return this.connections.freest() !== undefined;
  }

  protected connectionProblem(): string | undefined {
    return this.connections.problem();
  }

  protected serve([turn]: [Waiting, ...Waiting[]]): void {
    void this.write(turn).then((result) => result && turn.resolve(result), turn.reject);
  }

  protected disconnect(): Promise<void> {
    return this.connections.close();
  }

  /** Writes a part; returns undefined when it stays in the queue. Every check before the write happens within the call. */
  private async write(turn: Waiting): Promise<PartResult | undefined> {
    const { part } = turn;
    const veto = part.veto();
    if (veto) return { outcome: 'vetoed', veto };
    const session = this.connections.freest();
    if (!session || !part.fits()) return { outcome: 'turned-away' };
    const epoch = this.pace.leave();
    try {
      const outcome = await this.circuit.run(
        () => traceSubmit(part.traceparent, this.settings, () => session.submit(part.pdu())),
        weightOf,
      );
      const result = outcome === undefined ? 'stays' : this.settle(outcome, session, epoch);
      if (result !== 'stays') return result;
      return void this.stay([turn]);
    } finally {
      this.queue.pump();
    }
  }

  private settle(outcome: SubmitOutcome, session: SmppSession, epoch: number): PartResult | 'stays' {
    switch (outcome.outcome) {
      case 'accepted':
        this.pace.taken(epoch);
        this.context.metrics.answered(this.name, 'accepted');
        return submitted(outcome.id);
      case 'unknown':
        this.lastFailure = outcome.reason;
        this.context.metrics.answered(this.name, 'unknown');
        if (!('late' in outcome)) return outcome;
        return { ...outcome, late: outcome.late.then((late) => this.settleLate(late)) };
      case 'not-sent':
        return 'stays';
      case 'rejected':
        return this.refused(outcome.status, session, epoch);
    }
  }

  /**
   * Returns the result of a part whose response arrives after the timeout. Its message was published as unknown, so it is not tried
   * again, whatever the status.
   */
  private settleLate(late: ResponseOutcome): Submitted | Rejected | undefined {
    this.context.metrics.answeredLate(this.name, late.outcome);
    if (late.outcome === 'unknown') return undefined;
    if (late.outcome === 'accepted') return submitted(late.id);
    return actOn(late.status).act === 'refuse' ? this.refusedForGood(late.status) : rejected(late.status);
  }

  private refusedForGood(status: number): Rejected {
    this.context.metrics.refused(this.name, `0x${status.toString(16).padStart(2, '0')}`, statusName(status));
    return rejected(status);
  }

  private refused(status: number, session: SmppSession, epoch: number): PartResult | 'stays' {
    const act = actOn(status);
    const answer = statusName(status);
    this.context.metrics.answered(this.name, 'name' in act ? act.name : act.act);
    if (act.act === 'refuse') {
      this.pace.taken(epoch);
      return this.refusedForGood(status);
    }
    this.lastFailure = answer;
    if (act.act === 'back-off') {
      this.pace.refused(epoch, act.firstMs);
      this.pauseBegan();
      return 'stays';
    }
    if (act.act === 'rebind') void session.rebind();
    return { outcome: 'try-again', answer, tried: act.act === 'try-again' };
  }
}

const submitted = (id: string): Submitted => ({ outcome: 'submitted', ids: [id], isWhole: false });
const rejected = (status: number): Rejected => ({ outcome: 'rejected', answer: statusName(status) });
