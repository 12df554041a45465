import { type Topic, smsRequested } from '@stopsms/contracts';

/** Returns span attributes of a record by OpenTelemetry's conventions, with the id of its message, by which a trace is found. */
export function described(topic: Topic, { key, value }: { key: string; value: unknown }) {
  const { messageId } = (value ?? {}) as { messageId?: unknown };
  const id = typeof messageId === 'string' ? messageId : topic.type === smsRequested.type ? key : undefined;
  return {
    'messaging.system': 'kafka',
    'messaging.destination.name': topic.name,
    ...(id !== undefined && { 'stopsms.message.id': id }),
  };
}
