import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LeaseQueue, type Leased, afterFailure } from '@stopsms/lease-queue';
import { Database } from '@stopsms/persistence';
import { HttpCall, type OptOutSource, type PushOutcome, readAnswer, readShape } from '@stopsms/providers';
import { LOG, type Log } from '@stopsms/service';
import type { OptOutPushesSql } from './opt-out-pushes.sql';
import { OPT_OUT_PUSHES_SQL, SETTLED } from './opt-out-pushes.store';
import { OptOutFault, isOfSystem, isPushFault } from './push-fault';
import { PushMetrics } from './push-metrics';
import { PUSH_SETTINGS, type PushSettings, pushContext } from './push-settings';

/** Pause after a fault of the whole system that names none. */
const SYSTEM_PAUSE_MS = 30_000;
/** Steps of one push, e.g. contacts with one number. */
const MAX_STEPS = 60;

type Row = OptOutPushesSql['lease']['row'];
type State = 'pending' | 'pushed' | 'there' | 'absent' | 'lifted' | 'failed';
type Push = Leased<Row>;

interface Outcome {
  pushId: string;
  source: string;
  state: State;
  fault: string | null;
  faultCode: string | null;
  faultDetail: string | null;
  attempted: boolean;
  nextAt: number;
  leasedUntil: number;
}

/**
 * Pushes opt-outs to other systems, one at a time each, until they take them or a week has passed; at least once, and each step may be
 * repeated. A fault of a system stops its batch, and none of another's.
 */
@Injectable()
export class PushOptOuts extends LeaseQueue<Row, Outcome> {
  readonly failure = 'Opt-outs are not pushed to other systems; nothing is lost, retrying';
  /** Longer than the calls for a batch take. */
  protected readonly leaseMs = 600_000;
  protected readonly pauseMs = 2_000;

  constructor(
    @Inject(PUSH_SETTINGS) private readonly settings: PushSettings,
    database: Database,
    clock: Clock,
    private readonly metrics: PushMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(database, clock);
  }

  protected override async step(): Promise<number> {
    if (this.settings.sources.length === 0) return SYSTEM_PAUSE_MS;
    const pauseMs = await super.step();
    await this.showWaiting();
    return pauseMs;
  }

  protected lease(now: number, leasedUntil: number): Promise<Row[]> {
    const names = this.settings.sources.map(({ name }) => name);
    return this.database.query(OPT_OUT_PUSHES_SQL.lease, [names, now, leasedUntil]);
  }

  protected async attemptAll(pushes: Push[]): Promise<void> {
    await Promise.all(this.settings.sources.map((source) => this.pushAll(source, pushes)));
  }

  protected async settle(outcomes: Outcome[]): Promise<void> {
    await this.database.query(OPT_OUT_PUSHES_SQL.settle, [...SETTLED.of(outcomes), this.clock.now()]);
    for (const { source, state, attempted } of outcomes)
      if (attempted) this.metrics.count(source, state === 'pending' ? 'retried' : state);
  }

  private async pushAll(source: OptOutSource, leased: Push[]): Promise<void> {
    const pushes = leased.filter((push) => push.source === source.name);
    if (pushes.length === 0) return;
    const call = new HttpCall({ baseUrl: source.baseUrl, connections: 1 });
    let stoppedForMs: number | undefined;
    try {
      for (const push of pushes) {
        if (stoppedForMs === undefined && !this.isStopping) stoppedForMs = await this.attempt(source, call, push);
        else
          this.ended({
            ...outcomeOf(push, 'pending'),
            attempted: false,
            nextAt: this.clock.now() + (stoppedForMs ?? 0),
          });
      }
    } finally {
      await this.settleEnded();
      await call.close();
    }
  }

  /** Returns how long its system gets no other push; undefined unless the fault is of the system. */
  private async attempt(source: OptOutSource, call: HttpCall, push: Push): Promise<number | undefined> {
    try {
      const outcome = await this.push(source, call, push);
      this.ended(outcomeOf(push, stateOf(push, outcome)));
      return undefined;
    } catch (error) {
      if (!isPushFault(error)) throw error;
      const { message: fault, code: faultCode, detail: faultDetail } = error;
      const pauseMs = isOfSystem(error) ? (error.afterMs ?? SYSTEM_PAUSE_MS) : undefined;
      const { state, nextAt } = afterFailure(push, this.clock.now(), pauseMs);
      this.log.warn({ source: source.name, fault, state }, 'An opt-out was not taken by another system');
      this.ended({ ...outcomeOf(push, state), fault, faultCode, faultDetail, nextAt });
      return pauseMs;
    }
  }

  private async push(source: OptOutSource, call: HttpCall, push: Push): Promise<PushOutcome> {
    const { vendor, account, baseUrl } = source;
    const number = this.settings.seal?.open(push.sealed ?? '', pushContext(push.pushId));
    if (number === undefined) throw new OptOutFault('number-sealed');
    if (!vendor.push) throw new Error(`${source.name} takes no opt-outs`);
    const { pushId: id, wanted, happenedAt } = push;
    const wish = { id, number, isOut: wanted === 'out', at: happenedAt.getTime() };
    let next = vendor.push.first(account, wish, { baseUrl, now: Date.now() });
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const { request, accepted, read } = next;
      const answer = await readAnswer(call, request, accepted);
      const result = readShape(() => read(answer));
      if (typeof result === 'string') return result;
      next = result;
    }
    throw new OptOutFault('too-many-steps');
  }

  private async showWaiting(): Promise<void> {
    const rows = await this.database.query(OPT_OUT_PUSHES_SQL.oldest);
    const oldest = new Map(rows.map(({ source, queuedAt }) => [source, queuedAt]));
    const now = this.clock.now();
    for (const { name } of this.settings.sources)
      this.metrics.showWaiting(name, Math.max(now - (oldest.get(name) ?? now), 0) / 1_000);
  }
}

const outcomeOf = ({ pushId, source, leasedUntil }: Push, state: State): Outcome => ({
  ...{ pushId, source, state, leasedUntil, attempted: true, nextAt: leasedUntil },
  ...{ fault: null, faultCode: null, faultDetail: null },
});

function stateOf({ wanted }: Push, outcome: PushOutcome): State {
  if (wanted === 'lifted') return 'lifted';
  return outcome === 'done' ? 'pushed' : outcome;
}
