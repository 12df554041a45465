import type { MessageStatus } from '@stopsms/contracts';
import type { Violation } from './history';
import type { LinkedHistory } from './linked-history';

/** Told before it was decided that the message does not leave; it is no outcome (dispatcher, journal). */
const NOT_SUBMITTED = 'NOT_SUBMITTED';
const NOT_SENT = new Set<MessageStatus['status']>(['blocked', 'expired', 'rejected']);
/** `unknown` is told by whoever takes over, so by another clock reading than the operator's: a breath for that. */
const BREATH_MS = 250;

/** What a message came to, as far as anybody was told. */
export type Fate = 'submitted' | 'blocked' | 'expired' | 'rejected' | 'unknown' | 'none';

/** A frozen replica may tell `submitted` after its successor told `unknown`: what is known outranks what is not. */
export function fateOf(statuses: readonly MessageStatus[]): Fate {
  const told = new Set(statuses.map(({ status }) => status));
  const ranked = ['submitted', 'unknown', 'rejected', 'blocked', 'expired'] as const;
  return ranked.find((status) => told.has(status)) ?? 'none';
}

/** G4: what is told fits what the operator has, and whatever is not known is told unknown. */
export function outcomesHold(linked: LinkedHistory): Violation[] {
  return [...linked.messages.keys()].flatMap((id) => {
    const detail = misfit(linked, id);
    return detail === undefined ? [] : [{ rule: 'every outcome is told as it is', id, detail }];
  });
}

function misfit(linked: LinkedHistory, id: string): string | undefined {
  const statuses = linked.statusesOf(id);
  const fate = fateOf(statuses);
  const isShown = linked.textsOf(id).length > 0;
  if (fate === 'none')
    return isShown ? 'it was submitted and no outcome was ever told' : 'cleared, and nothing came of it';
  if (NOT_SENT.has(fate as MessageStatus['status']) && isShown) return `told ${fate}, yet it is on the handset`;
  if (fate === 'submitted' && !isShown) return 'told submitted, yet the operator never showed it';
  const contradiction = statuses.filter(({ status }) => NOT_SENT.has(status) || status === 'submitted');
  const ends = new Set(contradiction.map(({ status }) => status));
  return ends.size > 1 ? `told ${[...ends].join(' and ')}` : undefined;
}

/** Unknown is said only of what may have been on its way, and what is unknown does not leave later. */
export function unknownsAreDoubtful(linked: LinkedHistory): Violation[] {
  const rule = 'unknown means unknown';
  return [...linked.statuses].flatMap(([id, statuses]) => {
    const first = statuses.findIndex(({ status }) => status === 'unknown');
    const unknown = statuses[first];
    if (!unknown) return [];
    const journalled = statuses
      .slice(0, first)
      .some(({ status, code }) => status === 'submitting' && code !== NOT_SUBMITTED);
    if (!journalled) return [{ rule, id, detail: 'told unknown though nobody had begun to submit it' }];
    const late = linked.textsOf(id).find(({ at }) => at > unknown.at + BREATH_MS);
    return late ? [{ rule, id, detail: `it left ${late.at - unknown.at} ms after it was told unknown` }] : [];
  });
}
