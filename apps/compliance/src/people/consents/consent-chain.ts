import { ALL_ADVERTISERS } from '@stopsms/kernel';
import { SKEW_MS } from './judge-consent-status';

/** An act of a person towards an advertiser, or towards all for scope `*`. Instants are epoch ms of the act itself. */
export type Act =
  | { kind: 'opt-out'; at: number; id: string; scope: string; backAt: number | null }
  | { kind: 'withdrawal'; at: number; id: string }
  /** No import: those give nothing back that was taken. What an opt-out took, only a START does. */
  | { kind: 'consent'; at: number; id: string; isStart: boolean };

/** One step in the life of a consent. Instants are ISO. */
export type ChainLink =
  | { status: 'granted'; at: string }
  | { status: 'withdrawn'; at: string; optOutId: string; scope: string }
  | { status: 'withdrawn'; at: string; withdrawalId: string }
  | { status: 're-granted'; at: string; consentId: string }
  /** Its opt-out was lifted by a named person. */
  | { status: 're-granted'; at: string; optOutId: string };

type Consent = Extract<Act, { kind: 'consent' }>;
type OptOut = Extract<Act, { kind: 'opt-out' }>;
/** The end of an opt-out, by a consent of the same instant or by a lift. */
interface End {
  kind: 'end';
  at: number;
  id: string;
  of: OptOut;
}

/**
 * Returns the history of a consent, by the times of the acts and not by the order in which they were received. An act within the
 * skew of clocks after what it would undo does not count, a reported consent ends no opt-out, also none that was
 * there before it, and no act towards one advertiser ends an opt-out from all.
 * @param acts - those of the same person and advertiser, in any order; itself among them if it is a START
 * @see docs/law/consent.md#the-latest-act-wins, docs/law/opt-outs.md#race
 */
export function chainOf(grantedAt: number, acts: readonly Act[]): ChainLink[] {
  const chain: ChainLink[] = [{ status: 'granted', at: iso(grantedAt) }];
  let out: OptOut | undefined;
  let takenAt: number | undefined;
  const concerning = acts.filter((each) => concerns(grantedAt, each, acts));
  for (const act of [...concerning, ...concerning.flatMap(endOf)].sort(byInstant)) {
    if (act.kind === 'opt-out') out = act;
    if (act.kind === 'withdrawal') takenAt = act.at;
    if (act.kind === 'opt-out' || act.kind === 'withdrawal') {
      if (chain.at(-1)?.status !== 'withdrawn') chain.push(withdrawn(act));
      continue;
    }
    if (out && (act.kind === 'end' ? act.of === out : endsOptOut(act, out))) out = undefined;
    if (act.kind === 'consent' && takenAt !== undefined && act.at > takenAt + SKEW_MS) takenAt = undefined;
    const isFree = !out && takenAt === undefined && !isOutOfAll(acts, act.at);
    if (isFree && chain.at(-1)?.status === 'withdrawn') {
      const by = act.kind === 'end' ? { optOutId: act.id } : { consentId: act.id };
      chain.push({ status: 're-granted', at: iso(act.at), ...by });
    }
  }
  return chain;
}

/** True for acts after the consent, and for an opt-out in force when it was given. */
function concerns(grantedAt: number, act: Act, acts: readonly Act[]): boolean {
  if (act.kind === 'consent') return act.at > grantedAt;
  if (act.at >= grantedAt - SKEW_MS) return true;
  if (act.kind === 'withdrawal' || (act.backAt ?? Infinity) <= grantedAt) return false;
  const before = acts.filter((each): each is Consent => each.kind === 'consent' && each.at <= grantedAt);
  return act.scope === ALL_ADVERTISERS || !before.some((consent) => endsOptOut(consent, act));
}

/** Consents ended early opt-outs too. */
const endsOptOut = ({ at, isStart }: Consent, out: OptOut): boolean =>
  (isStart && at > out.at + SKEW_MS) || (out.backAt ?? Infinity) <= at;

const endOf = (act: Act): End[] =>
  act.kind === 'opt-out' && act.backAt !== null ? [{ kind: 'end', at: act.backAt, id: act.id, of: act }] : [];

const withdrawn = (act: Exclude<Act, Consent>): ChainLink =>
  act.kind === 'opt-out'
    ? { status: 'withdrawn', at: iso(act.at), optOutId: act.id, scope: act.scope }
    : { status: 'withdrawn', at: iso(act.at), withdrawalId: act.id };

const isOutOfAll = (acts: readonly Act[], at: number): boolean =>
  acts.some(
    (act) => act.kind === 'opt-out' && act.scope === ALL_ADVERTISERS && act.at <= at && (act.backAt ?? Infinity) > at,
  );

/** The act that ends an opt-out sorts before that end. */
const byInstant = (one: Act | End, other: Act | End): number =>
  one.at - other.at || Number(one.kind === 'end') - Number(other.kind === 'end') || (one.id < other.id ? -1 : 1);
const iso = (at: number): string => new Date(at).toISOString();
