import { type Topic, smsRequested } from '@stopsms/contracts';

/** What the conventions say of a record, and the id of the message it is about: by that a trace is looked for. */
export function described(topic: Topic, { key, value }: { key: string; value: unknown }) {
  const { messageId } = (value ?? {}) as { messageId?: unknown };
  const id = typeof messageId === 'string' ? messageId : topic.type === smsRequested.type ? key : undefined;
  return {
    'messaging.system': 'kafka',
    'messaging.destination.name': topic.name,
    ...(id !== undefined && { 'stopsms.message.id': id }),
  };
}
