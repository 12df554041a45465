import { z } from 'zod';
import type {
  Adapter,
  AdapterSettings,
  LookupResult,
  Submission,
  SubmissionResult,
  VendorAnswer,
} from '../contract/adapter';
import { classOf, fieldsOf, finalOf, idOf, itemsOf, refused, textOf } from '../contract/answers';
import { REFUSALS } from './words';

/** Maximum of messages that the list returns at once. */
const PAGE_SIZE = 100;

export const smsmodeAccount = z.strictObject({
  /** Key of one channel, which must be a marketing channel for adverts. */
  apiKey: z.string().min(1),
});
export type SmsmodeAccount = z.output<typeof smsmodeAccount>;

/** smsmode's REST API v1: one message in a call. */
export function smsmodeAdapter(settings: AdapterSettings<SmsmodeAccount>): Adapter {
  const headers = { 'x-api-key': settings.account.apiKey, accept: 'application/json' };
  return {
    submit: ([message]) => ({
      method: 'POST',
      path: '/sms/v1/messages',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(message as Submission, settings)),
    }),
    readSubmit: (answer) => [readSubmit(answer)],
    lookup: {
      request: (reference) => ({
        method: 'GET',
        path: `/sms/v1/messages?${new URLSearchParams({ refClient: reference, page: '1', pageSize: String(PAGE_SIZE) }).toString()}`,
        headers,
      }),
      read: readLookup,
    },
  };
}

function bodyOf(message: Submission, { callbackUrl }: AdapterSettings<SmsmodeAccount>) {
  const { reference, from, to, text, category, appendMention = false } = message;
  const url = callbackUrl?.(reference);
  return {
    recipient: { to: to.replace('+', '') },
    body: { text, ...(category === 'marketing' && { stop: appendMention }) },
    from,
    refClient: reference,
    ...(url !== undefined && { callbackUrlStatus: url, callbackUrlMo: url }),
  };
}

function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  if (status >= 400) return refusalOf(status, fieldsOf(json));
  return acceptanceOf(fieldsOf(json)) ?? { outcome: 'unknown', reason: `status ${status} without messageId` };
}

function acceptanceOf(
  message: Record<string, unknown>,
): Extract<SubmissionResult, { outcome: 'accepted' }> | undefined {
  const id = idOf(message['messageId']);
  if (id === undefined) return undefined;
  const { text, messagePartCount } = fieldsOf(message['body']);
  const { amount, currency } = fieldsOf(message['price']);
  const final = finalOf(text, messagePartCount, amount, currency);
  return { outcome: 'accepted', id, ...(final && { final }) };
}

function refusalOf(status: number, error: Record<string, unknown>): SubmissionResult {
  const join = (...words: unknown[]) => words.flatMap((word) => textOf(word) ?? []).join(': ');
  const { title, message, detail, errorCode } = error;
  // The detail may repeat our text, whose words say nothing.
  const kind = classOf(status, join(errorCode, title, message), REFUSALS);
  return refused(kind, errorCode ?? status, join(title, message, detail));
}

/** The filter by `refClient` is not documented: messages with another reference do not count. */
function readLookup({ json }: VendorAnswer, reference: string): LookupResult {
  const { items, messages, content } = fieldsOf(json);
  const list = [json, items, messages, content].find((each) => Array.isArray(each));
  if (!list) return { outcome: 'unknown', reason: 'no list of messages' };
  const listed = itemsOf(list);
  const ours = listed.find(({ refClient, direction }) => refClient === reference && direction !== 'MO');
  if (ours) return acceptanceOf(ours) ?? { outcome: 'unknown', reason: 'message without messageId' };
  if (listed.length >= PAGE_SIZE) return { outcome: 'unknown', reason: 'not on the first page' };
  return { outcome: 'absent' };
}
