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
  /** One line for OpenAPI. */
  description: string;
  /** Environment variables besides the common ones; a function where one of them speaks of others. */
  config: z.ZodObject<E> | ((env: NodeJS.ProcessEnv) => z.ZodObject<E>);
  /** Its secrets, which must be no examples in production mode. */
  secrets?: SecretsOf<z.output<z.ZodObject<E>>>;
  /** For a service that binds to operators: those it reaches without TLS. */
  plainOperators?: PlainOperators<z.output<z.ZodObject<E>>>;
  /** Topics that its handlers read besides those of the topology. */
  topicAliases?: (config: z.output<z.ZodObject<E>>) => TopicAlias[];
  /** Topics that it writes besides those of the topology, for outsiders. */
  outsiders?: (config: z.output<z.ZodObject<E>>) => Topic[];
  /** Absent for a service that keeps nothing. */
  migrations?: MigrationClass[];
  module: (
    config: BaseConfig & z.output<z.ZodObject<E>>,
  ) => Pick<ModuleMetadata, 'imports' | 'controllers' | 'providers'>;
  /** Addresses of senders that cannot be changed and may send `Expect: 100-continue`; see `hardenServer`. */
  takesExpect?: RegExp;
  /** Asked before the secret's canary is put on an opt-out topic without one: true once all that must come first is there. */
  beforeCanary?: (service: Pick<RunningService, 'get'>) => Promise<boolean>;
  /** Stops what brings work in from elsewhere, before anything that does the work is stopped. */
  beforeClose?: (service: Pick<RunningService, 'get'>) => Promise<void>;
}

export interface RunningService {
  url: string;
  get: <T>(token: Type<T> | (abstract new (...args: never[]) => T)) => T;
  /** Stops taking work, ends what is under way, sends what is committed, and closes. */
  close: () => Promise<void>;
}

export const defineService = <E extends z.ZodRawShape>(definition: ServiceDefinition<E>): ServiceDefinition<E> =>
  definition;

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
