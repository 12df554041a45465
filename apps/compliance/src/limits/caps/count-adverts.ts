import type { MessageStatus } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';
import { type Place, freePlaces, settlePlaces, takePlaces } from './advert-places';

/** Adverts that are cleared now count, whether or not their recipient is under a cap. @param decisions - as stored, none of them before */
export function countAdverts(tx: Tx, decisions: readonly Decided[]): void {
  takePlaces(
    tx,
    decisions.flatMap((decision) =>
      decision.outcome.verdict === 'cleared' ? placeOf(decision).map((place) => ({ ...place, at: decision.at })) : [],
    ),
  );
}

/** Adverts that were cleared, could not leave and wait: each counts again when it is cleared again. */
export const uncountAdverts = (tx: Tx, decisions: readonly Decided[], now: number): void =>
  freePlaces(tx, decisions.flatMap(placeOf), now);

/**
 * What dispatchers tell: an advert that left counts from then on for as long as a cap lasts, one that never will counts no more. One
 * of which nobody knows may have left, and counts as one that is under way.
 */
export function settleAdverts(tx: Tx, statuses: readonly Told[], now: number): void {
  const adverts = statuses
    .filter(({ status: { lane } }) => lane === 'marketing')
    .map(({ status, isLast }) => ({ status, isLast, places: placesIn(status) }));
  const left = adverts.filter(({ status }) => hasLeft(status));
  const never = adverts.filter(({ status, isLast }) => isLast && !hasLeft(status));
  settlePlaces(
    tx,
    left.flatMap(({ status: { at }, places }) => places.map((place) => ({ ...place, leftAt: at }))),
  );
  freePlaces(
    tx,
    never.flatMap(({ places }) => places),
    now,
  );
}

interface Told {
  status: MessageStatus;
  /** No other attempt can follow. */
  isLast: boolean;
}

/** Also one of which the operator refused a later part: the person has the others. */
const hasLeft = ({ status, smscIds = [] }: MessageStatus): boolean => status === 'submitted' || smscIds.length > 0;

const placesIn = ({ messageId, recipientKey, advertiserId }: MessageStatus): Place[] =>
  advertiserId === null ? [] : [{ messageId, recipientKey, advertiserId }];

const placeOf = ({ candidate: { request }, recipient }: Decided): Place[] =>
  recipient && request.category === 'marketing'
    ? [{ messageId: request.id, recipientKey: recipient.key, advertiserId: request.advertiserId }]
    : [];
