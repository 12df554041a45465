import { SENDER_NAME_FORM, type Segments, isSenderName } from '@stopsms/kernel';
import type { Reason } from '../reasons/reason-codes';

/** Half of a surrogate pair on its own. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Returns the faults of a text that do not depend on its category. */
export function textFaults(text: string, segments: Segments, maxParts: number): Reason[] {
  if (text.trim() === '')
    return [{ code: 'TEXT_EMPTY', detail: 'The text is empty. Write what the recipient is to read.' }];
  const faults: Reason[] = [];
  const surrogate = text.search(LONE_SURROGATE);
  if (surrogate >= 0) {
    faults.push({
      code: 'TEXT_LONE_SURROGATE',
      detail: `The text has half of a character at position ${surrogate + 1}: the text was cut or decoded wrongly. Send it as UTF-8, uncut.`,
    });
  }
  const parts = segments.parts.length;
  if (parts > maxParts) {
    faults.push({
      code: 'TEXT_TOO_LONG',
      detail: `The text takes ${parts} parts of ${segments.encoding} (${segments.units} units), ${maxParts} are allowed. Shorten it; the mention stays.`,
    });
  }
  return faults;
}

/** Undefined when the sender may be shown on a handset. Digits alone are a code, and must be one of the account (af2m OADC page). */
export function senderFault(sender: string | undefined, codes: readonly string[]): Reason | undefined {
  if (sender === undefined || isSenderName(sender) || codes.includes(sender)) return undefined;
  return {
    code: 'SENDER_INVALID',
    detail: `Sender "${sender.slice(0, 20)}" is neither ${SENDER_NAME_FORM}, nor a short code of this account.`,
  };
}
