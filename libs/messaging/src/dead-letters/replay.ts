import { type Topic, deadLetterOf } from '@stopsms/contracts';
import { type KafkaMessage, Partitioners, type Producer, type TopicMessages } from '@stopsms/kafka-client';
import { sendAll } from '../publishing/send-all';
import { type DeadLetterNote, markOf, originalOf } from './dead-letter';
import { isLane, journalled, submissionOf } from './journalled';
import type { UnreadableCode } from '../records/message';
import { type Broker, surveyDeadLetters } from './survey';

const CHUNK = 200;
const UNDECODABLE: UnreadableCode = 'undecodable-batch';

export interface Replayed {
  replayed: number;
  /** Not replayed: the dispatcher's journal has them, so the operator may have them. */
  inJournal: number;
  /** Not replayed: batches that could not be decoded, whose octets are no record. Their writer publishes them again. */
  undecodable: number;
  /** Chosen letters that were replayed before. */
  before: number;
  /** Chosen letters beyond the maximum of one run. */
  left: number;
  /** ISO 8601; when the first and the last of the replayed were dead-lettered. */
  span?: { from: string; to: string };
}

interface Choice {
  /** Chooses among those not replayed yet. */
  wants: (note: DeadLetterNote) => boolean;
  /** Maximum of one run; unbounded when absent. */
  most?: number;
  /** Reports without replaying. */
  dryRun?: boolean;
  /** Called before the first is sent, with the planned result; nothing is sent when it returns false. */
  mayGo?: (result: Replayed) => Promise<boolean>;
  /** Called with the number done. */
  onProgress?: (done: number) => void;
}

/**
 * Reason why records of a compacted topic are not replayed: an old record would replace a newer one of its key and restore,
 * for instance, an opt-out's earlier state. Undefined for other topics.
 */
export function whyNotReplayed(topic: Topic): string | undefined {
  if (topic.cleanup.policy !== 'compact') return undefined;
  const instead =
    topic.name === 'suppression.opt-outs.v1'
      ? 'Use `stopsms republish` instead, which writes every current state again.'
      : 'Republish the current state from its owner instead; see docs/recovery.md.';
  return `${topic.name} is compacted: an old record would replace a newer one. ${instead}`;
}

/**
 * Publishes key and value of chosen dead letters to their topic, then marks them as replayed, 200 at a time: if killed
 * between the two, so many are published twice, which handlers tolerate. A repeated call does the rest. Memory holds at most
 * 32 MB of them.
 */
export async function replayDeadLetters(broker: Broker, topic: Topic, choice: Choice): Promise<Replayed> {
  const { wants, most = Infinity, dryRun, mayGo, onProgress } = choice;
  const { notes, kept } = await surveyDeadLetters(broker, topic, { keep: wants });
  const chosen = notes.filter(wants);
  const unsent = chosen.filter(({ replayed, code }) => !replayed && code !== UNDECODABLE);
  const before = chosen.filter(({ replayed }) => replayed).length;
  const waiting = unsent.slice(0, most);
  const taken = await takenOf(broker, topic, waiting, kept);
  const wanted = waiting.filter(({ offset }) => !taken.has(offset));
  const span = spanOf(wanted);
  const result: Replayed = {
    replayed: wanted.length,
    inJournal: taken.size,
    undecodable: chosen.length - unsent.length - before,
    before,
    left: unsent.length - waiting.length,
    ...(span && { span }),
  };
  if (dryRun || wanted.length === 0) return result;
  if (mayGo && !(await mayGo(result))) return { ...result, replayed: 0 };
  const done = await send(broker, topic, wanted, kept, onProgress);
  return { ...result, replayed: done };
}

const spanOf = (wanted: DeadLetterNote[]): Replayed['span'] => {
  const [first, last] = [wanted[0], wanted.at(-1)];
  return first && last && { from: first.at, to: last.at };
};

/** Offsets of letters that the dispatcher's journal has. */
async function takenOf(
  broker: Broker,
  topic: Topic,
  waiting: DeadLetterNote[],
  kept: ReadonlyMap<string, KafkaMessage>,
): Promise<Set<string>> {
  if (!isLane(topic)) return new Set();
  const submissions = new Map<string, string>();
  await inTurns(broker, topic, waiting, kept, (records) => {
    for (const record of records) {
      const submission = submissionOf(record);
      if (submission !== undefined) submissions.set(record.offset, submission);
    }
    return Promise.resolve();
  });
  const known = await journalled(broker, topic, new Set(submissions.values()), waiting);
  return new Set([...submissions].filter(([, submission]) => known.has(submission)).map(([offset]) => offset));
}

/** @returns number of published letters */
async function send(
  broker: Broker,
  topic: Topic,
  wanted: DeadLetterNote[],
  kept: ReadonlyMap<string, KafkaMessage>,
  onProgress?: (done: number) => void,
): Promise<number> {
  const producer = broker.kafka.producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  let done = 0;
  try {
    await inTurns(broker, topic, wanted, kept, async (records) => {
      for (let from = 0; from < records.length; from += CHUNK) {
        const chunk = records.slice(from, from + CHUNK);
        await sendChunk(producer, topic, chunk);
        done += chunk.length;
        onProgress?.(done);
      }
    });
    return done;
  } finally {
    await producer.disconnect();
  }
}

async function sendChunk(producer: Producer, topic: Topic, chunk: KafkaMessage[]): Promise<void> {
  const name = deadLetterOf(topic.name);
  const originals = chunk.map((record) => originalOf(name, record, topic));
  const send = (topicMessages: TopicMessages[]) => producer.sendBatch({ topicMessages, acks: -1 });
  await sendAll(send, [{ topic: topic.name, messages: originals }]);
  await producer.send({ topic: name, messages: [markOf(chunk.map(({ offset }) => offset))], acks: -1 });
}

/** Reads the records of `wanted`, as many at once as memory permits, until all were read or are gone. */
async function inTurns(
  broker: Broker,
  topic: Topic,
  wanted: readonly DeadLetterNote[],
  first: ReadonlyMap<string, KafkaMessage>,
  work: (records: KafkaMessage[]) => Promise<void>,
): Promise<void> {
  const left = new Set(wanted.map(({ offset }) => offset));
  for (let kept = first; left.size > 0;) {
    const records = [...kept.values()].filter(({ offset }) => left.delete(offset));
    // Records deleted by retention meanwhile do not arrive.
    if (records.length === 0 && kept !== first) return;
    await work(records);
    if (left.size > 0) ({ kept } = await surveyDeadLetters(broker, topic, { keep: ({ offset }) => left.has(offset) }));
  }
}
