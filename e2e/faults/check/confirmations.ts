import type { OptOutChanged } from '@stopsms/contracts';
import type { Violation } from './history';
import { type LinkedHistory, grouped } from './linked-history';
import { fateOf } from './outcomes';

const RULE = 'one confirmation per episode';

/** An episode begins, or ends, by SMS or on the unsubscribe page. */
const isAnswered = ({ change, source }: OptOutChanged): boolean =>
  change !== 'repeated' && (source === 'sms' || source === 'web');

/** An episode that we confirm: its operator does not answer the text itself. */
const isOurs = (change: OptOutChanged): boolean => isAnswered(change) && change.confirmedBy === undefined;

/**
 * Each episode that a person began is confirmed by one text, and so is its end, by whoever sends it; by none only where its outcome is
 * reported as unknown.
 */
export function confirmedOnce(linked: LinkedHistory): Violation[] {
  const { changes, service } = linked.history;
  const begun = new Set(changes.filter(isOurs).map(({ changeId }) => changeId));
  const confirmations = [
    ...new Set(service.filter(({ kind }) => kind === 'confirmation').map(({ messageId }) => messageId)),
  ];
  const sums =
    confirmations.length === begun.size
      ? []
      : [
          {
            rule: RULE,
            id: 'all',
            detail: `${begun.size} episodes began or ended and ${confirmations.length} confirmations were made`,
          },
        ];
  const answered = new Set(linked.answers.map(({ recipientKey }) => recipientKey));
  return [
    ...sums,
    ...perRecipient(linked),
    ...byOperator(linked),
    ...confirmations.flatMap((id) => sentOnceOrUnknown(linked, id, answered)),
    ...wrongStatuses(linked),
  ];
}

function perRecipient({ history }: LinkedHistory): Violation[] {
  const begun = grouped(history.changes.filter(isOurs), ({ recipientKey }) => recipientKey);
  const made = grouped(
    history.service.filter(({ kind }) => kind === 'confirmation'),
    ({ recipientKey }) => recipientKey,
  );
  return [...new Set([...begun.keys(), ...made.keys()])].flatMap((id) => {
    const episodes = new Set(begun.get(id)?.map(({ changeId }) => changeId)).size;
    const messages = new Set(made.get(id)?.map(({ messageId }) => messageId)).size;
    return episodes === messages ? [] : [{ rule: RULE, id, detail: `${episodes} episodes, ${messages} confirmations` }];
  });
}

/**
 * An operator that answers STOP itself confirms with its first answer, since later ones of a blocked handset get none. A person who wrote
 * only words that it answers gets no more confirmations than episodes, its own among them; who also wrote to us in others may get both.
 */
function byOperator({ history, answers }: LinkedHistory): Violation[] {
  const episodes = grouped(history.changes.filter(isAnswered), ({ recipientKey }) => recipientKey);
  const theirs = grouped(
    answers.filter(({ answerTo }) => answerTo !== 'HELP'),
    ({ recipientKey }) => recipientKey,
  );
  const ours = grouped(
    history.service.filter(({ kind }) => kind === 'confirmation'),
    ({ recipientKey }) => recipientKey,
  );
  const asked = history.said.filter(({ isStop, isStart }) => isStop || isStart);
  const others = new Set(asked.filter(({ word }) => word === undefined).map(({ recipientKey }) => recipientKey));
  return [...new Set([...episodes.keys(), ...theirs.keys()])].flatMap((id) => {
    const all = episodes.get(id) ?? [];
    const [count, sent] = [new Set(all.map(({ changeId }) => changeId)).size, theirs.get(id)?.length ?? 0];
    if (sent === 0 && all.some((change) => !isOurs(change)))
      return [{ rule: RULE, id, detail: 'its operator is to confirm it, and did not' }];
    const made = new Set(ours.get(id)?.map(({ messageId }) => messageId)).size;
    if (others.has(id) || made + sent <= count) return [];
    return [{ rule: RULE, id, detail: `${count} episodes, ${made} confirmations of ours and ${sent} of its operator` }];
  });
}

/** @param answered - recipients whom their operator answered, and blocked: it refuses a text of ours */
function sentOnceOrUnknown(linked: LinkedHistory, id: string, answered: ReadonlySet<string>): Violation[] {
  const texts = linked.textsOf(id).length;
  const fate = fateOf(linked.statusesOf(id));
  const isConfirmed = fate === 'rejected' && answered.has(linked.messages.get(id)?.recipientKey ?? '');
  if (texts === 1 || (texts === 0 && (fate === 'unknown' || isConfirmed))) return [];
  return [{ rule: RULE, id, detail: `${texts} texts on the handset` }];
}

/** Nobody says of a confirmation for ever that it is on its way. */
export function confirmationsEnd({ history, statuses }: LinkedHistory): Violation[] {
  const listed = new Map(history.confirmations.map(({ messageId, state }) => [messageId, state]));
  const made = new Set(history.service.map(({ messageId }) => messageId));
  return [...made]
    .filter((id) => listed.get(id) === 'queued' || fateOf(statuses.get(id) ?? []) === 'none')
    .map((id) => ({ rule: 'every confirmation comes to an end', id, detail: 'its end was never reported' }));
}

/** The confirming service reports each confirmation as the dispatcher did, or as submitted where a receipt shows that its operator took it. */
function wrongStatuses({ history, statuses, receipted }: LinkedHistory): Violation[] {
  const listed = new Map(history.confirmations.map(({ messageId, state }) => [messageId, state]));
  const made = new Set(history.service.map(({ messageId }) => messageId));
  return [...made].flatMap((id) => {
    const state = listed.get(id);
    const all = statuses.get(id)?.map(({ status }) => status as string) ?? [];
    if (state !== undefined && all.includes(state)) return [];
    if (state === 'submitted' && receipted.has(id)) return [];
    return [
      { rule: RULE, id, detail: `notification says ${state ?? 'nothing'}, the topic says ${all.at(-1) ?? 'nothing'}` },
    ];
  });
}
