import type { OptOutChanged } from '@stopsms/contracts';
import type { Violation } from './history';
import { type LinkedHistory, grouped } from './linked-history';
import { fateOf } from './outcomes';

const RULE = 'one confirmation per episode';

/** An episode begins, or ends, by SMS. */
const isAnswered = ({ change, source }: OptOutChanged): boolean => change !== 'repeated' && source === 'sms';

/** Each episode that began by SMS is confirmed by one text, and so is its end; by none only where its outcome is reported as unknown. */
export function confirmedOnce(linked: LinkedHistory): Violation[] {
  const { changes, service } = linked.history;
  const begun = new Set(changes.filter(isAnswered).map(({ changeId }) => changeId));
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
  return [
    ...sums,
    ...perRecipient(linked),
    ...confirmations.flatMap((id) => sentOnceOrUnknown(linked, id)),
    ...wrongStatuses(linked),
  ];
}

function perRecipient({ history }: LinkedHistory): Violation[] {
  const begun = grouped(history.changes.filter(isAnswered), ({ recipientKey }) => recipientKey);
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

function sentOnceOrUnknown(linked: LinkedHistory, id: string): Violation[] {
  const texts = linked.textsOf(id).length;
  const isUnknown = fateOf(linked.statusesOf(id)) === 'unknown';
  return texts === 1 || (texts === 0 && isUnknown) ? [] : [{ rule: RULE, id, detail: `${texts} texts on the handset` }];
}

/** Nobody says of a confirmation for ever that it is on its way. */
export function confirmationsEnd({ history, statuses }: LinkedHistory): Violation[] {
  const listed = new Map(history.confirmations.map(({ messageId, state }) => [messageId, state]));
  const made = new Set(history.service.map(({ messageId }) => messageId));
  return [...made]
    .filter((id) => listed.get(id) === 'queued' || fateOf(statuses.get(id) ?? []) === 'none')
    .map((id) => ({ rule: 'every confirmation comes to an end', id, detail: 'its end was never reported' }));
}

/** The confirming service reports each confirmation as the dispatcher did. */
function wrongStatuses({ history, statuses }: LinkedHistory): Violation[] {
  const listed = new Map(history.confirmations.map(({ messageId, state }) => [messageId, state]));
  const made = new Set(history.service.map(({ messageId }) => messageId));
  return [...made].flatMap((id) => {
    const state = listed.get(id);
    const all = statuses.get(id)?.map(({ status }) => status as string) ?? [];
    if (state !== undefined && all.includes(state)) return [];
    return [
      { rule: RULE, id, detail: `notification says ${state ?? 'nothing'}, the topic says ${all.at(-1) ?? 'nothing'}` },
    ];
  });
}
