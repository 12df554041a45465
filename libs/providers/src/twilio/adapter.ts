import { z } from 'zod';
import type { Adapter, AdapterSettings, Submission, SubmissionResult, VendorAnswer } from '../contract/adapter';
import { classOfStatus, fieldsOf, finalOf, idOf, refused, textOf, unitsUntil } from '../contract/answers';
import { REFUSALS } from './words';

/** Longest `ValidityPeriod`, seconds. */
const MAX_VALIDITY_S = 36_000;
/** Time after which a full queue of a sender may take more. */
const QUEUE_FULL_PAUSE_MS = 60_000;

export const twilioAccount = z
  .strictObject({
    accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
    authToken: z.string().min(1).optional(),
    /** API key, which can be revoked alone, instead of the token of the account. */
    apiKey: z
      .string()
      .regex(/^SK[0-9a-fA-F]{32}$/, 'must be SK and 32 hexadecimal digits')
      .optional(),
    apiKeySecret: z.string().min(1).optional(),
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-fA-F]{32}$/, 'must be MG and 32 hexadecimal digits')
      .optional(),
  })
  .refine(
    ({ authToken, apiKey, apiKeySecret }) =>
      authToken !== undefined || (apiKey !== undefined && apiKeySecret !== undefined),
    'must have authTokenFrom, or apiKey with apiKeySecretFrom',
  );
export type TwilioAccount = z.output<typeof twilioAccount>;

/** Twilio's API 2010-04-01: one message in a call, without a reference of ours, so nothing can be looked up. */
export function twilioAdapter(settings: AdapterSettings<TwilioAccount>): Adapter {
  const { accountSid } = settings.account;
  const headers = {
    accept: 'application/json',
    authorization: authorizationOf(settings.account),
    'content-type': 'application/x-www-form-urlencoded',
  };
  return {
    submit: ([message]) => ({
      method: 'POST',
      path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      headers,
      body: formOf(message as Submission, settings).toString(),
    }),
    readSubmit: (answer) => [readSubmit(answer)],
  };
}

/** Basic authentication by the API key, or by the token of the account. */
export function authorizationOf({ accountSid, authToken, apiKey, apiKeySecret }: TwilioAccount): string {
  const [user, password] = apiKey !== undefined ? [apiKey, apiKeySecret] : [accountSid, authToken];
  return `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
}

function formOf(message: Submission, { account, callbackUrl, now }: AdapterSettings<TwilioAccount>): URLSearchParams {
  const { reference, from, to, text, deliverBefore } = message;
  const url = callbackUrl?.(reference);
  return new URLSearchParams({
    To: to,
    From: from,
    Body: text,
    // The text stays as it was checked and sealed.
    SmartEncoded: 'false',
    ...(account.messagingServiceSid !== undefined && { MessagingServiceSid: account.messagingServiceSid }),
    ...(url !== undefined && { StatusCallback: url }),
    ...(deliverBefore !== undefined && {
      ValidityPeriod: String(unitsUntil(deliverBefore, now(), 1_000, MAX_VALIDITY_S)),
    }),
  });
}

function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  const answer = fieldsOf(json);
  if (status >= 400) return refusalOf(status, answer);
  const id = idOf(answer['sid']);
  if (id === undefined) return { outcome: 'unknown', reason: `status ${status} without sid` };
  const { body, num_segments: parts, price, price_unit: unit } = answer;
  const final = finalOf(body, parts, price, unit);
  return { outcome: 'accepted', id, ...(final && { final }) };
}

function refusalOf(status: number, { code, message }: Record<string, unknown>): SubmissionResult {
  const word = textOf(code) ?? String(status);
  const kind = REFUSALS.get(word) ?? classOfStatus(status);
  if (kind === 'throttled') return { outcome: 'throttled', afterMs: QUEUE_FULL_PAUSE_MS };
  return refused(kind, word, message);
}
