import type { MessageHandler } from '@nestjs/microservices';
import { type ServiceName, type Topic, topicsReadBy } from '@stopsms/contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import type { BatchHandler } from './batch-handling';
import type { HandlerExtras } from './consumes';

export interface Registered extends HandlerExtras {
  handle: BatchHandler;
}

/** A topic outside of the topology, of the same shape as one in it. */
export interface TopicAlias {
  topic: Topic;
  /** Topic whose handler and group read it too. */
  of: Topic;
}

/**
 * Pairs the handlers that Nest found with the topics that the topology gives this service, and with their aliases.
 * @throws Error naming every missing, extra or second handler
 */
export function pairHandlers(
  service: ServiceName,
  handlers: Map<string, MessageHandler>,
  topicAliases: readonly TopicAlias[] = [],
): Registered[] {
  const wanted = new Map(topicsReadBy(service).map((topic) => [topic.name, topic]));
  const problems = [
    ...[...wanted.keys()]
      .filter((name) => !handlers.has(name))
      .map((name) => `${name} has no handler: add a controller with @Consumes or @Follows and list it in the module`),
    ...[...handlers.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} has a handler, but topology.ts does not list ${service} among its readers`),
    ...[...handlers].filter(([, handler]) => handler.next).map(([name]) => `${name} has more than one handler`),
  ];
  if (problems.length > 0) throw new Error(`${service} does not match the topology: ${problems.join('; ')}.`);
  return [...handlers.values()].flatMap((handler) => {
    const extras = (handler.extras as { kafka: HandlerExtras }).kafka;
    const registered: Registered = {
      ...extras,
      handle: async (messages) => {
        const result: unknown = await handler(messages);
        if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
      },
    };
    return withAliases(
      registered,
      topicAliases.filter(({ of }) => of.name === extras.topic.name),
    );
  });
}

/**
 * Registers the aliases in the group of their topic: each partition is handled on its own while others are fetched, and a
 * flood on one topic does not delay another.
 */
function withAliases(handler: Registered, topicAliases: readonly TopicAlias[]): Registered[] {
  if (topicAliases.length === 0) return [handler];
  const group = handler.group ?? handler.topic.name;
  return [handler.topic, ...topicAliases.map(({ topic }) => topic)].map((topic) => ({ ...handler, topic, group }));
}

/** Handlers that share a consumer group, by group id. */
export function byGroup(service: ServiceName, handlers: Registered[]): Map<string, Registered[]> {
  const groups = new Map<string, Registered[]>();
  for (const handler of handlers) {
    const id = groupIdOf(service, handler.topic, handler.group);
    groups.set(id, [...(groups.get(id) ?? []), handler]);
  }
  return groups;
}

/** `stopsms.<service>.<topic or group>` */
export const groupIdOf = (service: ServiceName, topic: Topic, group?: string): string =>
  `stopsms.${service}.${group ?? topic.name}`;
