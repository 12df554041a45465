import { z } from 'zod';
import {
  type Provider,
  type SmppProvider,
  type ProviderBook,
  UNLIMITED_RATE,
  type Way,
  password,
  portNumber,
  providerName,
  systemId,
  webhookSecret,
  windowSize,
} from './provider';
import { readProviders } from './read-providers';

/**
 * Environment variables of operators, for a service's settings: a file of them, or a single one.
 * @param env - environment with the passwords that the file names
 * @param withWebhooks - for a service that receives webhooks: also the secrets that sign them
 */
export const providerVariables = (env: NodeJS.ProcessEnv, withWebhooks = false) => ({
  PROVIDERS_FILE: z
    .string()
    .transform((path, context) =>
      readProviders(path, env, (message) => context.addIssue({ code: 'custom', message, input: path }), withWebhooks),
    )
    .optional()
    .describe('file of operators and routes, YAML or JSON; see docs/providers.example.yaml'),
  PROVIDER: providerName.default('simulator').describe('name of the only operator, without PROVIDERS_FILE'),
  SMPP_HOST: z.string().default('127.0.0.1').describe('host of the operator’s SMPP server'),
  SMPP_PORT: portNumber.default(2775),
  SMPP_SYSTEM_ID: systemId.default('stopsms').describe('system ID of our account at the operator'),
  SMPP_PASSWORD: password.default('stopsms'),
  SMPP_WINDOW: windowSize.default(10).describe('maximum number of unacknowledged submits'),
  ALLOW_PLAIN_SMPP: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('allows SMPP without TLS in production mode'),
});

const MIN_PASSWORD = 4;
const MIN_WEBHOOK_SECRET = 32;

/** Used with `providerVariables` by a service that receives webhooks. */
export const webhookVariable = {
  WEBHOOK_SECRET: webhookSecret
    .optional()
    .describe(
      'bearer token of the webhooks of the only operator, without PROVIDERS_FILE; without it, there are no webhooks',
    ),
};

type Variables = z.output<z.ZodObject<ReturnType<typeof providerVariables>>> & { WEBHOOK_SECRET?: string | undefined };

/**
 * Passwords and webhook secrets of the variables, by variable. Operators assign passwords and SMPP permits eight characters,
 * so little can be required of their length.
 */
export const providerSecrets = (settings: Variables): Record<string, [secret: string, shortest: number]> =>
  Object.fromEntries(providersOf(settings).providers.flatMap((provider) => secretsIn(provider, settings)));

function secretsIn(provider: Provider, settings: Variables): [string, [string, number]][] {
  const those = (secrets: Iterable<readonly [string, string]>, shortest: number) =>
    Array.from(secrets, ([variable, secret]): [string, [string, number]] => [variable, [secret, shortest]]);
  if (provider.kind === 'http')
    return [
      ...those(provider.accountSecrets, MIN_PASSWORD),
      ...those(provider.callbackSecrets ?? [], MIN_WEBHOOK_SECRET),
    ];
  const variable = settings.PROVIDERS_FILE ? `the password of ${provider.name}` : 'SMPP_PASSWORD';
  return [[variable, [provider.password, MIN_PASSWORD]], ...those(provider.webhook?.secrets ?? [], MIN_WEBHOOK_SECRET)];
}

/** Names of the operators that are reached without TLS, among those that `reaches` accepts. */
export const plainOperators = (settings: Variables, reaches: (provider: Provider) => boolean = () => true): string[] =>
  providersOf(settings)
    .providers.filter((provider) => isPlain(provider) && reaches(provider))
    .map(({ name }) => name);

const isPlain = (provider: Provider): boolean =>
  provider.kind === 'smpp' ? provider.tls === false : provider.baseUrl.startsWith('http:');

/** Operators of the variables. */
export function providersOf(settings: Variables): ProviderBook {
  if (settings.PROVIDERS_FILE) return settings.PROVIDERS_FILE;
  const { WEBHOOK_SECRET: token } = settings;
  const ways: Way[] = token === undefined ? ['smpp'] : ['smpp', 'webhook'];
  const only: SmppProvider = {
    kind: 'smpp',
    name: settings.PROVIDER,
    host: settings.SMPP_HOST,
    port: settings.SMPP_PORT,
    tls: false,
    systemId: settings.SMPP_SYSTEM_ID,
    password: settings.SMPP_PASSWORD,
    systemType: '',
    connections: 1,
    window: settings.SMPP_WINDOW,
    ratePerSecond: UNLIMITED_RATE,
    validity: 'honoured',
    enquireLinkMs: 30_000,
    receiver: 'receiver',
    receiptId: 'same',
    repliesBy: ways,
    receiptsBy: ways,
    ...(token !== undefined && { webhook: { by: 'token', secrets: new Map([['WEBHOOK_SECRET', token]]) } }),
  };
  return { providers: [only], routes: { '*': [only.name] } };
}
