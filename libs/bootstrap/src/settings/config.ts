import { guessedKeys } from '@stopsms/access';
import { databaseConnection } from '@stopsms/persistence';
import { databaseSettings, hashing, kafkaProblems, naming, readSettings, weakKey, weakSecret } from '@stopsms/service';
import { z } from 'zod';
import { type PlainOperators, refusedConnections } from './plain-connections';
import { type BaseConfig, base } from './service-settings';

/** Settings that only some services have. */
interface Needs {
  database: boolean;
  recipientSecret: boolean;
  pseudonymSecret: boolean;
}

/** Returns the secrets of a service besides the common ones, by the name of their setting, with their minimum lengths. */
export type SecretsOf<C> = (config: C) => Record<string, [secret: string | undefined, shortest: number]>;

/**
 * Reads the settings of a service.
 * @param extra - settings of this service besides the common ones
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
    ...(needs.database ? databaseSettings.shape : {}),
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

/** Returns contradictions between settings that are valid by themselves. */
function together(config: BaseConfig, production: boolean): string[] {
  const problems = kafkaProblems(config, production);
  if (production && !config.OPERATOR_KEYS?.size) {
    problems.push(
      'OPERATOR_KEYS is not set: in production mode every route needs a key. Give at least one <name>:<SHA-256 of the key>; see docs/security.md',
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
