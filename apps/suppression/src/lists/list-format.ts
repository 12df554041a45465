import { type ListColumns, listColumns } from './listed-opt-out';

// Exports of other systems, recognised by their headers. What each has beside opt-outs is skipped: a message that was delivered, or a
// contact who may be texted. docs/opt-out-sources.md says which of them were confirmed.

export interface ListFormat {
  name: 'plain' | 'brevo' | 'mautic' | 'ovh' | 'twilio';
  columns: ListColumns;
  /** Index of the column with the number of the row's opt-out; undefined for a row that is none. Absent where every row is one. */
  phoneOf?: (values: readonly string[]) => number | undefined;
}

const TRUE = /^(?:1|true|yes|oui|y|vrai|blacklisted|blocklisted|blocked)$/i;
/** Twilio's error of a number that texted STOP to the sender. */
const TWILIO_OPTED_OUT = '21610';
/** Words to which Twilio's long codes react. */
const TWILIO_STOP = /^\s*(?:stop|stopall|unsubscribe|end|quit|cancel|revoke|optout)\s*$/i;
/** Mautic's reasons: 1 unsubscribed, 2 bounced, 3 manual, as numbers or words; a bounce is no opt-out. */
const MAUTIC_OPTED_OUT = /^(?:1|3|unsubscribed|manual)$/i;

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
      phoneOf: (values) => {
        if (values[direction] === 'inbound') return TWILIO_STOP.test(values[body] ?? '') ? from : undefined;
        return values[error] === TWILIO_OPTED_OUT ? to : undefined;
      },
    };
  }
  const blocked = at('smsblacklisted', 'blacklistedsms', 'smsblocklisted', 'blocklistedsms');
  if (has('sms') && blocked >= 0) {
    const phone = at('sms');
    return {
      name: 'brevo',
      columns: { ...NONE, phone },
      phoneOf: (values) => (TRUE.test(values[blocked] ?? '') ? phone : undefined),
    };
  }
  if (has('channel', 'reason') && at('mobile', 'phone') >= 0) {
    const phone = at('mobile', 'phone');
    const [channel, reason] = [at('channel'), at('reason')];
    return {
      name: 'mautic',
      columns: { ...NONE, phone, at: at('dateadded', 'date') },
      phoneOf: (values) =>
        values[channel]?.toLowerCase() === 'sms' && MAUTIC_OPTED_OUT.test(values[reason] ?? '') ? phone : undefined,
    };
  }
  if (has('number', 'datecreation'))
    return { name: 'ovh', columns: { ...NONE, phone: at('number'), at: at('datecreation') } };
  const columns = listColumns(headers);
  return columns && { name: 'plain', columns };
}
