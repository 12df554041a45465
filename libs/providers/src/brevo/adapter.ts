import { segment } from '@stopsms/kernel';
import { z } from 'zod';
import type {
  Adapter,
  AdapterSettings,
  LookupResult,
  Submission,
  SubmissionResult,
  VendorAnswer,
} from '../contract/adapter';
import { classOf, fieldsOf, idOf, itemsOf, refused, textOf } from '../contract/answers';
import { REFUSALS } from './words';

const ROOT = '/v3/transactionalSMS';
/** Brevo replaces it by its own code. */
const APPENDED = 'STOP [STOP_CODE]';

export const brevoAccount = z.strictObject({ apiKey: z.string().min(1) });
type BrevoAccount = z.output<typeof brevoAccount>;

/** Brevo's API v3: one message in a call. Its tag is our reference, by which events are found. */
export function brevoAdapter(settings: AdapterSettings<BrevoAccount>): Adapter {
  const headers = { accept: 'application/json', 'api-key': settings.account.apiKey };
  return {
    submit: ([message]) => ({
      method: 'POST',
      path: `${ROOT}/send`,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(message as Submission, settings)),
    }),
    readSubmit: (answer) => [readSubmit(answer)],
    lookup: {
      request: (reference) => ({
        method: 'GET',
        // Of yesterday too: a message may be looked up after midnight.
        path: `${ROOT}/statistics/events?${new URLSearchParams({ days: '2', tags: JSON.stringify([reference]) })}`,
        headers,
      }),
      read: readLookup,
    },
  };
}

function bodyOf(message: Submission, { callbackUrl }: AdapterSettings<BrevoAccount>): object {
  const { reference, from, to, text, category, appendMention = false } = message;
  const url = callbackUrl?.(reference);
  const content = appendMention ? `${text} ${APPENDED}` : text;
  return {
    sender: from.replace(/^\+/, ''),
    recipient: to.replace(/^\+/, ''),
    content,
    type: category === 'marketing' ? 'marketing' : 'transactional',
    tag: reference,
    unicodeEnabled: segment(text).encoding !== 'GSM-7',
    ...(url !== undefined && { webUrl: url }),
  };
}

function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  const answer = fieldsOf(json);
  if (status >= 400) return refusalOf(status, answer);
  const id = idOf(answer['messageId']);
  return id === undefined
    ? { outcome: 'unknown', reason: `status ${status} without messageId` }
    : { outcome: 'accepted', id };
}

const refusalOf = (status: number, { code, message }: Record<string, unknown>): SubmissionResult =>
  refused(classOf(status, `${textOf(code) ?? ''} ${textOf(message) ?? ''}`, REFUSALS), code ?? status, message);

/** Any event shows that Brevo took the message; its webhook reports what became of it. */
function readLookup({ json }: VendorAnswer, reference: string): LookupResult {
  const { events } = fieldsOf(json);
  // Without events the object is empty.
  if (events === undefined && Object.keys(fieldsOf(json)).length === 0) return { outcome: 'absent' };
  if (!Array.isArray(events)) return { outcome: 'unknown', reason: 'no events' };
  const ours = itemsOf(events).find(({ tag }) => tag === reference);
  if (!ours) return { outcome: 'absent' };
  const id = idOf(ours['messageId']);
  return id === undefined ? { outcome: 'unknown', reason: 'event without messageId' } : { outcome: 'accepted', id };
}
