import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { HttpCall, type OptOutSource, type PushOutcome, readAnswer, readShape } from '@stopsms/providers';
import { LOG, type Log, Worker } from '@stopsms/service';
import { retryDelayMs } from '../webhooks/retry-delay';
import type { OptOutPushesSql } from './opt-out-pushes.sql';
import { OPT_OUT_PUSHES_SQL, SETTLED } from './opt-out-pushes.store';
import { OptOutFault, isOfSystem, isPushFault } from './push-fault';
import { PushMetrics } from './push-metrics';
import { PUSH_LEASE_MS, PUSH_SETTINGS, type PushSettings, pushContext } from './push-settings';

const PAUSE_MS = 2_000;
/** Pause after a fault of the whole system that names none. */
const SYSTEM_PAUSE_MS = 30_000;
/** Steps of one push, e.g. contacts with one number. */
const MAX_STEPS = 60;

type Leased = OptOutPushesSql['lease']['row'];
type State = 'pending' | 'pushed' | 'there' | 'absent' | 'lifted' | 'failed';

interface Settled {
  pushId: string;
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
export class PushOptOuts extends Worker {
  readonly failure = 'Opt-outs are not pushed to other systems; nothing is lost, retrying';

  constructor(
    @Inject(PUSH_SETTINGS) private readonly settings: PushSettings,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: PushMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  protected async step(): Promise<number> {
    const { sources } = this.settings;
    if (sources.length === 0) return SYSTEM_PAUSE_MS;
    const pushed = await Promise.all(sources.map((source) => this.pushDue(source)));
    await this.showWaiting();
    return pushed.some((count) => count > 0) ? 0 : PAUSE_MS;
  }

  /** Returns how many were attempted. */
  private async pushDue(source: OptOutSource): Promise<number> {
    const now = this.clock.now();
    const leasedUntil = now + PUSH_LEASE_MS;
    const leased = await this.database.query(OPT_OUT_PUSHES_SQL.lease, [source.name, now, leasedUntil]);
    if (leased.length === 0) return 0;
    const call = new HttpCall({ baseUrl: source.baseUrl, connections: 1 });
    const settled: Settled[] = [];
    try {
      let stoppedFor: number | undefined;
      for (const push of leased) {
        if (stoppedFor !== undefined || this.isStopping) {
          const nextAt = this.clock.now() + (stoppedFor ?? 0);
          settled.push({ ...settledOf(push, 'pending', leasedUntil), attempted: false, nextAt });
        } else {
          const { outcome, pauseMs } = await this.attempt(source, call, push, leasedUntil);
          settled.push(outcome);
          stoppedFor = pauseMs;
        }
      }
    } finally {
      await this.database.query(OPT_OUT_PUSHES_SQL.settle, [...SETTLED.of(settled), this.clock.now()]);
      await call.close();
    }
    const attempted = settled.filter((each) => each.attempted);
    for (const { state } of attempted) this.metrics.count(source.name, state === 'pending' ? 'retried' : state);
    return attempted.length;
  }

  private async attempt(
    source: OptOutSource,
    call: HttpCall,
    push: Leased,
    leasedUntil: number,
  ): Promise<{ outcome: Settled; pauseMs?: number }> {
    try {
      const outcome = await this.push(source, call, push);
      return { outcome: settledOf(push, stateOf(push, outcome), leasedUntil) };
    } catch (error) {
      if (!isPushFault(error)) throw error;
      const { message: fault, code: faultCode, detail: faultDetail } = error;
      const pauseMs = isOfSystem(error) ? (error.afterMs ?? SYSTEM_PAUSE_MS) : undefined;
      const nextAt = this.clock.now() + Math.max(retryDelayMs(push.attempts + 1, Math.random()), pauseMs ?? 0);
      const state = nextAt > push.giveUpAt.getTime() ? 'failed' : 'pending';
      this.log.warn({ source: source.name, fault, state }, 'An opt-out was not taken by another system');
      const outcome = { ...settledOf(push, state, leasedUntil), fault, faultCode, faultDetail, nextAt };
      return { outcome, ...(pauseMs !== undefined && { pauseMs }) };
    }
  }

  private async push(source: OptOutSource, call: HttpCall, push: Leased): Promise<PushOutcome> {
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

const settledOf = ({ pushId }: Leased, state: State, leasedUntil: number): Settled => ({
  ...{ pushId, state, leasedUntil, attempted: true, nextAt: leasedUntil },
  ...{ fault: null, faultCode: null, faultDetail: null },
});

function stateOf({ wanted }: Leased, outcome: PushOutcome): State {
  if (wanted === 'lifted') return 'lifted';
  return outcome === 'done' ? 'pushed' : outcome;
}
