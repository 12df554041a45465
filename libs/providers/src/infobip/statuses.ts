import type { ReceiptState } from '@stopsms/smpp';
import type { RefusalClass } from '../contract/adapter';
import { fieldsOf, textOf } from '../contract/answers';
import { receiptClass } from '../contract/vendor-words';
import { CLASS_BY_ID, CLASS_BY_NAME, ERRORS, OTHER_NAMES, STATES, STATE_BY_ID, STATE_BY_NAME } from './words';

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

/** Class of a status or an error by its name; `other` for one that is known to have none, too. */
function classOfName(name: string): RefusalClass {
  const listed = CLASS_BY_NAME.get(name) ?? ERRORS.get(name);
  if (listed !== undefined) return receiptClass(listed) ?? 'other';
  return OTHER_NAMES.patterns.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

export const classOfStatusWord = ({ id, name }: InfobipStatus): RefusalClass =>
  CLASS_BY_ID.get(id) ?? classOfName(name);

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

/** State by the group, unless the status of this group is listed with another. */
export function stateOf({ group, id, name }: InfobipStatus): ReceiptState | undefined {
  const listed = group === 'DELIVERED' ? (STATE_BY_ID.get(id) ?? STATE_BY_NAME.get(name)) : undefined;
  return listed ?? STATES.get(group);
}
