import { type ServiceName, type Topic, deadLetterOf, replayerOf, topicsReadBy, topology } from '@stopsms/contracts';
import { Problem } from '@stopsms/http';
import {
  type Broker,
  type DeadLetterNote,
  type KafkaTransport,
  type Replayed,
  replayDeadLetters,
  shareCalls,
  surveyDeadLetters,
  whyNotReplayed,
} from '@stopsms/messaging';
import type { Kafka, KafkaMessage } from '@stopsms/kafka-client';

/** Maximum of one call; `left` counts the rest. */
export const MAX_REPLAYED = 10_000;

interface LettersOfTopic {
  topic: string;
  /** Null for a compacted topic, which nobody may replay. */
  replayedBy: ServiceName | null;
  waiting: number;
  replayed: number;
  /** Number of dead letters before the newest 50,000, which are not read. */
  older: number;
  oldest?: Date;
  newest?: Date;
  causes: { service: string; code: string; reason: string; waiting: number }[];
}

/** Maximum number of causes of a topic: a hostile writer may produce many reasons. */
const MAX_CAUSES = 20;

/** Dead letters of a service's readers, and their replay. */
export class DeadLetters {
  private readonly topics: readonly Topic[];
  private readonly aliases: ReadonlySet<Topic>;
  private readonly surveyAll = shareCalls(() => this.look());
  private turn: Promise<unknown> = Promise.resolve();

  /** @param aliases - topics that the service reads besides those of the topology */
  constructor(
    private readonly service: ServiceName,
    aliases: readonly Topic[],
    private readonly transport: () => KafkaTransport,
  ) {
    const read = topicsReadBy(service);
    const replayed = topology.map(({ topic }) => topic).filter((topic) => replayerOf(topic) === service);
    this.aliases = new Set(aliases);
    this.topics = [...new Set([...read, ...replayed, ...aliases])];
  }

  /** Returns the topics that have any; concurrent callers share one survey. */
  ofAllTopics(): Promise<LettersOfTopic[]> {
    return this.surveyAll();
  }

  /** @throws Problem 404 */
  async notesOf(name: string): Promise<{ notes: DeadLetterNote[]; older: number }> {
    const topic = this.topicNamed(name);
    return this.withBroker((broker) => surveyDeadLetters(broker, topic));
  }

  /** @throws Problem 404 */
  async letter(name: string, wanted: string): Promise<{ note: DeadLetterNote; record: KafkaMessage }> {
    const topic = this.topicNamed(name);
    const { notes, kept } = await this.withBroker((broker) =>
      surveyDeadLetters(broker, topic, { keep: ({ offset }) => offset === wanted }),
    );
    const [note, record] = [notes.find(({ offset }) => offset === wanted), kept.get(wanted)];
    if (!note || !record) throw Problem.notFound('dead letter', `${deadLetterOf(topic.name)}@${wanted}`);
    return { note, record };
  }

  /**
   * Replays those that were not replayed yet, one call after the other in this process.
   * @throws Problem 404, and 409 if another service or none may replay them
   */
  async replay(name: string, wants: (note: DeadLetterNote) => boolean): Promise<Replayed> {
    const topic = this.topicNamed(name);
    const why = whyNotReplayed(topic);
    if (why !== undefined) throw new Problem('replay-impossible', why);
    const by = this.replayerOf(topic);
    if (by !== this.service)
      throw new Problem(
        'replayed-elsewhere',
        `${topic.name} has several readers. Send the request to ${by}, which writes it.`,
      );
    const work = this.turn.then(() =>
      this.withBroker((broker) => replayDeadLetters(broker, topic, { wants, most: MAX_REPLAYED })),
    );
    this.turn = work.catch(() => undefined);
    return work;
  }

  private async look(): Promise<LettersOfTopic[]> {
    return this.withBroker(async (broker) => {
      const found: LettersOfTopic[] = [];
      for (const topic of this.topics) {
        const { notes, older } = await surveyDeadLetters(broker, topic);
        if (notes.length > 0) found.push({ ...this.summary(topic, notes), older });
      }
      return found;
    });
  }

  private summary(topic: Topic, notes: readonly DeadLetterNote[]): Omit<LettersOfTopic, 'older'> {
    const waiting = notes.filter(({ replayed }) => !replayed);
    const causes = new Map<string, LettersOfTopic['causes'][number]>();
    for (const { service, code, reason } of waiting) {
      const cause = `${service}\0${code}\0${reason}`;
      const known = causes.get(cause);
      if (known) known.waiting += 1;
      else if (causes.size < MAX_CAUSES) causes.set(cause, { service, code, reason, waiting: 1 });
    }
    const [oldest, newest] = [instantOf(waiting[0]), instantOf(waiting.at(-1))];
    return {
      topic: topic.name,
      replayedBy: whyNotReplayed(topic) === undefined ? this.replayerOf(topic) : null,
      waiting: waiting.length,
      replayed: notes.length - waiting.length,
      ...(oldest && { oldest }),
      ...(newest && { newest }),
      causes: [...causes.values()],
    };
  }

  /** Returns the service that replays a topic; this one for the topic of a publisher. */
  private replayerOf(topic: Topic): ServiceName {
    return this.aliases.has(topic) ? this.service : (replayerOf(topic) ?? this.service);
  }

  private topicNamed(name: string): Topic {
    const topic = this.topics.find((each) => each.name === name || deadLetterOf(each.name) === name);
    if (topic) return topic;
    const detail = `${this.service} neither reads nor puts back a topic of this name; GET /v1/dead-letters lists those with dead letters.`;
    throw new Problem('not-found', detail);
  }

  private async withBroker<R>(work: (broker: Broker) => Promise<R>): Promise<R> {
    const kafka = this.transport().unwrap<Kafka>();
    const admin = kafka.admin();
    await admin.connect();
    try {
      return await work({ kafka, admin, reader: this.service });
    } finally {
      await admin.disconnect();
    }
  }
}

/** Returns undefined for an invalid time: a writer of the topic may write anything. */
export function instantOf(note: Pick<DeadLetterNote, 'at'> | undefined): Date | undefined {
  const at = note && Date.parse(note.at);
  return at === undefined || Number.isNaN(at) ? undefined : new Date(at);
}
