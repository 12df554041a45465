import { segment } from '@stopsms/kernel';
import { z } from 'zod';
import type {
  Adapter,
  AdapterSettings,
  RefusalClass,
  Submission,
  SubmissionResult,
  VendorAnswer,
} from '../contract/adapter';
import { classOfStatus, fieldsOf, finalOf, idOf, itemsOf, numberOf, refused, textOf } from '../contract/answers';
import { type Words, words } from '../contract/words';

/** Shortest and longest `ttl`, ms. */
const MIN_TTL_MS = 20_000;
const MAX_TTL_MS = 7 * 24 * 3_600_000;

export const vonageAccount = z.strictObject({ apiKey: z.string().min(1), apiSecret: z.string().min(1) });
export type VonageAccount = z.output<typeof vonageAccount>;

/** Vonage's SMS API: one message in a call, an answer for each part of it. `client-ref` comes back in receipts. */
export function vonageAdapter(settings: AdapterSettings<VonageAccount>): Adapter {
  return {
    submit: ([message]) => ({
      method: 'POST',
      path: '/sms/json',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: formOf(message as Submission, settings).toString(),
    }),
    readSubmit: (answer) => [readSubmit(answer)],
  };
}

/** The form has no `callback`: its URL may be too long for Vonage, and the receipt has our reference anyway. */
function formOf(
  { reference, from, to, text, deliverBefore }: Submission,
  { account, now }: AdapterSettings<VonageAccount>,
): URLSearchParams {
  return new URLSearchParams({
    api_key: account.apiKey,
    api_secret: account.apiSecret,
    from: from.replace(/^\+/, ''),
    to: to.replace(/^\+/, ''),
    text,
    type: segment(text).encoding === 'GSM-7' ? 'text' : 'unicode',
    'client-ref': reference,
    ...(deliverBefore !== undefined && {
      ttl: String(Math.min(Math.max(deliverBefore - now(), MIN_TTL_MS), MAX_TTL_MS)),
    }),
  });
}

const TAKEN = '0';
/** Too many messages a second, or too many connections. */
const THROTTLED = ['1', '10'];
/** Fault in their platform while it processed the message, which may have left. */
const INTERNAL = '5';

const CLASSES: Words<RefusalClass> = words({
  '4': 'auth',
  '6': 'number',
  '7': 'number',
  '8': 'auth',
  '9': 'money',
  '11': 'auth',
  '12': 'content',
  '14': 'auth',
  '15': 'sender',
  '29': 'number',
  '32': 'auth',
  '33': 'number',
});

/** Each part has a status, whatever the status of HTTP. A text of which only some parts were taken is unknown. */
function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  const parts = itemsOf(fieldsOf(json)['messages']);
  const codes = parts.map((part) => textOf(part['status']) ?? 'none');
  const other = codes.findIndex((code) => code !== TAKEN);
  if (parts.length === 0 || codes[other] === 'none' || codes[other] === INTERNAL) return unreadable(status, codes);
  if (other < 0) return acceptanceOf(parts) ?? { outcome: 'unknown', reason: `status ${status} without message-id` };
  if (codes.includes(TAKEN)) {
    return { outcome: 'unknown', reason: `part ${other + 1} of ${codes.length} refused with ${codes[other]}` };
  }
  const code = codes[other] as string;
  if (THROTTLED.includes(code)) return { outcome: 'throttled' };
  return refused(CLASSES.get(code) ?? 'other', code, parts[other]?.['error-text']);
}

function unreadable(status: number, codes: readonly string[]): SubmissionResult {
  if (codes.length === 0 && status >= 400) return refused(classOfStatus(status), status, '');
  return { outcome: 'unknown', reason: `status ${status}, ${codes[0] ?? 'no'} status of a message` };
}

function acceptanceOf(parts: readonly Record<string, unknown>[]): SubmissionResult | undefined {
  const ids = parts.flatMap((part) => idOf(part['message-id']) ?? []);
  const [id] = ids;
  if (id === undefined || ids.length < parts.length) return undefined;
  const prices = parts.map((part) => numberOf(part['message-price']) ?? NaN);
  const total = prices.reduce((sum, price) => sum + price, 0);
  const final = finalOf(undefined, parts.length, total, 'EUR');
  return { outcome: 'accepted', id, ...(ids.length > 1 && { partIds: ids }), ...(final && { final }) };
}
