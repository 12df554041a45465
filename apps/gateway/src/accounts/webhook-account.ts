import { type Complain, secretIn } from '@stopsms/providers';
import { z } from 'zod';
import { type Json, fieldPath, templateWith } from './templates';
import { httpSecretIn, variable } from './variables';

/** Values of a receipt that its template may name. */
const RECEIPT_VALUES = ['messageId', 'reference', 'status', 'stage', 'code', 'error', 'at', 'from'] as const;
const REPLY_VALUES = ['replyId', 'from', 'to', 'text', 'at'] as const;
const RESPONSE_VALUES = ['messageId', 'reference', 'at'] as const;

const STAGES = ['refused', 'blocked', 'rejected', 'expired', 'delivered', 'failed', 'unknown'] as const;

/** Way in which requests of an account prove where they are from. */
export type WebhookAuth =
  | { kind: 'bearer'; header: string; secret: string }
  | { kind: 'basic'; user: string; secret: string }
  | {
      kind: 'hmac';
      header: string;
      algorithm: 'sha256' | 'sha512';
      encoding: 'hex' | 'base64';
      prefix: string;
      secret: string;
    };

/** Fields of a request that make an SMS. */
export interface RequestMapping {
  form: 'json' | 'form';
  /** List of messages in the body; the body itself is one if absent. */
  each?: string;
  to: string;
  /** True if a number of digits alone is international, without its `+`. */
  isInternational: boolean;
  text: string;
  sender?: string;
  /** Name that the system gives the message: the same name twice is one SMS. */
  reference?: string;
  /** Field that must have the id of the account's advertiser. */
  advertiser?: string;
  category?: { field: string; marketing: readonly string[]; informative: readonly string[] };
}

export interface WebhookCallback {
  url: string;
  /** Signs calls, as Standard Webhooks specifies. */
  secret: string;
  /** Value of the `Authorization` header, if the system wants one. */
  authorization?: string;
  receipt?: Json;
  reply?: Json;
  /** Words of the system for stages. */
  statuses: Readonly<Record<string, string>>;
}

/** Webhook part of an account. */
export interface WebhookAccount {
  auth: WebhookAuth;
  request: RequestMapping;
  /** Body of the response, one for each message with `each`; null: no body. */
  response: { status: number; body: Json };
  callback?: WebhookCallback;
}

const headerName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/i, 'is no name of a header')
  .toLowerCase();
const value = z.union([z.string().max(100), z.boolean(), z.number()]).transform(String);
const values = z.array(value).max(20).default([]);

const authEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bearer'), header: headerName.default('authorization'), secretFrom: variable }),
  z.strictObject({
    kind: z.literal('basic'),
    user: z.string().regex(/^[\x21-\x39\x3b-\x7e]{1,100}$/),
    secretFrom: variable,
  }),
  z.strictObject({
    kind: z.literal('hmac'),
    header: headerName,
    algorithm: z.enum(['sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    prefix: z.string().max(20).default(''),
    secretFrom: variable,
  }),
]);

const requestEntry = z
  .strictObject({
    form: z.enum(['json', 'form']).default('json'),
    each: fieldPath.optional(),
    to: fieldPath,
    international: z.boolean().default(false),
    text: fieldPath,
    sender: fieldPath.optional(),
    reference: fieldPath.optional(),
    advertiser: fieldPath.optional(),
    category: z.strictObject({ field: fieldPath, marketing: values, informative: values }).optional(),
  })
  .refine(({ each, reference }) => each === undefined || reference !== undefined, {
    message: 'is needed with each: a list that was accepted in part is sent again',
    path: ['reference'],
  })
  .refine(({ each, form }) => each === undefined || form === 'json', { message: 'is for JSON', path: ['each'] });

const callbackEntry = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(1_000),
  secretFrom: variable,
  authorizationFrom: variable.optional(),
  receipt: templateWith(RECEIPT_VALUES).optional(),
  reply: templateWith(REPLY_VALUES).optional(),
  statuses: z.partialRecord(z.enum(STAGES), z.string().max(100)).default({}),
});

export const webhookEntry = z
  .strictObject({
    auth: authEntry,
    request: requestEntry,
    response: z
      .strictObject({
        status: z.number().int().min(200).max(299).default(202),
        body: templateWith(RESPONSE_VALUES).default({ id: '{{messageId}}', status: 'accepted' }),
      })
      .prefault({}),
    callback: callbackEntry.optional(),
  })
  .refine(({ auth, request }) => auth.kind !== 'hmac' || request.reference !== undefined, {
    message: 'is needed with hmac: a signed request that is sent again would be a second SMS',
    path: ['request', 'reference'],
  });

/** Completes the entry with the secrets that it names. */
export function webhookOf(
  { auth: { secretFrom, ...auth }, request, response, callback }: z.output<typeof webhookEntry>,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): WebhookAccount {
  const { each, sender, reference, advertiser, category, international, ...fields } = request;
  return {
    auth: { ...auth, secret: httpSecretIn(secretFrom, env, wrong) } as WebhookAuth,
    request: {
      ...fields,
      isInternational: international,
      ...(each !== undefined && { each }),
      ...(sender !== undefined && { sender }),
      ...(reference !== undefined && { reference }),
      ...(advertiser !== undefined && { advertiser }),
      ...(category !== undefined && { category }),
    },
    response,
    ...(callback !== undefined && { callback: callbackOf(callback, env, wrong) }),
  };
}

function callbackOf(
  { secretFrom, authorizationFrom, receipt, reply, url, statuses }: z.output<typeof callbackEntry>,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): WebhookCallback {
  const secret = secretIn(secretFrom, env, wrong);
  if (!secret || !/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret))
    wrong(`put a secret of Standard Webhooks in ${secretFrom}: "whsec_" and openssl rand -base64 32`);
  const authorization = authorizationFrom === undefined ? undefined : httpSecretIn(authorizationFrom, env, wrong);
  return {
    ...{ url, secret: secret ?? '', statuses },
    ...(authorization !== undefined && { authorization }),
    ...(receipt !== undefined && { receipt }),
    ...(reply !== undefined && { reply }),
  };
}
