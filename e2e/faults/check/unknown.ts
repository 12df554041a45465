import type { Begun, JournalEntry, MessageStatus } from '@stopsms/contracts';
import type { StatusWritten, Violation } from './history';
import { type LinkedHistory, grouped } from './linked-history';
import { fateOf } from './outcomes';

/** Tolerance in milliseconds: `unknown` is published by the dispatcher that takes over, whose clock differs from the operator's. */
const BREATH_MS = 250;
/** Two dispatchers may report one message at once; the later one has read the earlier report. */
const AT_ONCE_MS = 2_000;

const whenOf = ({ at, writtenAt = at }: StatusWritten): number => writtenAt;

const isKnown = ({ status }: MessageStatus): boolean => status !== 'unknown';

/** The tries of which nothing says that they wrote nothing: there it may have been written. */
function mayBeWritten(journal: readonly JournalEntry[]): Begun[] {
  const back = new Set(journal.filter(({ event }) => event === 'given-back').map(({ submission }) => submission));
  return begunIn(journal).filter(({ submission }) => !back.has(submission));
}

const begunIn = (journal: readonly JournalEntry[]): Begun[] => journal.filter((entry) => entry.event === 'begun');

/**
 * Unknown is said only of what may have been on its way, and does not stay where nothing was written, as whoever began it says;
 * what is unknown does not leave later.
 */
export function unknownsAreDoubtful(linked: LinkedHistory): Violation[] {
  const rule = 'unknown means unknown';
  return [...linked.statuses].flatMap(([id, all]) =>
    [...grouped(all, ({ attempt }) => String(attempt)).values()].flatMap((statuses) => {
      const unknown = statuses.find(({ status }) => status === 'unknown');
      if (!unknown) return [];
      const journal = linked.journalOf(id, unknown.attempt);
      // On another topic, so by their instants: all processes have one clock here.
      const isBefore = ({ at }: Begun) => at <= unknown.at;
      if (!begunIn(journal).some(isBefore))
        return [{ rule, id, detail: 'reported unknown though nobody had begun to submit it' }];
      const written = mayBeWritten(journal);
      if (!written.some(isBefore)) {
        if (statuses.some(isKnown) || written.length > 0) return [];
        return [{ rule, id, detail: 'it stays unknown though nothing of it was written' }];
      }
      const late = linked.textsOf(id).find(({ at }) => at > unknown.at + BREATH_MS);
      return late ? [{ rule, id, detail: `it left ${late.at - unknown.at} ms after it was reported unknown` }] : [];
    }),
  );
}

/** A known outcome is not overwritten: neither on the topic by a writer that has read it, nor by a reader of the topic. A receipt makes it known. */
export function knownStays(linked: LinkedHistory): Violation[] {
  const rule = 'what is known stays';
  const over = [...linked.statuses].flatMap(([id, all]) =>
    [...grouped(all, ({ attempt }) => String(attempt)).values()].flatMap((statuses) => {
      const first = statuses.findIndex(isKnown);
      const known = statuses[first];
      const behind = statuses.slice(first + 1).filter(({ status }) => status === 'unknown');
      const earlier = new Set(
        statuses
          .slice(0, Math.max(first, 0))
          .filter(({ status }) => status === 'unknown')
          .map(({ at }) => at),
      );
      // A batch whose write got no answer from a killed broker is written again as a whole, and ends with what is known.
      const isOfBatchAgain = (one: StatusWritten) =>
        earlier.has(one.at) &&
        statuses.slice(statuses.lastIndexOf(one)).some(({ status, at }) => status === known?.status && at === known.at);
      const wrong =
        known &&
        behind.find((one) => !isOfBatchAgain(one) && (earlier.has(one.at) || whenOf(one) > whenOf(known) + AT_ONCE_MS));
      return wrong ? [{ rule, id, detail: `reported ${known.status}, then unknown` }] : [];
    }),
  );
  const forgotten = linked.history.confirmations.flatMap(({ messageId: id, state }) => {
    if (state !== 'unknown') return [];
    if (linked.receipted.has(id))
      return [{ rule, id, detail: 'its operator sent a receipt, and notification says unknown' }];
    const fate = fateOf(linked.statusesOf(id));
    if (fate === 'unknown' || fate === 'none') return [];
    return [{ rule, id, detail: `the topic says ${fate}, and notification unknown` }];
  });
  return [...over, ...forgotten];
}

/** A provider that finds messages has the last word: what it took does not stay unknown. */
export function foundIsKnown(linked: LinkedHistory): Violation[] {
  if (!linked.history.findsMessages) return [];
  return [...linked.messages.keys()]
    .filter((id) => linked.textsOf(id).length > 0 && fateOf(linked.statusesOf(id)) === 'unknown')
    .map((id) => ({ rule: 'what its provider finds is known', id, detail: 'unknown, and its provider took it' }));
}

/** A person can find every unknown message. */
export function unknownsAreListed(linked: LinkedHistory): Violation[] {
  const rule = 'what is unknown is listed';
  const unknown = new Set(
    [...linked.messages.keys()].filter(
      (id) => fateOf(linked.statusesOf(id)) === 'unknown' && !linked.receipted.has(id),
    ),
  );
  const listed = new Set(linked.history.unknown);
  return [
    ...[...unknown].filter((id) => !listed.has(id)).map((id) => ({ rule, id, detail: 'unknown, and not listed' })),
    ...[...listed].filter((id) => !unknown.has(id)).map((id) => ({ rule, id, detail: 'listed, and not unknown' })),
  ];
}
