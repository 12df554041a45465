import { resolve } from 'node:path';
import { callbackPath } from '../contract/callbacks';
import type { AnyVendor } from '../contract/vendor';
import { VENDORS } from '../vendors';
import { secretsOf, waysOf } from './deliveries';
import type { HttpEntry, HttpProvider } from './provider';
import { type Complain, readText, secretIn } from './secret-in';

export interface FileContext {
  /** Folder of the file, to which the paths in it are relative. */
  folder: string;
  env: NodeJS.ProcessEnv;
  /** True for a service that receives webhooks. */
  withWebhooks: boolean;
}

const MINUTE_MS = 60_000;

/** Name of a field of the account whose value is in an environment variable: `apiKeyFrom` is `apiKey`. */
const FROM = /^(\w+)From$/;

/** Returns the provider of an entry with `kind: http`, its account parsed by its vendor. */
export function httpProvider(entry: HttpEntry, context: FileContext, wrong: Complain): HttpProvider {
  const { name, ratePerSecond, maxInFlight, codes, mention, confirmation, pollRepliesMinutes } = entry;
  const vendor = VENDORS.get(entry.vendor) as AnyVendor;
  const { capabilities } = vendor;
  const baseUrl = entry.baseUrl ?? vendor.baseUrl;
  if (baseUrl === undefined) wrong(`baseUrl is missing: each account of ${vendor.name} has its own`);
  if (mention && !capabilities.mention.includes(mention))
    wrong(`mention is ${mention}, and ${vendor.name} permits only ${capabilities.mention.join(' or ')}`);
  if (pollRepliesMinutes !== undefined && !vendor.inbox)
    wrong(`pollRepliesMinutes is set, and the API of ${vendor.name} lists no replies`);
  const secrets = callbackSecrets(entry, vendor, context, wrong);
  const ca = entry.ca === undefined ? undefined : readText(resolve(context.folder, entry.ca), wrong);
  return {
    kind: 'http',
    name,
    vendor,
    baseUrl: baseUrl ?? '',
    ratePerSecond,
    maxInFlight,
    validity: capabilities.validity,
    mention: mention ?? capabilities.mention[0] ?? 'ours',
    confirmation: confirmation ?? capabilities.confirmation,
    ...accountOf(entry, vendor, context.env, wrong),
    ...waysOf(entry),
    ...(codes && !codes.includes('*') && { codes }),
    ...(ca !== undefined && { ca }),
    ...(pollRepliesMinutes !== undefined && { pollRepliesMs: pollRepliesMinutes * MINUTE_MS }),
    ...callbackUrlOf(entry, vendor, secrets, wrong),
    ...(context.withWebhooks && secrets && { callbackSecrets: secrets }),
    ...(entry.webhook?.addresses && { callbackAddresses: entry.webhook.addresses }),
  };
}

/** A dispatcher needs a secret that identifies the provider by the path, because it gives the provider the URL. */
function callbackSecrets(
  { webhook, callbackUrl }: HttpEntry,
  vendor: AnyVendor,
  context: FileContext,
  wrong: Complain,
) {
  const isInUrl = vendor.callbacks.verifiedBy === 'path' && callbackUrl !== undefined;
  if (!webhook || !(context.withWebhooks || isInUrl)) return undefined;
  return secretsOf(webhook.secretsFrom, 'secretsFrom', context.env, wrong);
}

function callbackUrlOf(
  { name, callbackUrl, baseUrl = 'https:', webhook }: HttpEntry,
  { callbacks }: AnyVendor,
  secrets: ReadonlyMap<string, string> | undefined,
  wrong: Complain,
): Pick<HttpProvider, 'callbackUrl' | 'callbackOrigin'> {
  if (callbackUrl === undefined) return {};
  if (!webhook) wrong('callbackUrl needs webhook.secretsFrom: without it no callback is accepted');
  if (baseUrl.startsWith('https:') && !callbackUrl.startsWith('https:'))
    wrong('callbackUrl must begin with https: callbacks have numbers and texts');
  // During a change the first is the one in use.
  const [secret] = callbacks.verifiedBy === 'path' ? (secrets?.values() ?? []) : [];
  return {
    callbackOrigin: callbackUrl,
    callbackUrl: (reference) => callbackUrl + callbackPath(name, secret, reference),
  };
}

function accountOf(
  { account }: HttpEntry,
  vendor: AnyVendor,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): Pick<HttpProvider, 'account' | 'accountSecrets'> {
  const fields: Record<string, string> = {};
  const accountSecrets = new Map<string, string>();
  let isComplete = true;
  const wrongHere: Complain = (problem) => {
    isComplete = false;
    wrong(problem);
  };
  for (const [key, value] of Object.entries(account)) {
    const [, field] = FROM.exec(key) ?? [];
    if (field !== undefined) {
      const secret = secretIn(value, env, wrongHere);
      if (secret === undefined) wrongHere(`account.${key}: put it in the environment variable ${value}`);
      else accountSecrets.set(value, (fields[field] = secret));
    } else if (vendor.secrets.includes(key)) {
      wrongHere(`account.${key} is a secret: name its environment variable by account.${key}From`);
    } else fields[key] = value;
  }
  const read = vendor.account.safeParse(fields);
  if (isComplete)
    for (const { path, message } of read.error?.issues ?? [])
      wrong(`account${path.map((step) => `.${String(step)}`).join('')}: ${message}`);
  return { account: read.data, accountSecrets };
}
