import { SKEW_MS } from '../deciding/judge-standing';

/** An act of a person towards an advertiser, or towards all for scope `*`. Instants are epoch ms of the act itself. */
export type Act =
  | { kind: 'opt-out'; at: number; id: string; scope: string; backAt: number | null }
  | { kind: 'withdrawal'; at: number; id: string }
  /** No import: those grant, but give nothing back that was taken. */
  | { kind: 'consent'; at: number; id: string };

/** One step in the life of a consent. Instants are ISO. */
export type ChainLink =
  | { status: 'granted'; at: string }
  | { status: 'withdrawn'; at: string; optOutId: string; scope: string }
  | { status: 'withdrawn'; at: string; withdrawalId: string }
  | { status: 're-granted'; at: string; consentId: string };

/**
 * What became of a consent, by the times of the acts and not by the order in which they were heard of. A consent within
 * the skew of clocks after a withdrawal does not count, and none to one advertiser ends an opt-out from all.
 * @param acts - those of the same person and advertiser, in any order
 * @see rules.md 3 "status chain", 6 "Race"
 */
export function chainOf(grantedAt: number, acts: readonly Act[]): ChainLink[] {
  const chain: ChainLink[] = [{ status: 'granted', at: iso(grantedAt) }];
  const since = acts.filter(({ kind, at }) => (kind === 'consent' ? at > grantedAt : at >= grantedAt - SKEW_MS));
  let takenAt: number | undefined;
  for (const act of since.sort(byInstant)) {
    if (act.kind !== 'consent') {
      if (chain.at(-1)?.status !== 'withdrawn') chain.push(withdrawn(act));
      takenAt = act.at;
    } else if (chain.at(-1)?.status === 'withdrawn' && act.at > (takenAt ?? 0) + SKEW_MS && !isOutOfAll(acts, act.at)) {
      chain.push({ status: 're-granted', at: iso(act.at), consentId: act.id });
    }
  }
  return chain;
}

const withdrawn = (act: Exclude<Act, { kind: 'consent' }>): ChainLink =>
  act.kind === 'opt-out'
    ? { status: 'withdrawn', at: iso(act.at), optOutId: act.id, scope: act.scope }
    : { status: 'withdrawn', at: iso(act.at), withdrawalId: act.id };

const isOutOfAll = (acts: readonly Act[], at: number): boolean =>
  acts.some((act) => act.kind === 'opt-out' && act.scope === '*' && act.at <= at && (act.backAt ?? Infinity) > at);

const byInstant = (one: Act, other: Act): number => one.at - other.at || (one.id < other.id ? -1 : 1);
const iso = (at: number): string => new Date(at).toISOString();
