import type { ModuleMetadata, Type } from '@nestjs/common';
import type { ServiceName, Topic } from '@stopsms/contracts';
import type { TopicAlias } from '@stopsms/messaging';
import type { MigrationClass } from '@stopsms/persistence';
import type { z } from 'zod';
import type { Trust } from './platform.module';
import { type SecretsOf, loadConfig } from './settings/config';
import type { PlainOperators } from './settings/plain-connections';
import type { BaseConfig } from './settings/service-settings';

export interface ServiceDefinition<E extends z.ZodRawShape = z.ZodRawShape> extends Trust {
  name: ServiceName;
  /** One line for the OpenAPI document. */
  description: string;
  /** Settings besides the common ones; a function if one of them depends on others. */
  config: z.ZodObject<E> | ((env: NodeJS.ProcessEnv) => z.ZodObject<E>);
  /** Its secrets, which must not be examples in production mode. */
  secrets?: SecretsOf<z.output<z.ZodObject<E>>>;
  /** Names of operators that it reaches without TLS, for a service that binds to operators. */
  plainOperators?: PlainOperators<z.output<z.ZodObject<E>>>;
  /** Topics that its handlers read besides those of the topology. */
  topicAliases?: (config: z.output<z.ZodObject<E>>) => TopicAlias[];
  /** Topics of publishers that it writes besides those of the topology. */
  outsiders?: (config: z.output<z.ZodObject<E>>) => Topic[];
  /** Absent for a service without a database. */
  migrations?: MigrationClass[];
  module: (
    config: BaseConfig & z.output<z.ZodObject<E>>,
  ) => Pick<ModuleMetadata, 'imports' | 'controllers' | 'providers'>;
  /** Paths of clients that cannot be changed and may send `Expect: 100-continue`; see `hardenServer`. */
  takesExpect?: RegExp;
  /** Called before the canary is written to an opt-out topic without one; returns true once everything that must precede it exists. */
  beforeCanary?: (service: Pick<RunningService, 'get'>) => Promise<boolean>;
  /** Stops other sources of work, such as links to operators, before anything that does the work, and ends streams to clients. */
  beforeClose?: (service: Pick<RunningService, 'get'>) => Promise<void>;
}

export interface RunningService {
  url: string;
  get: <T>(token: Type<T> | (abstract new (...args: never[]) => T)) => T;
  /** Stops accepting work, ends work in progress, sends what is committed, and closes. */
  close: () => Promise<void>;
}

export const defineService = <E extends z.ZodRawShape>(definition: ServiceDefinition<E>): ServiceDefinition<E> =>
  definition;

/** Settings that describe a service without starting it: the defaults of its own, in production mode. */
export function describedConfig<E extends z.ZodRawShape>({ config }: ServiceDefinition<E>) {
  const own = typeof config === 'function' ? config({ STOPSMS_MODE: 'development' }) : config;
  return { STOPSMS_MODE: 'production', ...own.parse({}) } as unknown as BaseConfig & z.output<typeof own>;
}

/** @throws ConfigurationError with one line per problem */
export function configOf<E extends z.ZodRawShape>(definition: ServiceDefinition<E>, env: NodeJS.ProcessEnv) {
  const own = typeof definition.config === 'function' ? definition.config(env) : definition.config;
  const { name, migrations, hashesNumbers = false, namesRecipients = false, secrets, plainOperators } = definition;
  const needs = {
    database: migrations !== undefined,
    recipientSecret: hashesNumbers,
    pseudonymSecret: namesRecipients,
  };
  return loadConfig(name, own, env, needs, secrets, plainOperators);
}
