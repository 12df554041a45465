import type { ReceiptState } from '@stopsms/smpp';
import type { RefusalClass } from '../contract/adapter';
import { fieldsOf, textOf } from '../contract/answers';
import { type Words, words } from '../contract/words';

/** Status of a message, in an answer and in a receipt. */
export interface InfobipStatus {
  group?: string;
  name: string;
  /** Digits. */
  id?: string;
}

export function statusOf(value: unknown): InfobipStatus {
  const { groupName, name, id } = fieldsOf(value);
  const [group, digits] = [textOf(groupName), textOf(id)];
  return {
    name: textOf(name) ?? '',
    ...(group !== undefined && { group }),
    ...(digits !== undefined && /^\d{1,6}$/.test(digits) && { id: digits }),
  };
}

/**
 * Classes by the id of a status, which decides before its name: older pages of Infobip have `REJECTED_DESTINATION` for 14 and 52.
 * 14: on the block list of the operator or of the account. 18: not registered with a trial account. 52: invalid number.
 *
 * 6 and 19, whose network or route is not set up for the account, concern one destination: as `auth` a single foreign number would
 * stop the provider for all messages, so they remain `other`, and their code names the remedy.
 */
const CLASS_BY_ID: Words<RefusalClass> = words({
  '6': 'other',
  '14': 'opted-out',
  '18': 'auth',
  '19': 'other',
  '52': 'number',
});

/**
 * Classes of a refused message by words of its name, where no id is known. `REJECTED_DESTINATION` alone may be a block or an
 * invalid number: it counts as a block, since an advert to somebody who opted out is the worse error.
 */
const CLASS_BY_NAME: readonly [RegExp, RefusalClass][] = [
  // Errors of receipts: a STOP that Infobip or the operator keeps, and block lists.
  [
    /^EC_(?:CONTENT_BLOCKED|BLACKLISTED_DESTINATIONADDRESS|SC_BLOCKED_BY_END_USER|DEST_ADDRESS_BLACKLISTED|BLOCKED_BY_CAMPAIGN_BLACKLIST)$/,
    'opted-out',
  ],
  [
    /^REJECTED_(?:DESTINATION|DND|(?:DESTINATION_)?BLOCK_?LIST\w*|DESTINATION_BLACK_?LIST\w*|OPTED_?OUT\w*|UNSUBSCRIBED)$/,
    'opted-out',
  ],
  [/CREDIT|PREPAID/, 'money'],
  [/^REJECTED_DESTINATION_NOT_REGISTERED$/, 'auth'],
  [/SENDER|SOURCE|SID/, 'sender'],
  [/DESTINATION|PREFIX|MISSING_TO|UNKNOWN_SUBSCRIBER/, 'number'],
  [/TOO_LONG|UDH|CONTENT|SPAM|MISSING_TEXT/, 'content'],
  [/FLOODING/, 'throttle'],
];

const classOfName = (name: string): RefusalClass =>
  CLASS_BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';

export const classOfStatusWord = ({ id, name }: InfobipStatus): RefusalClass =>
  (id === undefined ? undefined : CLASS_BY_ID.get(id)) ?? classOfName(name);

/** Longest name before an id: receipts keep 40 characters, and the id must not be cut off. */
const MAX_NAME = 33;

/** Code that is reported and stored: the name, with the id where the name alone has another class. */
export const codeOfStatus = (status: InfobipStatus): string =>
  status.id === undefined || classOfStatusWord(status) === classOfName(status.name)
    ? status.name
    : `${status.name.slice(0, MAX_NAME)}/${status.id}`;

/** Class of a code of `codeOfStatus`. */
export function classOfCode(code: string): RefusalClass {
  const [, name = code, id] = /^(.*)\/(\d{1,6})$/.exec(code) ?? [];
  return classOfStatusWord({ name, ...(id !== undefined && { id }) });
}

const STATES: Words<ReceiptState> = words({
  ACCEPTED: 'ACCEPTD',
  PENDING: 'ENROUTE',
  DELIVERED: 'DELIVRD',
  UNDELIVERABLE: 'UNDELIV',
  EXPIRED: 'EXPIRED',
  REJECTED: 'REJECTD',
});

/** State by the group. DELIVERED_TO_OPERATOR (2) is of the group DELIVERED and not yet on the handset: a further report may follow. */
export function stateOf({ group, id, name }: InfobipStatus): ReceiptState | undefined {
  if (group === 'DELIVERED' && (id === '2' || name === 'DELIVERED_TO_OPERATOR')) return 'ENROUTE';
  return group === undefined ? undefined : STATES.get(group);
}
