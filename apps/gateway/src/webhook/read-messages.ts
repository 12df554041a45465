import { Problem } from '@stopsms/http';
import type { Account, Category } from '../accounts/account';
import { valueAt } from '../accounts/templates';
import type { RequestMapping, WebhookAccount } from '../accounts/webhook-account';

/** Messages of one request. */
const MAX_MESSAGES = 1_000;

/** SMS of a request, as the template of the account finds it. */
export interface MappedMessage {
  to: string;
  text: string;
  sender?: string;
  reference?: string;
  category?: Category;
}

/**
 * Returns the messages of a body: all, or none.
 * @throws Problem 400 a field is missing or of another type, 403 another advertiser
 */
export function readMessages(body: unknown, account: Account & { webhook: WebhookAccount }): MappedMessage[] {
  const { request } = account.webhook;
  const items = request.each === undefined ? [body] : valueAt(body, request.each);
  if (!Array.isArray(items)) throw wrongField(request.each ?? '', 'must be a list of messages');
  if (items.length === 0 || items.length > MAX_MESSAGES)
    throw wrongField(request.each ?? '', `must have 1 to ${MAX_MESSAGES} messages`);
  return items.map((item, n) => readMessage(item, request, account, request.each === undefined ? '' : `[${n}] `));
}

function readMessage(item: unknown, mapping: RequestMapping, account: Account, at: string): MappedMessage {
  const textAt = (path: string) => {
    const value = valueAt(item, path);
    if (typeof value !== 'string' || value.trim() === '')
      throw wrongField(path, `${at}must be a text that is not empty`);
    return value;
  };
  if (mapping.advertiser !== undefined && textAt(mapping.advertiser).toLowerCase() !== account.advertiserId)
    throw new Problem(
      'not-yours',
      'The request names another advertiser than that of its account. Nothing was accepted.',
    );
  const sender = mapping.sender === undefined ? undefined : valueAt(item, mapping.sender);
  if (sender !== undefined && sender !== null && typeof sender !== 'string')
    throw wrongField(mapping.sender ?? '', `${at}must be a text`);
  const category = categoryOf(item, mapping, at);
  return {
    to: numberOf(textAt(mapping.to).trim(), mapping),
    text: textAt(mapping.text),
    ...(sender && { sender }),
    ...(mapping.reference !== undefined && { reference: textAt(mapping.reference) }),
    ...(category !== undefined && { category }),
  };
}

/** A value that is not listed is refused: with the account's category, an advert might be sent as informative. */
function categoryOf(item: unknown, { category }: RequestMapping, at: string): Category | undefined {
  if (!category) return undefined;
  const value = valueAt(item, category.field);
  if (value === undefined || value === null) return undefined;
  const word = typeof value === 'object' ? undefined : String(value as string);
  if (word !== undefined && category.marketing.includes(word)) return 'marketing';
  if (word !== undefined && category.informative.includes(word)) return 'informative';
  throw wrongField(
    category.field,
    `${at}must be one of ${[...category.marketing, ...category.informative].join(', ')}`,
  );
}

const wrongField = (path: string, why: string): Problem =>
  Problem.ofField('invalid-request', 'body', path, `${path} ${why}. Nothing was accepted.`);

const numberOf = (to: string, { isInternational }: RequestMapping): string =>
  isInternational && /^\d+$/.test(to) ? `+${to}` : to;
