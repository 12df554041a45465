import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { deliveryProblems, waysOf, webhookSecretsOf } from './deliveries';
import { type FileContext, httpProvider } from './http-provider';
import { type ProviderBook, type SmppEntry, type SmppProvider, password, providersFile } from './provider';
import { type Complain, readText, secretIn } from './secret-in';

/**
 * Reads the file of operators and routes, YAML or JSON, with passwords from the environment and certificates from the files
 * that it names (relative to itself).
 * @param complain - called with every problem, not only the first
 * @param withWebhooks - also reads the secrets of webhooks, which a service that only submits does not need
 * @returns undefined if there was a problem
 */
export function readProviders(
  path: string,
  env: NodeJS.ProcessEnv,
  complain: Complain,
  withWebhooks = false,
): ProviderBook | undefined {
  let problems = 0;
  const wrong: Complain = (problem) => {
    problems += 1;
    complain(problem);
  };
  const text = readText(path, wrong);
  if (text === undefined) return undefined;
  const document = parseDocument(text, { prettyErrors: true });
  for (const { message } of document.errors) wrong(`${path}: ${message.split('\n', 1)[0]}`);
  if (problems > 0) return undefined;
  const read = providersFile.safeParse(document.toJS());
  if (!read.success) {
    for (const issue of read.error.issues) wrong(`${pathOf(issue.path)}: ${explain(issue)}`);
    return undefined;
  }
  const context = { folder: dirname(path), env, withWebhooks };
  const providers = read.data.providers.map((entry, n) => {
    const wrongHere: Complain = (problem) => wrong(`providers[${n}] ${entry.name}: ${problem}`);
    return entry.kind === 'http' ? httpProvider(entry, context, wrongHere) : smppProvider(entry, context, wrongHere);
  });
  if (withWebhooks && (env['WEBHOOK_SECRET'] || env['WEBHOOK_SECRET_FILE'])) wrong(ONE_FOR_ALL);
  for (const problem of deliveryProblems(read.data.providers)) wrong(problem);
  const names = providers.map(({ name }) => name);
  for (const name of names.filter((each, n) => names.indexOf(each) < n)) wrong(`two providers are called ${name}`);
  const routes = read.data.routes ?? { '*': [...new Set(names)] };
  checkRoutes(routes, names, wrong);
  return problems > 0 ? undefined : { providers, routes };
}

const ONE_FOR_ALL =
  'WEBHOOK_SECRET opens no provider of the file: give each its own by webhook.secretsFrom or webhook.tokensFrom, and unset it';

function smppProvider(entry: SmppEntry, { folder, env, withWebhooks }: FileContext, wrong: Complain): SmppProvider {
  const { tls, passwordFrom, enquireLinkSeconds, port, webhook, codes, ...rest } = entry;
  const secret = secretIn(passwordFrom, env, wrong);
  const read = password.safeParse(secret);
  if (!secret) wrong(`its password is not set: put it in ${passwordFrom}`);
  else if (!read.success) wrong(`the password in ${passwordFrom} ${read.error.issues[0]?.message}`);
  const settings = tls === true ? {} : tls;
  if (settings && (settings.cert === undefined) !== (settings.key === undefined))
    wrong('tls.cert and tls.key go together');
  const pem = (file: string | undefined) => (file === undefined ? undefined : readText(resolve(folder, file), wrong));
  return {
    ...rest,
    ...waysOf(entry),
    ...(codes && !codes.includes('*') && { codes }),
    port: port ?? (tls ? 3550 : 2775),
    password: read.data ?? '',
    enquireLinkMs: enquireLinkSeconds * 1_000,
    tls:
      settings &&
      present({
        servername: settings.servername,
        ca: pem(settings.ca),
        cert: pem(settings.cert),
        key: pem(settings.key),
      }),
    ...(withWebhooks && webhook && { webhook: webhookSecretsOf(webhook, env, wrong) }),
  };
}

function checkRoutes(routes: Record<string, string[]>, names: string[], wrong: Complain): void {
  if (!routes['*']) wrong('routes has no "*": say who takes messages to every other country');
  for (const [country, listed] of Object.entries(routes)) {
    for (const name of listed)
      if (!names.includes(name)) wrong(`routes.${country} names ${name}, which is no provider`);
    if (new Set(listed).size < listed.length) wrong(`routes.${country} names a provider twice`);
  }
}

/** zod nests problems with a key of a record one level deeper. */
const explain = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;

const pathOf = (path: PropertyKey[]): string =>
  path
    .map((step, n) => (typeof step === 'number' ? `[${step}]` : n === 0 ? String(step) : `.${String(step)}`))
    .join('') || 'the file';

const present = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
