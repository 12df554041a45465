import type { MessageStatus } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';
import { type Reservation, releaseReservations, settleReservations, addReservations } from './reservations';

/** Adverts that are cleared now count, whether or not their recipient is under a cap. @param decisions - as stored, none of them before */
export function countAdverts(tx: Tx, decisions: readonly Decided[]): void {
  addReservations(
    tx,
    decisions.flatMap((decision) =>
      decision.outcome.verdict === 'cleared'
        ? reservationOf(decision).map((reservation) => ({ ...reservation, at: decision.at }))
        : [],
    ),
  );
}

/** Adverts that were cleared, could not leave and wait: each counts again when it is cleared again. */
export const uncountAdverts = (tx: Tx, decisions: readonly Decided[], now: number): void =>
  releaseReservations(tx, decisions.flatMap(reservationOf), now);

/**
 * Applies the reports of dispatchers: an advert that left counts from then on for as long as a cap lasts, one that never will no longer counts. One
 * whose outcome is unknown may have left, and counts as under way.
 */
export function settleAdverts(tx: Tx, statuses: readonly Report[], now: number): void {
  const adverts = statuses
    .filter(({ status: { lane } }) => lane === 'marketing')
    .map(({ status, isLast }) => ({ status, isLast, reservations: reservationsIn(status) }));
  const left = adverts.filter(({ status }) => hasLeft(status));
  const never = adverts.filter(({ status, isLast }) => isLast && !hasLeft(status));
  settleReservations(
    tx,
    left.flatMap(({ status: { at }, reservations }) =>
      reservations.map((reservation) => ({ ...reservation, sentAt: at })),
    ),
  );
  releaseReservations(
    tx,
    never.flatMap(({ reservations }) => reservations),
    now,
  );
}

interface Report {
  status: MessageStatus;
  /** No other attempt can follow. */
  isLast: boolean;
}

/** Also one of which the operator refused a later part: the person has the others. */
const hasLeft = ({ status, smscIds = [] }: MessageStatus): boolean => status === 'submitted' || smscIds.length > 0;

const reservationsIn = ({ messageId, recipientKey, advertiserId }: MessageStatus): Reservation[] =>
  advertiserId === null ? [] : [{ messageId, recipientKey, advertiserId }];

const reservationOf = ({ candidate: { request }, recipient }: Decided): Reservation[] =>
  recipient && request.category === 'marketing'
    ? [{ messageId: request.id, recipientKey: recipient.key, advertiserId: request.advertiserId }]
    : [];
