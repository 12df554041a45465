import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { ServiceName, Topic } from '@stopsms/contracts';
import type { Clock } from '@stopsms/kernel';
import type { Admin, Kafka } from 'kafkajs';
import { BatchHandling } from './batch-handling';
import type { MessagingLog } from './connection';
import { KAFKA_TRANSPORT } from './consumes';
import { Follower } from './follower';
import { type Registered, byGroup, groupIdOf, pairHandlers } from './handlers';
import type { Publisher } from './publisher';
import { retryTransient } from './retry-transient';
import { TopicConsumer } from './topic-consumer';
import { ensureTopics } from './topics';

/** A STOP may be waiting for this, so the pause is short beside the time a STOP may take. */
const CATCH_UP_POLL_MS = 10;

export interface TransportOptions {
  service: ServiceName;
  kafka: Kafka;
  publisher: Publisher;
  clock: Clock;
  log: MessagingLog;
  /** Called when a consumer is dead for good: the process must end so that another takes over. */
  onFatal: (error: Error) => void;
  onDeadLetter?: (topic: string, code: string) => void;
  onLag?: (topic: string, partition: number, lag: number) => void;
  /** Partitions of one group handled at the same time; 3 by default. */
  concurrency?: number;
}

/** Brings Kafka's batches to Nest's handlers. Why not Nest's own Kafka transport: docs/decisions/0002. */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = KAFKA_TRANSPORT;
  private readonly admin: Admin;
  private readonly consumers: TopicConsumer[] = [];
  private readonly followers = new Map<string, Follower>();
  private listening = false;

  constructor(private readonly options: TransportOptions) {
    super();
    this.admin = options.kafka.admin();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumers, ...this.followers.values()].map((consumer) => consumer.stop()));
    await this.admin.disconnect();
  }

  /** What keeps this service from answering; empty when it is ready. */
  problems(): string[] {
    if (!this.listening) return ['Kafka consumers are not started yet'];
    return [...this.consumers, ...this.followers.values()].flatMap((consumer) => consumer.problem() ?? []);
  }

  /** The follower of a topic this service reads with @Follows. */
  follower(topic: Topic): Follower {
    const follower = this.followers.get(topic.name);
    if (!follower) throw new Error(`${this.options.service} does not follow ${topic.name}`);
    return follower;
  }

  /**
   * Resolves once this service's group has committed everything that is on `topic` now; false after `timeoutMs`.
   * @param only - partitions to look at, all of them when absent; no others are waited for
   */
  async groupCaughtUp(topic: Topic, timeoutMs: number, only?: ReadonlySet<number>): Promise<boolean> {
    const all = await retryTransient(() => this.admin.fetchTopicOffsets(topic.name));
    const ends = only ? all.filter(({ partition }) => only.has(partition)) : all;
    const groupId = groupIdOf(this.options.service, topic);
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const [committed] = await retryTransient(() => this.admin.fetchOffsets({ groupId, topics: [topic.name] }));
      const at = new Map(committed?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
      if (ends.every(({ partition, low, high }) => low === high || (at.get(partition) ?? -1n) >= BigInt(high)))
        return true;
      if (Date.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, CATCH_UP_POLL_MS));
    }
  }

  on(): never {
    throw new Error('The Kafka transport has no events to listen to');
  }

  unwrap<T>(): T {
    return this.options.kafka as T;
  }

  private async start(): Promise<void> {
    const { service, kafka, publisher, log } = this.options;
    const handlers = pairHandlers(service, this.messageHandlers);
    await this.admin.connect();
    await retryTransient(() => ensureTopics(this.admin));
    await publisher.connect();
    for (const handler of handlers.filter(({ mode }) => mode === 'follow')) {
      const { topic } = handler;
      const handling = this.handlingOf(handler);
      this.followers.set(
        topic.name,
        new Follower(kafka, this.admin, service, topic, handling, this.options.onFatal, log),
      );
    }
    const shared = handlers.filter(({ mode }) => mode === 'share');
    for (const [groupId, members] of byGroup(service, shared)) this.consumers.push(this.consumerOf(groupId, members));
    await Promise.all([...this.followers.values(), ...this.consumers].map((consumer) => consumer.start()));
    this.listening = true;
    log.info({ topics: handlers.map(({ topic }) => topic.name) }, `${service} consumes ${handlers.length} topics`);
  }

  private consumerOf(groupId: string, members: Registered[]): TopicConsumer {
    const { kafka, log, onFatal, onLag, concurrency = 3 } = this.options;
    return new TopicConsumer(
      kafka,
      {
        groupId,
        topics: new Map(
          members.map((member) => [member.topic.name, { topic: member.topic, handling: this.handlingOf(member) }]),
        ),
        concurrency,
        detached: members.some(({ group }) => group !== undefined),
        maxRecords: Math.min(...members.map((member) => member.maxRecords ?? Infinity)),
        onFatal,
        onProgress: (topic, partition, _next, lag) => onLag?.(topic, partition, lag),
      },
      log,
    );
  }

  private handlingOf({ topic, handle }: Registered): BatchHandling {
    const { service, publisher, clock, log, onDeadLetter } = this.options;
    return new BatchHandling(service, topic, handle, publisher, clock, log, (name, code) => onDeadLetter?.(name, code));
  }
}
