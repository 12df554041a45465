import { segment } from '@stopsms/kernel';
import { z } from 'zod';
import type { Adapter, AdapterSettings, Submission, SubmissionResult, VendorAnswer } from '../contract/adapter';
import { classOfStatus, fieldsOf, finalOf, idOf, itemsOf, numberOf, refused, textOf } from '../contract/answers';
import { STATUSES } from './words';

/** Shortest and longest `ttl`, ms. */
const MIN_TTL_MS = 20_000;
const MAX_TTL_MS = 7 * 24 * 3_600_000;

export const vonageAccount = z.strictObject({ apiKey: z.string().min(1), apiSecret: z.string().min(1) });
type VonageAccount = z.output<typeof vonageAccount>;

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

/** Each part has a status, whatever the status of HTTP. A text of which only some parts were taken is unknown. */
function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  const parts = itemsOf(fieldsOf(json)['messages']);
  const codes = parts.map((part) => textOf(part['status']) ?? 'none');
  const meanings = codes.map((code) => (code === 'none' ? 'unknown' : (STATUSES.get(code) ?? 'other')));
  const other = meanings.findIndex((meaning) => meaning !== 'accepted');
  const meaning = meanings[other];
  if (parts.length === 0 || meaning === 'unknown') return unreadable(status, codes);
  if (meaning === undefined || meaning === 'accepted')
    return acceptanceOf(parts) ?? { outcome: 'unknown', reason: `status ${status} without message-id` };
  if (meanings.includes('accepted')) {
    return { outcome: 'unknown', reason: `part ${other + 1} of ${codes.length} refused with ${codes[other]}` };
  }
  if (meaning === 'throttled') return { outcome: 'throttled' };
  return refused(meaning, codes[other], parts[other]?.['error-text']);
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
