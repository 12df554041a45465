import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import {
  type Provider,
  type ProviderBook,
  type ProviderEntry,
  password,
  providersFile,
  webhookSecret,
} from './provider';

/** What is wrong with a providers file, each with its place. */
export type Complain = (problem: string) => void;

/**
 * Reads the file that lists operators and routes, YAML or JSON, with the passwords from the environment and the
 * certificates from the files it names (relative to itself).
 * @param complain - told every problem there is, not only the first
 * @param withWebhooks - also the secrets of webhooks, which whoever only submits need not be given
 * @returns undefined when there was one
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
    for (const issue of read.error.issues) wrong(`${placeOf(issue.path)}: ${explain(issue)}`);
    return undefined;
  }
  const providers = read.data.providers.map((entry, n) => {
    const wrongHere: Complain = (problem) => wrong(`providers[${n}] ${entry.name}: ${problem}`);
    const provider = complete(entry, dirname(path), env, wrongHere);
    const { secretsFrom } = entry.webhook ?? {};
    if (!withWebhooks || !secretsFrom) return provider;
    return { ...provider, webhookSecrets: webhookSecretsOf(secretsFrom, env, wrongHere) };
  });
  const names = providers.map(({ name }) => name);
  for (const name of names.filter((each, n) => names.indexOf(each) < n)) wrong(`two providers are called ${name}`);
  const routes = read.data.routes ?? { '*': [...new Set(names)] };
  checkRoutes(routes, names, wrong);
  return problems > 0 ? undefined : { providers, routes };
}

function complete(entry: ProviderEntry, folder: string, env: NodeJS.ProcessEnv, wrong: Complain): Provider {
  const { tls, passwordFrom, enquireLinkSeconds, port, webhook: _, ...rest } = entry;
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
  };
}

function webhookSecretsOf(variables: string[], env: NodeJS.ProcessEnv, wrong: Complain): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const variable of variables) {
    const secret = secretIn(variable, env, wrong);
    const problem = webhookSecret.safeParse(secret).error?.issues[0]?.message;
    if (!secret) wrong(`a webhook secret of it is not set: put it in ${variable}`);
    else if (problem) wrong(`the webhook secret in ${variable} ${problem}: openssl rand -hex 32`);
    else if (secrets.has(variable)) wrong(`webhook.secretsFrom names ${variable} twice`);
    else secrets.set(variable, secret);
  }
  return secrets;
}

/** In the variable itself, or in the file that the same name with `_FILE` behind it tells. */
function secretIn(variable: string, env: NodeJS.ProcessEnv, wrong: Complain): string | undefined {
  const file = env[`${variable}_FILE`];
  return env[variable] || (file && readText(file, wrong)?.replace(/[\r\n]+$/, '')) || undefined;
}

function checkRoutes(routes: Record<string, string[]>, names: string[], wrong: Complain): void {
  if (!routes['*']) wrong('routes has no "*": say who takes messages to every other country');
  for (const [country, listed] of Object.entries(routes)) {
    for (const name of listed)
      if (!names.includes(name)) wrong(`routes.${country} names ${name}, which is no provider`);
    if (new Set(listed).size < listed.length) wrong(`routes.${country} names a provider twice`);
  }
}

function readText(path: string, wrong: Complain): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    wrong(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    return undefined;
  }
}

/** zod keeps what is wrong with a key of a record one level down. */
const explain = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;

const placeOf = (path: PropertyKey[]): string =>
  path
    .map((step, n) => (typeof step === 'number' ? `[${step}]` : n === 0 ? String(step) : `.${String(step)}`))
    .join('') || 'the file';

const present = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
