import type { Batch, Consumer, ConsumerGroupJoinEvent, ConsumerRunConfig } from '@stopsms/kafka-client';
import { type Names, translatedClient } from './names';

/**
 * Offsets of a batch (`uncommittedOffsets`) are only passed back to it, so they keep the broker's names. Only events that we
 * listen to are translated: the assignment of a join.
 */
export function prefixedConsumer(consumer: Consumer, names: Names): Consumer {
  const { GROUP_JOIN } = consumer.events;
  const translated: Partial<Consumer> = {
    subscribe: (wanted) =>
      consumer.subscribe(
        'topics' in wanted
          ? { ...wanted, topics: wanted.topics.map((topic) => namedOnly(topic, names)) }
          : { ...wanted, topic: namedOnly(wanted.topic, names) },
      ),
    run: (config) => consumer.run(config && prefixedRun(config, names)),
    commitOffsets: (offsets) => consumer.commitOffsets(offsets.map((offset) => names.outward(offset))),
    seek: (offset) => consumer.seek(names.outward(offset)),
    pause: (topics) => consumer.pause(topics.map((topic) => names.outward(topic))),
    resume: (topics) => consumer.resume(topics.map((topic) => names.outward(topic))),
    paused: () => consumer.paused().map((topic) => names.inward(topic)),
    on: ((event: typeof GROUP_JOIN, listener: (event: ConsumerGroupJoinEvent) => void) =>
      consumer.on(event, (details) =>
        listener(event === GROUP_JOIN ? joined(details, names) : details),
      )) as Consumer['on'],
  };
  return translatedClient(consumer, translated, ['connect', 'disconnect', 'stop', 'describeGroup', 'events', 'logger']);
}

function namedOnly(topic: string | RegExp, names: Names): string {
  if (typeof topic !== 'string') throw new Error('With KAFKA_PREFIX a topic is subscribed to by its name');
  return names.outside(topic);
}

function prefixedRun({ eachBatch, eachMessage, ...config }: ConsumerRunConfig, names: Names): ConsumerRunConfig {
  return {
    ...config,
    ...(eachBatch && { eachBatch: (payload) => eachBatch({ ...payload, batch: renamed(payload.batch, names) }) }),
    ...(eachMessage && { eachMessage: (payload) => eachMessage(names.inward(payload)) }),
  };
}

/** A view of the batch, since kafkajs continues to use it; its messages are not copied. */
const renamed = (batch: Batch, names: Names): Batch =>
  Object.create(batch, { topic: { value: names.inside(batch.topic), enumerable: true } }) as Batch;

function joined(event: ConsumerGroupJoinEvent, names: Names): ConsumerGroupJoinEvent {
  const assignment = Object.entries(event.payload.memberAssignment);
  const memberAssignment = Object.fromEntries(assignment.map(([topic, numbers]) => [names.inside(topic), numbers]));
  return { ...event, payload: { ...event.payload, memberAssignment } };
}
