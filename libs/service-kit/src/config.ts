import { databaseConnection } from '@stopsms/persistence';
import { z } from 'zod';
import { guessedKeys } from './access/operator-keys';
import { type BaseConfig, base, database, hashing, naming } from './settings/base-settings';
import { kafkaProblems } from './settings/kafka-settings';
import { type PlainOperators, refusedConnections } from './settings/plain-connections';
import { withFiles } from './settings/setting-files';
import { weakKey, weakSecret } from './settings/weak-secrets';

// Configuration is read once, at start, and everything wrong with it is said at once: an operator who mends one variable
// only to be told of the next loses a deployment each time.

/** What not every service is told. */
export interface Needs {
  database: boolean;
  recipientSecret: boolean;
  pseudonymSecret: boolean;
}

/** Secrets of a service beside the common ones, by the name of their setting, with the fewest characters each must have. */
export type SecretsOf<C> = (config: C) => Record<string, [secret: string | undefined, shortest: number]>;

export class ConfigurationError extends Error {}

/**
 * @param extra - what this service needs besides
 * @throws ConfigurationError with one line per problem
 */
export function loadConfig<E extends z.ZodRawShape>(
  service: string,
  extra: z.ZodObject<E>,
  env: NodeJS.ProcessEnv,
  needs: Needs,
  secretsOf: SecretsOf<z.output<z.ZodObject<E>>> = () => ({}),
  operatorsOf: PlainOperators<z.output<z.ZodObject<E>>> = () => undefined,
): BaseConfig & z.output<z.ZodObject<E>> {
  const schema = z.object({
    ...base.shape,
    ...(needs.database ? database.shape : {}),
    ...(needs.recipientSecret ? hashing.shape : {}),
    ...(needs.pseudonymSecret ? naming.shape : {}),
    ...extra.shape,
  });
  return readSettings(service, schema, env, (data, production) => {
    const config = data as unknown as BaseConfig & z.output<z.ZodObject<E>>;
    const problems = together(config, production);
    if (!production) return problems;
    return [
      ...problems,
      ...weakOnes(config, secretsOf),
      ...refusedConnections(config as never, operatorsOf(config as never)),
    ];
  }) as unknown as BaseConfig & z.output<z.ZodObject<E>>;
}

/**
 * Settings from the environment, or from files that it names.
 * @param together - what is wrong with them together, each well by itself; one line each
 * @throws ConfigurationError with one line per problem
 */
export function readSettings<S extends z.ZodRawShape>(
  service: string,
  schema: z.ZodObject<S>,
  env: NodeJS.ProcessEnv,
  together: (settings: z.output<z.ZodObject<S>>, production: boolean) => string[],
): z.output<z.ZodObject<S>> {
  const problems: string[] = [];
  const present = withFiles(env, Object.keys(schema.shape), (problem) => problems.push(problem));
  const production = (present['STOPSMS_MODE'] ?? 'production') === 'production';
  const parsed = schema.safeParse(present);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => explain(schema.shape, present, issue)));
  else problems.push(...together(parsed.data, production));
  if (present['STOPSMS_CLOCK'] && production) {
    problems.push('STOPSMS_CLOCK is set in production mode: messages would leave at unlawful hours. Unset it.');
  }
  if (!parsed.success || problems.length > 0) {
    throw new ConfigurationError(
      [
        `${service} cannot start, ${problems.length} setting(s) are wrong; see .env.example:`,
        ...problems.map((line) => `  ${line}`),
      ].join('\n'),
    );
  }
  return parsed.data;
}

function weakOnes<C>(config: BaseConfig & C, secretsOf: SecretsOf<C>): string[] {
  const { DATABASE_URL: url, STOPSMS_RECIPIENT_SECRET, PSEUDONYM_SECRET } = config;
  const secrets: ReturnType<SecretsOf<C>> = {
    'the password in DATABASE_URL': [url && decodeURIComponent(new URL(url).password), 12],
    KAFKA_SASL_PASSWORD: [config.KAFKA_SASL_PASSWORD, 12],
    ...secretsOf(config),
  };
  const found = Object.entries(secrets).flatMap(([name, [secret, shortest]]) => {
    const why = secret ? weakSecret(secret, shortest) : undefined;
    return why
      ? [`${name} ${why}: production mode takes none that others know. Make one: openssl rand -hex ${shortest}`]
      : [];
  });
  const { WEBHOOK_SECRETS_KEY } = config as { WEBHOOK_SECRETS_KEY?: string | undefined };
  const keys = Object.entries({ STOPSMS_RECIPIENT_SECRET, PSEUDONYM_SECRET, WEBHOOK_SECRETS_KEY }).flatMap(
    ([name, key]) => {
      const why = key && weakKey(key);
      return why ? [`${name} ${why}. Make one: openssl rand -base64 32`] : [];
    },
  );
  return [...keys, ...found];
}

/** What the settings, each well by itself, do not say together. */
function together(config: BaseConfig, production: boolean): string[] {
  const problems = kafkaProblems(config, production);
  if (production && !config.OPERATOR_KEYS?.size) {
    problems.push(
      'OPERATOR_KEYS is not set: in production mode every route needs a key. Give at least one <name>:<SHA-256 of the key>; docs/security.md tells how',
    );
  }
  if (production) {
    const guessed = guessedKeys(config.OPERATOR_KEYS ?? new Map());
    problems.push(
      ...guessed.map(
        (name) => `OPERATOR_KEYS has the hash of a common word for ${name}. Make a key: openssl rand -hex 32`,
      ),
    );
  }
  try {
    if (config.DATABASE_URL) databaseConnection(config.DATABASE_URL, config.DATABASE_SSL_CA);
  } catch (error) {
    problems.push(`DATABASE_URL ${(error as Error).message}`);
  }
  return problems;
}

function explain(shape: z.ZodRawShape, env: Record<string, unknown>, issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const what = (shape[name] as z.ZodType | undefined)?.description;
  const problem = env[name] === undefined ? 'is not set' : issue.message;
  return `${name} ${env[name] === undefined ? problem : `is wrong: ${problem}`}${what ? ` (${what})` : ''}`;
}
