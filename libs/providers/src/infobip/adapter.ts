import { z } from 'zod';
import type {
  Adapter,
  AdapterSettings,
  LookupResult,
  Submission,
  SubmissionResult,
  VendorAnswer,
} from '../contract/adapter';
import { classOfStatus, fieldsOf, finalOf, idOf, itemsOf, refused, unitsUntil } from '../contract/answers';
import { classOfStatusWord, codeOfStatus, statusOf } from './statuses';

/** Messages in one call: enough to pay for it, few enough that one unknown call leaves few messages unknown. */
export const MAX_BATCH = 50;
const MINUTE_MS = 60_000;
/** Longest validity that the API takes, 48 h. */
const MAX_VALIDITY_MINUTES = 2_880;

export const infobipAccount = z.strictObject({ apiKey: z.string().min(1) });
export type InfobipAccount = z.output<typeof infobipAccount>;

/** Infobip's SMS API v3: many texts in one call, each with our reference as its id, and an answer for each. */
export function infobipAdapter(settings: AdapterSettings<InfobipAccount>): Adapter {
  const headers = { accept: 'application/json', authorization: `App ${settings.account.apiKey}` };
  return {
    submit: (batch) => ({
      method: 'POST',
      path: '/sms/3/messages',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: batch.map((message) => bodyOf(message, settings)) }),
    }),
    readSubmit,
    lookup: {
      request: (reference) => ({
        method: 'GET',
        path: `/sms/3/logs?messageId=${encodeURIComponent(reference)}`,
        headers,
      }),
      read: readLookup,
    },
  };
}

function bodyOf(message: Submission, { callbackUrl, now }: AdapterSettings<InfobipAccount>): object {
  const { reference, from, to, text, deliverBefore } = message;
  const url = callbackUrl?.(reference);
  return {
    sender: from,
    destinations: [{ to: to.replace('+', ''), messageId: reference }],
    content: { text },
    ...(deliverBefore !== undefined && {
      options: {
        validityPeriod: {
          amount: unitsUntil(deliverBefore, now(), MINUTE_MS, MAX_VALIDITY_MINUTES),
          timeUnit: 'MINUTES',
        },
      },
    }),
    ...(url !== undefined && {
      webhooks: {
        delivery: { url, intermediateReport: false, notify: true },
        contentType: 'application/json',
        callbackData: reference,
      },
    }),
  };
}

function readSubmit({ status, json }: VendorAnswer, batch: readonly Submission[]): SubmissionResult[] {
  if (status >= 400) return batch.map(() => refusalOf(status, fieldsOf(json)));
  const answered = new Map(itemsOf(fieldsOf(json)['messages']).map((item) => [item['messageId'], item]));
  return batch.map(({ reference }) => {
    const item = answered.get(reference);
    return item ? resultOf(item) : { outcome: 'unknown', reason: `status ${status} without this message` };
  });
}

const TAKEN = ['ACCEPTED', 'PENDING', 'DELIVERED'];
const REFUSED = ['REJECTED', 'UNDELIVERABLE', 'EXPIRED'];

function resultOf(
  item: Record<string, unknown>,
): Extract<SubmissionResult, { outcome: 'accepted' | 'refused' | 'unknown' }> {
  const status = statusOf(item['status']);
  const [{ group, name }, id] = [status, idOf(item['messageId'])];
  // They have a message with this id already: which one only a lookup shows.
  if (name === 'REJECTED_DUPLICATE_MESSAGE_ID') return { outcome: 'unknown', reason: name };
  if (group !== undefined && REFUSED.includes(group)) {
    return refused(classOfStatusWord(status), codeOfStatus(status), fieldsOf(item['status'])['description']);
  }
  if (id === undefined || group === undefined || !TAKEN.includes(group)) {
    return { outcome: 'unknown', reason: `status ${String(group).slice(0, 40)}` };
  }
  const { pricePerMessage, currency } = fieldsOf(item['price']);
  const final = finalOf(
    undefined,
    fieldsOf(item['details'])['messageCount'] ?? item['messageCount'],
    pricePerMessage,
    currency,
  );
  return { outcome: 'accepted', id, ...(final && { final }) };
}

/** Errors of v3 have their code at the top, older ones in `requestError`. */
function refusalOf(status: number, answer: Record<string, unknown>): SubmissionResult {
  const { messageId, text } = fieldsOf(fieldsOf(answer['requestError'])['serviceException']);
  return refused(classOfStatus(status), answer['errorCode'] ?? messageId ?? status, answer['description'] ?? text);
}

function readLookup({ json }: VendorAnswer, reference: string): LookupResult {
  const { results } = fieldsOf(json);
  if (!Array.isArray(results)) return { outcome: 'unknown', reason: 'no results' };
  const ours = itemsOf(results).find(({ messageId }) => messageId === reference);
  return ours ? resultOf(ours) : { outcome: 'absent' };
}
