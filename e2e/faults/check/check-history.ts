import {
  advertsAfterStop,
  knownTexts,
  lateAdverts,
  noneAfterBlock,
  noneAfterConfirmation,
  noneAfterStop,
  noneUnseeing,
  referencesOnce,
  sentOnce,
} from './adverts';
import { confirmationsEnd, confirmedOnce } from './confirmations';
import { countsAddUp } from './counts';
import type { History, Violation } from './history';
import { LinkedHistory } from './linked-history';
import { fateOf, outcomesHold } from './outcomes';
import { startsWait } from './starts';
import { lastStopCounts, noStopLost, noneOutUnasked, stopIsForSenders, viewsAgree } from './stops';
import { foundIsKnown, knownStays, unknownsAreDoubtful, unknownsAreListed } from './unknown';

const RULES: readonly ((linked: LinkedHistory) => Violation[])[] = [
  knownTexts,
  sentOnce,
  referencesOnce,
  noneAfterConfirmation,
  noneAfterBlock,
  noneAfterStop,
  noneUnseeing,
  noStopLost,
  stopIsForSenders,
  lastStopCounts,
  noneOutUnasked,
  confirmedOnce,
  confirmationsEnd,
  outcomesHold,
  knownStays,
  unknownsAreDoubtful,
  unknownsAreListed,
  foundIsKnown,
  startsWait,
  countsAddUp,
  viewsAgree,
  nothingGivenUp,
];

export interface Checked {
  violations: Violation[];
  /** Counts of what was checked, for people. */
  figures: Record<string, number | string>;
}

/** Checks a run against docs/design/guarantees.md#guarantees, from what can be seen from the outside. */
export function checkHistory(history: History): Checked {
  const linked = new LinkedHistory(history);
  return { violations: RULES.flatMap((rule) => rule(linked)), figures: figuresOf(linked) };
}

/** No fault of this run is a reason to give up on a record. */
function nothingGivenUp({ history }: LinkedHistory): Violation[] {
  return history.deadLetters.map(({ topic, key, reason }) => ({
    rule: 'nothing is dead-lettered',
    id: key,
    detail: `${topic}: ${reason}`,
  }));
}

function figuresOf(linked: LinkedHistory): Record<string, number | string> {
  const { history } = linked;
  const adverts = [...linked.messages.values()].filter(({ isAdvert }) => isAdvert);
  const unknown = [...linked.messages.keys()].filter((id) => fateOf(linked.statusesOf(id)) === 'unknown');
  return {
    'messages asked for': new Set(history.asked.map(({ id }) => id)).size,
    'adverts cleared': adverts.length,
    'adverts on handsets': adverts.filter(({ messageId }) => linked.textsOf(messageId).length > 0).length,
    'adverts blocked': adverts.filter(({ messageId }) => fateOf(linked.statusesOf(messageId)) === 'blocked').length,
    'replies written': history.said.length,
    'STOPs acknowledged': history.said.filter(({ isStop, acknowledgedAt }) => isStop && acknowledgedAt !== null).length,
    'opt-outs listed': history.listed.length,
    'confirmations on handsets': history.service.filter(({ messageId }) => linked.textsOf(messageId).length > 0).length,
    ...(linked.answers.length > 0 && { 'answers of the operator itself': linked.answers.length }),
    unknown: unknown.length,
    'unknown, and on the handset': unknown.filter((id) => linked.textsOf(id).length > 0).length,
    'adverts after the answer to the STOP': howLate(advertsAfterStop(linked)),
    'adverts after the record of the STOP': howLate(lateAdverts(linked)),
  };
}

const howLate = (late: readonly { lateMs: number }[]): string =>
  late.length === 0 ? 'none' : `${late.length}, at most ${Math.max(...late.map(({ lateMs }) => lateMs))} ms`;
