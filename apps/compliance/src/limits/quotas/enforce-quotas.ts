import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { Advertiser } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { type QuotaPeriod, rememberedPeriods } from './quota-period';
import type { Decided } from '../../rules/message';
import { seenMessages } from './seen-messages';
import { AdvertiserLimits } from './advertiser-limits';
import { type QuotaCounter, counterName, lockCounters } from './quota-counters';

/** A counter with the limit of its advertiser, and what this batch would add. */
export interface Limited extends QuotaCounter, QuotaPeriod {
  advertiser: Advertiser;
  limit: number;
  wanted: number;
}

interface Enforced<D> {
  /** Decisions that would be cleared and exceed a quota, with the counter that is full. */
  usedUp: ReadonlyMap<D, { usedUp: Limited }>;
  /** Locked until the transaction ends. */
  limited: Limited[];
}

type Wanted = Omit<Limited, 'used' | 'reportedPercent' | 'reportedLimit'>;

/** Finds the messages that would be cleared and exceed a quota. */
@Injectable()
export class EnforceQuotas {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly limits: AdvertiserLimits,
  ) {}

  /**
   * One statement for the batch, none when none of its advertisers is limited. The first messages are cleared.
   * @param from - `new` may hold messages that were decided before, which take nothing of a quota
   */
  async execute<D extends Decided>(tx: Tx, decisions: readonly D[], from: 'new' | 'held'): Promise<Enforced<D>> {
    const wanted = this.wantedBy(decisions);
    if (wanted.size === 0) return { usedUp: new Map(), limited: [] };
    const locked = await lockCounters(tx, [...wanted.values()]);
    const limited = locked.flatMap((counter) => {
      const more = wanted.get(counterName(counter));
      return more ? [{ ...more, ...counter }] : [];
    });
    const short = limited.filter(({ used, wanted: more, limit }) => used + more > limit);
    if (short.length === 0) return { usedUp: new Map(), limited };
    const known = from === 'new' ? await knownIds(tx, decisions, short) : new Set<string>();
    return { usedUp: overOf(decisions, limited, known), limited };
  }

  private wantedBy(decisions: readonly Decided[]): Map<string, Wanted> {
    const wanted = new Map<string, Wanted>();
    const periodsOf = rememberedPeriods();
    for (const { candidate, outcome, at } of decisions) {
      const advertiser = this.directory.get(candidate.request.advertiserId);
      if (outcome.verdict !== 'cleared' || !advertiser) continue;
      for (const period of periodsOf(at)) {
        const limit = this.limits.quotaOf(advertiser, period.period);
        if (limit === undefined) continue;
        const key = { advertiserId: advertiser.id, ...period };
        const name = counterName(key);
        const known = wanted.get(name);
        if (known) known.wanted += 1;
        else wanted.set(name, { ...key, advertiser, limit, wanted: 1 });
      }
    }
    return wanted;
  }
}

/** Returns the ids that were decided before: with the counter locked, no other batch of the advertiser can add to them. */
function knownIds(tx: Tx, decisions: readonly Decided[], short: Limited[]): Promise<Set<string>> {
  const advertisers = new Set(short.map(({ advertiserId }) => advertiserId));
  return seenMessages(
    tx,
    decisions.flatMap(({ candidate: { request } }) => (advertisers.has(request.advertiserId) ? [request.id] : [])),
  );
}

/** Returns the decisions over a quota; the first ones are cleared. */
function overOf<D extends Decided>(
  decisions: readonly D[],
  limited: Limited[],
  known: ReadonlySet<string>,
): Map<D, { usedUp: Limited }> {
  const byAdvertiser = new Map<string, { counter: Limited; left: number }[]>();
  for (const counter of limited) {
    const others = byAdvertiser.get(counter.advertiserId) ?? [];
    byAdvertiser.set(counter.advertiserId, [...others, { counter, left: counter.limit - counter.used }]);
  }
  const over = new Map<D, { usedUp: Limited }>();
  for (const decision of decisions) {
    const { candidate, outcome, at } = decision;
    if (outcome.verdict !== 'cleared' || known.has(candidate.request.id)) continue;
    const counters = (byAdvertiser.get(candidate.request.advertiserId) ?? []).filter(
      ({ counter }) => counter.startsAt <= at && at < counter.endsAt,
    );
    const full = counters.find(({ left }) => left <= 0);
    if (full) over.set(decision, { usedUp: full.counter });
    else for (const each of counters) each.left -= 1;
  }
  return over;
}
