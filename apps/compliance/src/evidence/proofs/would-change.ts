import type { DecisionCode } from '../../rules/reasons/decision-reasons';
import { type MessageFacts, outcomeOf } from '../facts/message-facts';

type Say = (name: string) => string;
/** Codes of the dispatcher alone. */
type DispatcherCode = 'FICTION_NUMBER' | 'OPERATOR_REJECTED' | 'SENDER_NOT_ENABLED' | 'UNSENDABLE';

const ASK_AGAIN = 'Ask again with a new message id.';

/** Changes that would clear the next message of this kind; the detail of a decision says what to do about a text. */
const CHANGES: Partial<Record<DecisionCode | DispatcherCode, Say>> = {
  OPTED_OUT: (name) =>
    `Only the person can change it, by texting START to the code of ${name}, where a consent to ${name} is on record, or an operator of the platform on a later document of theirs. A reported consent or an import cannot.`,
  CONSENT_MISSING: (name) =>
    `A consent of the person to adverts of ${name}, with when, where and to what words it was given. ${ASK_AGAIN}`,
  CONSENT_WITHDRAWN: (name) => `A consent to ${name} that the person gives later than the withdrawal.`,
  CONSENT_BASIS_INVALID: (name) =>
    `A consent of the person to adverts of ${name}: no other ground holds in that country.`,
  CONSENT_EXPIRED: (name) => `A new consent to ${name}, asked for through another channel than SMS.`,
  CONSENT_UNREAD: () => 'Nothing needs to be done: it is decided once the consents are read.',
  NUMBER_INVALID: () => 'Another number of the person, or a text from this one: a text shows that somebody has it.',
  NUMBER_SUSPENDED: () => 'A text from the number: it shows that whoever has it can be reached. A delivery does not.',
  PACK_MISSING: () => 'A rule pack for that country, in force when the message is to leave.',
  REVIEW_NEEDED: () => 'A person who reads the text and approves it, or a text that leaves no doubt.',
  REVIEW_REFUSED: () => `Another text, or the same declared marketing with all that adverts need. ${ASK_AGAIN}`,
  WINDOW_CLOSED: () => 'Nothing needs to be done: it is decided anew when adverts may be sent again.',
  WINDOW_NEVER_OPENS: (name) =>
    `Sending hours of ${name} that meet those of the country: PATCH /v1/advertisers/:id of campaign. ${ASK_AGAIN}`,
  NOT_BEFORE: () => 'Nothing needs to be done: it is decided anew at the time that was asked for.',
  ROUTE_CLOSED: () => 'An operator that takes messages for that country; it is tried again by itself.',
  NOT_WRITTEN: () => 'Nothing needs to be done: it is decided anew and sent by itself.',
  KEY_CHANGED: () => 'Nothing needs to be done: it is decided again by itself.',
  REPLY_UNREAD: () =>
    'Nothing needs to be done: it is decided again once the text of the recipient is read, or a person has decided what it asks for.',
  CAP_REACHED: (name) =>
    `Time: the detail says when one more may be sent; or a higher cap of ${name}, where it is its own: PATCH /v1/advertisers/:id of campaign. ${ASK_AGAIN}`,
  CAMPAIGN_PAUSED: () => 'The campaign must be resumed.',
  ADVERTISER_PAUSED: (name) => `A person must let the adverts of ${name} go on; it is decided anew then.`,
  CAMPAIGN_CANCELLED: () => 'A cancelled campaign does not come back: start another.',
  EXPIRED: () => 'A later expiry, or none.',
  ADVERTISER_UNKNOWN: () => `The advertiser must exist first. ${ASK_AGAIN}`,
  OBSERVE_EXPIRED: (name) =>
    `A person who raises the level of enforcement of ${name}, or renews it: POST /v1/advertisers/:id/enforcement of campaign. ${ASK_AGAIN}`,
  SENDER_NOT_YOURS: (name) => `An approval of that sender for ${name} in that country. ${ASK_AGAIN}`,
  SECTOR_BANNED: () => 'Nothing: adverts of that sector are banned there, with or without consent.',
  SENDER_NOT_ENABLED: () =>
    `Its registration with an operator of that route, or a route to an operator with it. ${ASK_AGAIN}`,
  FICTION_NUMBER: () => 'Nothing: numbers reserved for fiction never go to an operator.',
  UNSENDABLE: () => `Another sender or a shorter text: SMPP has no form for this one. ${ASK_AGAIN}`,
  OPERATOR_REJECTED: () => 'What the operator said decides; see its status in the detail.',
};

/** Nothing where the message left and arrived. */
export function wouldChange({ decisions, statuses, receipt }: MessageFacts, name: string): string[] {
  const decided = decisions.at(-1);
  const status = outcomeOf(statuses);
  const isOfLast = status?.attempt === decided?.attempt;
  if (receipt) return receipt.outcome === 'delivered' ? [] : ['Nothing here: the operator could not deliver it.'];
  if (decided && decided.verdict !== 'cleared') return [say(decided.code, name)];
  if (!status || !isOfLast) return [];
  if (status.status === 'unknown') {
    return ['Only the operator can say what became of it. It is not sent again, because it may have arrived.'];
  }
  return status.status === 'submitted' ? [] : [say(status.code, name)];
}

const say = (code: string | undefined, name: string): string =>
  CHANGES[code as DecisionCode]?.(name) ??
  `A text that is in order; POST /v1/check says whether one is, and what to change. ${ASK_AGAIN}`;
