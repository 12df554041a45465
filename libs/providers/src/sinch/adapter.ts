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

/** `expire_at` is at most 3 days ahead. */
const MAX_VALIDITY_MS = 3 * 86_400_000;
const MINUTE_MS = 60_000;

export const sinchAccount = z.strictObject({
  servicePlanId: z.string().regex(/^[0-9a-zA-Z_-]{1,64}$/, 'must be the id of a service plan'),
  apiToken: z.string().min(1),
});
type SinchAccount = z.output<typeof sinchAccount>;

/** Sinch's XMS API: one message in a batch, since all of a batch share one text and one reference. */
export function sinchAdapter(settings: AdapterSettings<SinchAccount>): Adapter {
  const { servicePlanId, apiToken } = settings.account;
  const path = `/xms/v1/${servicePlanId}/batches`;
  const headers = { accept: 'application/json', authorization: `Bearer ${apiToken}` };
  return {
    submit: ([message]) => ({
      method: 'POST',
      path,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(message as Submission, settings)),
    }),
    readSubmit: (answer) => [readSubmit(answer)],
    lookup: {
      request: (reference) => ({
        method: 'GET',
        path: `${path}?${new URLSearchParams({ client_reference: reference, page: '0', page_size: '30' }).toString()}`,
        headers,
      }),
      read: readLookup,
    },
  };
}

function bodyOf(message: Submission, { callbackUrl, now }: AdapterSettings<SinchAccount>): object {
  const { reference, from, to, text, deliverBefore } = message;
  const url = callbackUrl?.(reference);
  return {
    to: [to.replace('+', '')],
    from: from.replace(/^\+(?=\d)/, ''),
    body: text,
    type: 'mt_text',
    delivery_report: 'per_recipient_final',
    client_reference: reference,
    ...(url !== undefined && { callback_url: url }),
    ...(deliverBefore !== undefined && { expire_at: expiry(deliverBefore, now()) }),
  };
}

const expiry = (at: number, now: number): string =>
  new Date(Math.min(Math.max(at, now + MINUTE_MS), now + MAX_VALIDITY_MS)).toISOString();

function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  const answer = fieldsOf(json);
  if (status >= 400) return refusalOf(status, answer);
  return acceptanceOf(answer) ?? { outcome: 'unknown', reason: `status ${status} without id` };
}

function acceptanceOf(batch: Record<string, unknown>): Extract<SubmissionResult, { outcome: 'accepted' }> | undefined {
  const id = idOf(batch['id']);
  if (id === undefined) return undefined;
  const final = finalOf(batch['body'], batch['number_of_message_parts']);
  return { outcome: 'accepted', id, ...(final && { final }) };
}

function refusalOf(status: number, { code, text }: Record<string, unknown>): SubmissionResult {
  const words = `${textOf(code) ?? ''} ${textOf(text) ?? ''}`;
  return refused(classOf(status, words, REFUSALS), code ?? status, text);
}

function readLookup({ json }: VendorAnswer, reference: string): LookupResult {
  const { batches } = fieldsOf(json);
  if (!Array.isArray(batches)) return { outcome: 'unknown', reason: 'no list of batches' };
  const ours = itemsOf(batches).find(({ client_reference: found }) => found === reference);
  if (ours) return acceptanceOf(ours) ?? { outcome: 'unknown', reason: 'batch without id' };
  return { outcome: 'absent' };
}
