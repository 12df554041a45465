import { RecipientKeys, comparableText, deterministicId, readPhone } from '@stopsms/kernel';

/** A report as it was sent in (docs/law/complaints.md#what-a-report-says). */
export interface AbuseReport {
  source: string;
  report_id?: string | undefined;
  /** Epoch ms, as `sent_at`. */
  received_at: number;
  /** Name, code or number, as the person saw it. */
  sender: string;
  /** E.164 or national in France; absent or hashed where the reporter does not disclose it. */
  recipient?: string | undefined;
  sent_at?: number | undefined;
  text?: string | undefined;
}

/** A report with its id and the recipient's key instead of the number; instants are epoch ms. */
export interface IdentifiedReport {
  /** The same report sent again has the same id. */
  id: string;
  source: string;
  reportId?: string;
  receivedAt: number;
  sender: string;
  recipientKey?: string;
  sentAt?: number;
  text?: string;
}

export interface ReportRefusal {
  code: string;
  detail: string;
}

const HOME_COUNTRY = 'FR';
/** Matches a phone number, well or badly written; anything else is a hash that the reporter made. */
const LOOKS_LIKE_A_NUMBER = /^\+?[\d\s().-]{3,24}$/;
/** Clocks differ by less. */
const SKEW_MS = 300_000;
const DAY_CHARACTERS = 'YYYY-MM-DD'.length;

/** @param now - epoch ms */
export function identifyReport(
  report: AbuseReport,
  keys: RecipientKeys,
  now: number,
): IdentifiedReport | ReportRefusal {
  const { source, report_id: reportId, sender, recipient, text, received_at: receivedAt, sent_at: sentAt } = report;
  if (receivedAt > now + SKEW_MS) {
    const detail = `received_at is ${new Date(receivedAt).toISOString()}, which lies in the future. Send the instant of the report.`;
    return { code: 'RECEIVED_IN_FUTURE', detail };
  }
  const phone = recipient !== undefined && LOOKS_LIKE_A_NUMBER.test(recipient) && readPhone(recipient, HOME_COUNTRY);
  if (phone && !phone.ok) return { code: phone.refusal.code, detail: `recipient: ${phone.refusal.detail}` };
  const recipientKey = phone ? keys.keyOf(phone.value.e164) : undefined;
  const masked = text === undefined ? undefined : comparableText(text);
  const day = new Date(receivedAt).toISOString().slice(0, DAY_CHARACTERS);
  return {
    id: reportId
      ? deterministicId('abuse-report', source, reportId)
      : deterministicId('abuse-report', sender.toLowerCase(), recipientKey ?? recipient ?? '', day, masked ?? ''),
    source,
    receivedAt,
    sender,
    ...(reportId && { reportId }),
    ...(recipientKey !== undefined && { recipientKey }),
    ...(sentAt !== undefined && { sentAt }),
    ...(masked !== undefined && { text: masked }),
  };
}
