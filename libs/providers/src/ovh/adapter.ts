import { createHash } from 'node:crypto';
import { segment } from '@stopsms/kernel';
import { z } from 'zod';
import type {
  Adapter,
  AdapterSettings,
  LookupResult,
  Submission,
  SubmissionResult,
  VendorAnswer,
  VendorRequest,
} from '../contract/adapter';
import { classOf, fieldsOf, finalOf, idOf, refused, textOf, unitsUntil } from '../contract/answers';
import { REFUSALS } from './words';

const MINUTE_MS = 60_000;
/** Longest validity that the API takes, 2 days. */
const MAX_VALIDITY_MINUTES = 2_880;

export const ovhAccount = z.strictObject({
  /** Name of the SMS account, e.g. `sms-ab12345-1`. */
  serviceName: z.string().regex(/^[\w-]{1,64}$/, 'must be the name of an SMS account, e.g. sms-ab12345-1'),
  applicationKey: z.string().min(1),
  applicationSecret: z.string().min(1),
  consumerKey: z.string().min(1),
});
export type OvhAccount = z.output<typeof ovhAccount>;

/** OVHcloud's API 1.0: one recipient in a job, since the ids of its answer match the receivers only by order. */
export function ovhAdapter(settings: AdapterSettings<OvhAccount>): Adapter {
  const root = `/1.0/sms/${settings.account.serviceName}`;
  return {
    submit: ([message]) => signed(settings, 'POST', `${root}/jobs`, jobOf(message as Submission, settings)),
    readSubmit: (answer) => [readSubmit(answer)],
    lookup: {
      request: (reference) => signed(settings, 'GET', `${root}/outgoing?tag=${encodeURIComponent(tagOf(reference))}`),
      read: readLookup,
    },
  };
}

/** Returns a request with its signature: `$1$` and SHA-1 of secret, consumer key, method, URL, body and time. */
export function signed(
  { account, baseUrl, now }: Pick<AdapterSettings<OvhAccount>, 'account' | 'baseUrl' | 'now'>,
  method: VendorRequest['method'],
  path: string,
  json?: object,
): VendorRequest {
  const { applicationKey, applicationSecret, consumerKey } = account;
  const body = json === undefined ? '' : JSON.stringify(json);
  const seconds = String(Math.floor(now() / 1_000));
  const text = [applicationSecret, consumerKey, method, baseUrl + path, body, seconds].join('+');
  return {
    method,
    path,
    headers: {
      accept: 'application/json',
      'x-ovh-application': applicationKey,
      'x-ovh-consumer': consumerKey,
      'x-ovh-timestamp': seconds,
      'x-ovh-signature': `$1$${createHash('sha1').update(text).digest('hex')}`,
      ...(json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    },
    ...(json !== undefined && { body }),
  };
}

/** Tags are short words; a UUID without its dashes is one. */
const tagOf = (reference: string): string => reference.replaceAll('-', '');

function jobOf(message: Submission, { now }: AdapterSettings<OvhAccount>): object {
  const { reference, from, to, text, category, appendMention = false, deliverBefore } = message;
  const isCode = /^\+?\d+$/.test(from);
  return {
    charset: 'UTF-8',
    class: 'phoneDisplay',
    coding: segment(text).encoding === 'GSM-7' ? '7bit' : '8bit',
    message: text,
    // With the clause OVHcloud appends its own mention and holds the text at night and at weekends.
    noStopClause: !appendMention,
    priority: category === 'marketing' ? 'medium' : 'high',
    receivers: [to],
    ...(isCode ? { senderForResponse: true } : { sender: from, senderForResponse: false }),
    tag: tagOf(reference),
    ...(deliverBefore !== undefined && {
      validityPeriod: unitsUntil(deliverBefore, now(), MINUTE_MS, MAX_VALIDITY_MINUTES),
    }),
  };
}

function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  const answer = fieldsOf(json);
  if (status >= 400) return refusalOf(status, answer);
  const { ids, invalidReceivers, totalCreditsRemoved } = answer;
  const id = Array.isArray(ids) && ids.length === 1 ? idOf(ids[0]) : undefined;
  if (id !== undefined) {
    const final = finalOf(undefined, undefined, totalCreditsRemoved, 'credits');
    return { outcome: 'accepted', id, ...(final && { final }) };
  }
  const isInvalid = Array.isArray(invalidReceivers) && invalidReceivers.length > 0;
  if (isInvalid && Array.isArray(ids) && ids.length === 0) return refused('number', 'invalidReceivers', '');
  return { outcome: 'unknown', reason: `status ${status} without one id` };
}

function refusalOf(status: number, { message, errorCode, class: kind }: Record<string, unknown>): SubmissionResult {
  return refused(classOf(status, textOf(message) ?? '', REFUSALS), errorCode ?? kind ?? status, message);
}

/** The answer has ids alone. The filter by `tag` is documented, and several ids would not be of one message. */
function readLookup({ json }: VendorAnswer): LookupResult {
  if (!Array.isArray(json)) return { outcome: 'unknown', reason: 'no list of ids' };
  const [first, second] = json as unknown[];
  if (first === undefined) return { outcome: 'absent' };
  const id = idOf(first);
  if (id === undefined || second !== undefined)
    return { outcome: 'unknown', reason: `${json.length} messages with one tag` };
  return { outcome: 'accepted', id };
}
