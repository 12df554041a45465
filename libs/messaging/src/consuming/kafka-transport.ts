import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { ServiceName, Topic } from '@stopsms/contracts';
import { CannotStart, type Clock, type RecipientKeys } from '@stopsms/kernel';
import type { Admin, Kafka, KafkaMessage } from '@stopsms/kafka-client';
import { BatchHandling, type UnreadableHandler } from './batch-handling';
import { MAX_RECORDS } from './batch-walk';
import { BrokerProbe } from '../client/broker-probe';
import type { MessagingLog } from '../client/messaging-log';
import type { KafkaConnection } from '../client/connection';
import type { ConsumerOptions } from './consumer-options';
import { KAFKA_TRANSPORT } from './consumes';
import { Follower, type FollowerMemory } from './follower';
import { valuesIn } from '../records/frame';
import { explainKafkaFault } from '../client/kafka-fault';
import { GroupOffsets } from '../broker/group-offsets';
import type { Lag } from '../broker/lag';
import { type Registered, type TopicAlias, byGroup, groupIdOf, pairHandlers } from './handlers';
import { AT_A_TIME, mergeCalls } from './merge-calls';
import { Precedence } from './precedence';
import type { Publisher } from '../publishing/publisher';
import { type Offsets, readRange } from '../broker/read-range';
import { patientFor, retryTransient } from '../faults/retry-transient';
import { TopicConsumer } from './topic-consumer';
import { ensureTopics } from '../broker/topics';
import { traceBatches } from './trace-batch';
import { isTransient } from '../faults/transient-faults';

const GROUPS_READY_MS = 60_000;

export interface TransportOptions {
  service: ServiceName;
  kafka: Kafka;
  /** Connection of `kafka`. */
  connection: KafkaConnection;
  /** Time that a start waits for brokers that went down since they were reached. */
  startWaitMs: number;
  publisher: Publisher;
  clock: Clock;
  log: MessagingLog;
  /** Recipient keys, in a service that makes them: received keys are converted to the current generation. */
  keys?: RecipientKeys;
  /** Topics to read besides those of the topology. */
  topicAliases?: readonly TopicAlias[];
  /** Topics that it writes besides those of the topology, for publishers outside the platform. */
  outsiders?: readonly Topic[];
  /** Called when a consumer has failed permanently: the process must end so that another takes over. */
  onFatal: (error: Error) => void;
  onDeadLetter?: (topic: string, code: string) => void;
}

/** Hooks of a group whose partitions have state of their own. */
export type GroupHooks = Pick<ConsumerOptions, 'onAssigned' | 'commitMetadata'>;

/** Hands Kafka's batches to Nest's handlers. Why not Nest's own Kafka transport: docs/decisions/0002. */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = KAFKA_TRANSPORT;
  /** An error of a handler reaches the consumer, which decides what becomes of the batch. */
  override readonly propagatesEventHandlerErrors = true;
  readonly offsets: GroupOffsets;
  private readonly admin: Admin;
  private readonly probe: BrokerProbe;
  private readonly consumers: TopicConsumer[] = [];
  /** Group name by topic, if it is not the topic's own. */
  private readonly groups = new Map<string, string>();
  private readonly hooks = new Map<string, GroupHooks>();
  private readonly followers = new Map<string, Follower>();
  private readonly memories = new Map<string, FollowerMemory>();
  private readonly unreadable = new Map<string, UnreadableHandler>();
  private listening = false;

  constructor(private readonly options: TransportOptions) {
    super();
    this.admin = options.kafka.admin();
    this.probe = new BrokerProbe(options.kafka);
    this.offsets = new GroupOffsets(this.admin, options.service);
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.start();
      callback();
    } catch (error) {
      callback(this.refused(error));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    // Read until then: the batches in progress decide by what is followed.
    await Promise.all(Array.from(this.followers.values(), (follower) => follower.stop()));
    await Promise.all([this.admin.disconnect(), this.probe.close()]);
  }

  /** Problems that prevent this service from working; empty when it is ready. */
  problems(): string[] {
    if (!this.listening) return ['Kafka consumers are not started yet'];
    return [...this.consumers, ...this.followers.values()].flatMap((consumer) => consumer.problem() ?? []);
  }

  /**
   * Resolves once the cluster has responded to a small request.
   * @throws when it cannot be reached
   */
  assertAnswers(): Promise<void> {
    return this.probe.ask();
  }

  /**
   * Consumer lag of this replica, topic by topic.
   * @throws when the broker is down
   */
  lags(): Promise<Lag[]> {
    const readers = [...this.consumers, ...this.followers.values()];
    return Promise.all(readers.flatMap((reader) => reader.lags(this.offsets)));
  }

  /** Follower of a topic that this service reads with @Follows. */
  follower(topic: Topic): Follower {
    const follower = this.followers.get(topic.name);
    if (!follower) throw new Error(`${this.options.service} does not follow ${topic.name}`);
    return follower;
  }

  /**
   * Resolves once this service's group has handled everything on `topic` now; false after `timeoutMs`.
   * @param only - partitions to wait for, all when absent
   */
  groupCaughtUp(topic: Topic, timeoutMs: number, only?: ReadonlySet<number>): Promise<boolean> {
    const groupId = groupIdOf(this.options.service, topic, this.groups.get(topic.name));
    const reader = this.consumers.find((consumer) => consumer.reads(topic.name));
    return this.offsets.caughtUp(groupId, topic, timeoutMs, only, (partition) => reader?.handled(topic, partition));
  }

  /** Registers hooks of a group: on assignment, and on commit metadata for the next owner. Call it before the service listens. */
  attach(group: string, hooks: GroupHooks): void {
    this.hooks.set(group, hooks);
  }

  /**
   * Registers the memory of a followed table that outlives the process or needs the latest records alone. Call it before the
   * service listens.
   */
  remember(topic: Topic, memory: FollowerMemory): void {
    this.memories.set(topic.name, memory);
  }

  /**
   * Registers a handler of the records of a topic that are dead-lettered, called in their order. Call it before the service
   * listens.
   */
  onUnreadable(topic: Topic, handle: UnreadableHandler): void {
    this.unreadable.set(topic.name, handle);
  }

  /** True if a partition of a shared topic is ours at this moment. */
  holds(topic: Topic, partition: number): boolean {
    for (const consumer of this.consumers) {
      if (consumer.reads(topic.name) && consumer.lease.holds(topic.name, partition)) return true;
    }
    return false;
  }

  /** Commits offsets of a detached group of this service. */
  async commit(offsets: { topic: string; partition: number; offset: string; metadata: string }[]): Promise<void> {
    const owner = this.consumers.find((consumer) => offsets.every(({ topic }) => consumer.reads(topic)));
    await owner?.commitOffsets(offsets);
  }

  /**
   * See `readRange`.
   * @param onMessage - called with the value of each message, unchecked, and the position of its record
   */
  read(
    topic: Topic,
    from: Offsets,
    onMessage: (value: unknown, partition: number, offset: bigint) => void,
    isDone: (next: Offsets) => boolean,
  ) {
    const onRecord = (partition: number, record: KafkaMessage) => {
      for (const value of valuesIn(record)) onMessage(value, partition, BigInt(record.offset));
    };
    return readRange(this.options.kafka, this.options.service, topic.name, from, onRecord, isDone);
  }

  on(): never {
    throw new Error('The Kafka transport has no events to listen to');
  }

  unwrap<T>(): T {
    return this.options.kafka as T;
  }

  private async start(): Promise<void> {
    const { service, kafka, publisher, log, topicAliases = [], outsiders = [] } = this.options;
    const handlers = pairHandlers(service, this.messageHandlers, topicAliases);
    const patiently = patientFor(this.options.startWaitMs);
    await patiently(() => this.admin.connect());
    await ensureTopics(this.admin, [...topicAliases.map(({ topic }) => topic), ...outsiders], patiently);
    await patiently(() => publisher.connect());
    // A consumer that finds no coordinator fails permanently; a broker that just started creates the topic of groups first.
    await retryTransient(() => this.admin.describeGroups([`stopsms.${service}`]), GROUPS_READY_MS);
    for (const handler of handlers.filter(({ mode }) => mode === 'follow')) {
      const { topic } = handler;
      const handling = this.handlingOf(handler);
      this.followers.set(
        topic.name,
        new Follower(
          kafka,
          this.admin,
          this.offsets,
          service,
          topic,
          handling,
          this.options,
          this.memories.get(topic.name),
        ),
      );
    }
    const shared = handlers.filter(({ mode }) => mode === 'share');
    for (const { topic, group } of shared) if (group !== undefined) this.groups.set(topic.name, group);
    for (const [groupId, members] of byGroup(service, shared)) this.consumers.push(this.consumerOf(groupId, members));
    await Promise.all([...this.followers.values(), ...this.consumers].map((consumer) => consumer.start(patiently)));
    this.listening = true;
    log.info({ topics: handlers.map(({ topic }) => topic.name) }, `${service} consumes ${handlers.length} topics`);
  }

  /**
   * Explains a failed start: missing rights, and brokers that stay down, are for an operator to correct; other errors are
   * returned unchanged.
   */
  private refused(error: unknown): unknown {
    if (error instanceof CannotStart) return error;
    if (isTransient(error)) {
      const { connection, startWaitMs } = this.options;
      const { line } = explainKafkaFault(error, connection);
      return new CannotStart(`${line} Waited ${Math.round(startWaitMs / 1_000)} s.`, { cause: error });
    }
    const { type } = error as { type?: unknown };
    if (typeof type !== 'string' || !type.endsWith('_AUTHORIZATION_FAILED')) return error;
    return new CannotStart(
      `Kafka refuses ${this.options.service} (${type}): give its user the ACLs of docs/security.md, "Kafka".`,
      { cause: error },
    );
  }

  private consumerOf(groupId: string, members: Registered[]): TopicConsumer {
    const { kafka, log, onFatal } = this.options;
    const detached = members.some(({ group }) => group !== undefined);
    const topics = members.map((member) => {
      const { topic } = member;
      const after = member.after?.map((before) => new Precedence(this.offsets, before, groupId));
      return [topic.name, { topic, handling: this.handlingOf(member), ...(after && { after }) }] as const;
    });
    const options: ConsumerOptions = {
      groupId,
      topics: new Map(topics),
      concurrency: members.reduce((sum, { topic }) => sum + topic.partitions, 0),
      detached,
      ...this.hooks.get(members[0]?.group ?? ''),
      maxRecords: Math.min(...members.map((member) => member.maxRecords ?? Infinity)),
      ...(members[0]?.lingerMs !== undefined && { lingerMs: members[0].lingerMs }),
      ...(members[0]?.gathering && { gathering: members[0].gathering }),
      onFatal,
    };
    return new TopicConsumer(kafka, options, log);
  }

  private handlingOf({ topic, handle, mode, group, maxRecords = MAX_RECORDS, everyMs }: Registered): BatchHandling {
    const { service, publisher, clock, log, keys, onDeadLetter } = this.options;
    const traced = traceBatches(topic, { groupId: groupIdOf(service, topic, group), mode }, handle);
    // If partitions have state of their own, one must not wait for another; a followed one needs growing offsets.
    const ownPace = mode === 'follow' || this.hooks.has(group ?? '');
    const handler = ownPace ? traced : mergeCalls(traced, maxRecords, AT_A_TIME, everyMs);
    return new BatchHandling(
      service,
      topic,
      handler,
      publisher,
      clock,
      log,
      (name, code) => onDeadLetter?.(name, code),
      this.unreadable.get(topic.name),
      keys,
      maxRecords,
    );
  }
}
