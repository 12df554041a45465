import type { Advertiser } from '@stopsms/contracts';
import type { Decided } from '../../rules/message';
import type { RulePack } from '../../rules/packs/rule-pack';
import { type Cap, capsOn } from './cap';
import { type Capped, judgeCaps } from './judge-caps';

/** Recipient and advertiser, to whom a cap applies. */
export interface Pair {
  recipientKey: string;
  advertiserId: string;
}

/** Departures of adverts that count, epoch ms, Infinity while one is under way; by pair and message. */
export type Reservations = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A decision with its facts. */
export type Capable = Decided & { advertiser?: Advertiser | null; rules?: RulePack | null };

/** An advert that would be cleared, to a recipient under caps. */
export interface UnderCaps<D> {
  decision: D;
  pair: Pair;
  caps: Cap[];
}

const HOUR_MS = 3_600_000;
const NOBODY: ReadonlyMap<string, number> = new Map();

export const pairName = ({ recipientKey, advertiserId }: Pair): string => `${recipientKey} ${advertiserId}`;

/** Returns the decisions that clear an advert to a recipient under caps. */
export const underCaps = <D extends Capable>(decisions: readonly D[]): UnderCaps<D>[] =>
  decisions.flatMap((decision) => {
    const { candidate, outcome, advertiser, rules, recipient } = decision;
    if (outcome.verdict !== 'cleared' || candidate.request.category !== 'marketing') return [];
    if (!advertiser || !rules || !recipient) return [];
    const caps = capsOn(advertiser, rules, recipient.region);
    const pair = { recipientKey: recipient.key, advertiserId: advertiser.id };
    return caps.length === 0 ? [] : [{ decision, pair, caps }];
  });

/** Returns the pairs, each once. */
export const pairsOf = (asked: readonly UnderCaps<Decided>[]): Pair[] => [
  ...new Map(asked.map(({ pair }) => [pairName(pair), pair])).values(),
];

/** Returns the instant, epoch ms, before which no departure counts towards these caps. */
export function countsSince(asked: readonly UnderCaps<Decided>[]): number {
  let since = Infinity;
  for (const { decision, caps } of asked) {
    for (const { hours } of caps) since = Math.min(since, decision.at - hours * HOUR_MS);
  }
  return since;
}

/**
 * Returns the adverts that exceed a cap of their recipient, with that cap; of several to one person the first are
 * cleared.
 * @param known - messages that were decided before: they take no reservation
 */
export function tooMany<D extends Decided>(
  asked: readonly UnderCaps<D>[],
  reservations: Reservations,
  known: ReadonlySet<string> = new Set(),
): Map<D, { capped: Capped }> {
  const taken = new Map<string, number[]>();
  const over = new Map<D, { capped: Capped }>();
  for (const { decision, pair, caps } of asked) {
    if (known.has(decision.candidate.request.id)) continue;
    const name = pairName(pair);
    const sentAt = taken.get(name) ?? [...(reservations.get(name) ?? NOBODY).values()];
    const capped = judgeCaps(caps, sentAt, decision.at);
    if (capped) over.set(decision, { capped });
    taken.set(name, capped ? sentAt : [...sentAt, Infinity]);
  }
  return over;
}
