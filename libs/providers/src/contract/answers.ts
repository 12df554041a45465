import { maskNumbers } from '@stopsms/kernel';
import type { FinalMessage, Refusal, RefusalClass } from './adapter';
import type { PatternTable } from './vendor-words';

const MAX_CODE = 60;
const MAX_DETAIL = 200;

/** Fields of a JSON object; none of anything else. */
export const fieldsOf = (json: unknown): Record<string, unknown> =>
  typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};

/** Items of a JSON array; none of anything else. */
export const itemsOf = (json: unknown): Record<string, unknown>[] =>
  Array.isArray(json) ? json.map((item: unknown) => fieldsOf(item)) : [];

/** Text of a string or number; undefined for anything else, and for an empty one. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Id of a provider: 1 to 128 printable ASCII characters, as receipts are joined by it. */
export function idOf(value: unknown): string | undefined {
  const id = textOf(value);
  return id !== undefined && /^[\x21-\x7e]{1,128}$/.test(id) ? id : undefined;
}

/** Number of a number, or of a decimal in a string. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Final message of the fields that an answer has; undefined if it has none. */
export function finalOf(text: unknown, parts: unknown, amount?: unknown, currency?: unknown): FinalMessage | undefined {
  const [count, price] = [numberOf(parts), numberOf(amount)];
  const unit = textOf(currency);
  const final: FinalMessage = {
    ...(typeof text === 'string' && text !== '' && { text }),
    ...(count !== undefined && Number.isInteger(count) && count > 0 && { parts: count }),
    ...(price !== undefined && { price: { amount: price, ...(unit !== undefined && { currency: unit }) } }),
  };
  return Object.keys(final).length > 0 ? final : undefined;
}

/** Refusal with bounded fields, without numbers. */
export const refused = (kind: RefusalClass, code: unknown, detail: unknown): Refusal => ({
  outcome: 'refused',
  class: kind,
  code: maskNumbers((textOf(code) ?? 'none').slice(0, MAX_CODE)),
  detail: maskNumbers((textOf(detail) ?? '').slice(0, MAX_DETAIL)),
});

/**
 * Statuses that refuse our access, whatever the body: wrong credentials, or a wrong `baseUrl`. Nothing was taken, and every
 * message is refused alike.
 */
export const NO_ACCESS: readonly number[] = [401, 403, 404, 405];

/** Class by the HTTP status alone, where the code of the vendor says no more. */
export function classOfStatus(status: number): RefusalClass {
  if (NO_ACCESS.includes(status)) return 'auth';
  return status === 402 ? 'money' : 'other';
}

/** Whole units until an instant, rounded down so that nothing is delivered later; 1 up to `max`. @param unitMs - length of a unit */
export const unitsUntil = (at: number, now: number, unitMs: number, max: number): number =>
  Math.min(Math.max(Math.floor((at - now) / unitMs), 1), max);

/** Class by the status, else by the first pattern that matches words of the provider. */
export function classOf(status: number, words: string, { patterns }: PatternTable<RefusalClass>): RefusalClass {
  const byStatus = classOfStatus(status);
  if (byStatus !== 'other') return byStatus;
  return patterns.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
}
