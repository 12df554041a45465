import { Inject, Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { OptOutSource } from '@stopsms/providers';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { OPT_OUT_PUSHES_SQL, PUSHES } from './opt-out-pushes.store';
import { type PlannedPush, planPush } from './plan-push';
import { PushMetrics } from './push-metrics';
import { PushOptOuts } from './push-opt-outs';
import { PUSH_FOR_MS, PUSH_SETTINGS, type PushSettings, pushContext } from './push-settings';

interface Planned {
  plan: PlannedPush;
  source: OptOutSource;
  change: OptOutChanged;
}

/** Queues opt-outs for other systems, and returns of what was pushed, while their numbers are at hand. */
@Injectable()
export class QueuePushes {
  constructor(
    @Inject(PUSH_SETTINGS) private readonly settings: PushSettings,
    private readonly advertisers: CurrentAdvertisers,
    private readonly pushOptOuts: PushOptOuts,
    private readonly metrics: PushMetrics,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, changes: readonly OptOutChanged[]): Promise<void> {
    const { sources } = this.settings;
    if (sources.length === 0) return;
    // The last change of a recipient decides what is wanted.
    const wanted = new Map<string, Planned>();
    for (const change of changes) {
      const concerned = this.concernedBy(change);
      for (const source of sources) {
        const plan = planPush(change, source.advertisers, concerned);
        if (plan === 'narrower' || plan === 'no-number') this.metrics.count(source.name, plan);
        else if (plan !== 'nothing') wanted.set(`${source.name} ${change.recipientKey}`, { plan, source, change });
      }
    }
    const planned = [...wanted.values()];
    const pushes = planned.filter(({ plan }) => plan === 'push');
    const returned = planned.filter(({ plan }) => plan === 'return');
    const until = [this.clock.now(), this.clock.now() + PUSH_FOR_MS] as const;
    if (pushes.length > 0) await tx.query(OPT_OUT_PUSHES_SQL.push, [...this.rowsOf(pushes), ...until]);
    if (returned.length > 0) {
      await tx.query(OPT_OUT_PUSHES_SQL.cancel, this.rowsOf(returned));
      const lifts = returned.filter(({ source }) => source.liftReturns);
      if (lifts.length > 0) await tx.query(OPT_OUT_PUSHES_SQL.lift, [...this.rowsOf(lifts), ...until]);
    }
    if (planned.length > 0) tx.afterCommit(() => this.pushOptOuts.nudge());
  }

  /** An opt-out holds for all accounts of a legal entity; one of a stream is not from the advertiser. */
  private concernedBy({ optOuts }: OptOutChanged): ReadonlySet<string> {
    const ids = optOuts.flatMap(({ scope, advertiserId }) => (scope === advertiserId ? [advertiserId] : []));
    return new Set(ids.length === 0 ? [] : this.advertisers.pickWithAccounts(ids).map(({ id }) => id));
  }

  private rowsOf(planned: readonly Planned[]) {
    const { seal } = this.settings;
    return PUSHES.of(
      planned.map(({ source: { name: source }, change: { changeId, recipientKey, msisdn = '', at } }) => {
        const pushId = deterministicId('opt-out-push', source, changeId);
        return { source, recipientKey, pushId, sealed: seal?.seal(msisdn, pushContext(pushId)) ?? '', at };
      }),
    );
  }
}
