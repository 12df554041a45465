import type { MessageHandler } from '@nestjs/microservices';
import { type ServiceName, type Topic, topicsReadBy } from '@stopsms/contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import type { BatchHandler } from './batch-handling';
import type { HandlerExtras } from './consumes';

export interface Registered extends HandlerExtras {
  handle: BatchHandler;
}

/**
 * Pairs the handlers Nest found with the topics the topology gives this service.
 * @throws Error naming every missing, extra or second handler
 */
export function pairHandlers(service: ServiceName, found: Map<string, MessageHandler>): Registered[] {
  const wanted = new Map(topicsReadBy(service).map((topic) => [topic.name, topic]));
  const problems = [
    ...[...wanted.keys()]
      .filter((name) => !found.has(name))
      .map((name) => `${name} has no handler: add a controller with @Consumes or @Follows and list it in the module`),
    ...[...found.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} has a handler, but topology.ts does not list ${service} among its readers`),
    ...[...found].filter(([, handler]) => handler.next).map(([name]) => `${name} has more than one handler`),
  ];
  if (problems.length > 0) throw new Error(`${service} does not match the topology: ${problems.join('; ')}.`);
  return [...found.values()].map((handler) => ({
    ...(handler.extras as { kafka: HandlerExtras }).kafka,
    handle: async (messages) => {
      const result: unknown = await handler(messages);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    },
  }));
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
