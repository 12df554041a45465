import { type Meaning, readMark, readReply, wordsOf } from '@stopsms/kernel';
import { VENDORS } from '@stopsms/providers';
import { type ListColumns, listColumns } from './listed-opt-out';

// Exports of other systems, recognised by their headers. A row is skipped only where it plainly is no opt-out: a message that was
// delivered, or a contact who may be texted. docs/opt-out-sources.md says which of them were confirmed.

interface ListFormat {
  name: 'plain' | 'brevo' | 'mautic' | 'ovh' | 'twilio';
  columns: ListColumns;
  /** Reads a row; absent where every row is an opt-out. */
  read?: (values: readonly string[]) => ListRow;
}

/** Row of an export: the column with the number that is opted out, or why there is none. */
type ListRow =
  | { kind: 'opt-out'; phoneAt: number; /** Nothing in the row says so plainly. */ isAssumed: boolean }
  | { kind: 'no-opt-out' }
  /** The row may be an opt-out, and does not say of which of its numbers. */
  | { kind: 'no-number' };

/** Another error of Twilio, or none. */
const OTHER_ERROR = /^(?:\d{1,5}(?:[.,]0+)?|null|none|n\/a|[-–—]*)$/i;
const RECEIVED = /^(?:in$|inbound|incoming|received|mo$|entrant|re[cç]u)/i;
const SENT = /^(?:out$|outbound|outgoing|sent|mt$|sortant|envoy)/i;

/** Mautic's reasons: 1 unsubscribed, 2 bounced, 3 manual, 0 for a contact that may be texted. A bounce is no opt-out. */
const MAUTIC_OPTED_OUT: ReadonlySet<string> = new Set(['1', '3', 'manual']);
const MAUTIC_NOT_OUT: ReadonlySet<string> = new Set([
  ...['0', '2', 'bounce', 'bounced', 'is bounced', 'hard bounce', 'soft bounce', 'contactable', 'is contactable'],
]);
const MAUTIC_SMS: ReadonlySet<string> = new Set(['sms', 'mms', 'text', 'texto', 'text message', 'text messages']);
const OTHER_CHANNELS: ReadonlySet<string> = new Set([
  ...['email', 'e mail', 'mail', 'courriel', 'notification', 'mobile notification', 'web notification', 'browser'],
  ...['push', 'whatsapp', 'social', 'page', 'focus', 'call', 'phone call', 'rcs', 'messenger', 'telegram'],
]);

const NO_OPT_OUT = { kind: 'no-opt-out' } as const;
const optOut = (phoneAt: number, isAssumed: boolean): ListRow => ({ kind: 'opt-out', phoneAt, isAssumed });

/** An opt-out unless the row clearly says otherwise. */
const byMeaning = (meaning: Meaning, phoneAt: number): ListRow =>
  meaning === 'no' ? NO_OPT_OUT : optOut(phoneAt, meaning === 'unknown');

/** Names without case, accents, spaces and signs. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');

const NONE = { phone: -1, scope: -1, at: -1, source: -1, reason: -1 };

/** Undefined for a header without a column of numbers. */
export function formatOf(headers: readonly string[]): ListFormat | undefined {
  const names = headers.map(plain);
  const has = (...wanted: string[]) => wanted.every((name) => names.includes(name));
  const at = (...wanted: string[]) => wanted.map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1;
  if (has('to', 'from', 'errorcode', 'direction')) {
    const [to, from, error, direction, body] = [at('to'), at('from'), at('errorcode'), at('direction'), at('body')];
    return {
      name: 'twilio',
      columns: { ...NONE, phone: to, at: at('datesent', 'sentdate', 'datecreated') },
      read: (values) =>
        readMessage(
          { text: values[body] ?? '', error: values[error] ?? '', direction: values[direction] ?? '' },
          { from, to },
        ),
    };
  }
  const blocked = at('smsblacklisted', 'blacklistedsms', 'smsblocklisted', 'blocklistedsms');
  if (has('sms') && blocked >= 0) {
    const phone = at('sms');
    return {
      name: 'brevo',
      columns: { ...NONE, phone },
      read: (values) => byMeaning(readMark(values[blocked] ?? ''), phone),
    };
  }
  if (has('channel', 'reason') && at('mobile', 'phone') >= 0) {
    const phone = at('mobile', 'phone');
    const [channel, reason] = [at('channel'), at('reason')];
    return {
      name: 'mautic',
      columns: { ...NONE, phone, at: at('dateadded', 'date') },
      read: (values) => readDoNotContact(values[channel] ?? '', values[reason] ?? '', phone),
    };
  }
  if (has('number', 'datecreation'))
    return { name: 'ovh', columns: { ...NONE, phone: at('number'), at: at('datecreation') } };
  const columns = listColumns(headers);
  return columns && { name: 'plain', columns };
}

/** True if a number in the cell is the code of a recipient who opted out at Twilio. */
const isTwilioOptOut = (error: string): boolean =>
  (error.match(/\d+/g) ?? []).some((code) => VENDORS.get('twilio')?.callbacks.classOf(code) === 'opted-out');

/** @param columns - of the two numbers */
function readMessage(
  { text, error, direction }: { text: string; error: string; direction: string },
  { from, to }: { from: number; to: number },
): ListRow {
  if (isTwilioOptOut(error)) return optOut(to, false);
  if (RECEIVED.test(direction)) return byMeaning(readReply(text), from);
  if (SENT.test(direction)) return OTHER_ERROR.test(error) ? NO_OPT_OUT : optOut(to, true);
  return readReply(text) === 'yes' ? optOut(from, false) : { kind: 'no-number' };
}

function readDoNotContact(channel: string, reason: string, phone: number): ListRow {
  const by = wordsOf(channel).join(' ');
  const why = wordsOf(reason.replace(/^(\d)[.,]0+$/, '$1')).join(' ');
  if (OTHER_CHANNELS.has(by) || MAUTIC_NOT_OUT.has(why)) return NO_OPT_OUT;
  const isUnderstood = MAUTIC_SMS.has(by) && (MAUTIC_OPTED_OUT.has(why) || readReply(reason) === 'yes');
  return optOut(phone, !isUnderstood);
}
