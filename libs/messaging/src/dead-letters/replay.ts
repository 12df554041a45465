import { type Topic, deadLetterOf } from '@stopsms/contracts';
import { type KafkaMessage, Partitioners, type Producer } from 'kafkajs';
import { type DeadLetterNote, markOf, originalOf } from './dead-letter';
import { isLane, journalled, submissionOf } from './journalled';
import { type Broker, surveyDeadLetters } from './survey';

const CHUNK = 200;

export interface Replayed {
  replayed: number;
  /** Left where they are: the dispatcher's journal knows them, so the operator may have them. */
  inJournal: number;
  /** Of those that were chosen, replayed before. */
  before: number;
  /** Of those that were chosen, more than go in one go. */
  left: number;
  /** ISO 8601: when the first and the last of those replayed were given up. */
  span?: { from: string; to: string };
}

export interface Choice {
  /** Which of those not replayed yet. */
  wants: (note: DeadLetterNote) => boolean;
  /** At most so many in one go; unbounded when absent. */
  most?: number;
  /** Tells what would be done. */
  dryRun?: boolean;
  /** Asked before the first is sent, with how many would go; nothing goes when it says no. */
  mayGo?: (result: Replayed) => Promise<boolean>;
  /** Told how many are done. */
  onProgress?: (done: number) => void;
}

/**
 * Why records of a compacted topic are not replayed: an old record would take the place of a newer one of its key, and bring
 * back an opt-out's earlier state, for instance. Undefined for other topics.
 */
export function whyNotReplayed(topic: Topic): string | undefined {
  if (topic.cleanup.policy !== 'compact') return undefined;
  const instead =
    topic.name === 'suppression.opt-outs.v1'
      ? 'Use `stopsms republish` instead, which writes every current state again.'
      : 'Have its owner write the current state again; see docs/recovery.md.';
  return `${topic.name} keeps the last state of each key, and an old record would replace a newer one. ${instead}`;
}

/**
 * Produces key and value of chosen dead letters to the topic they came from, then marks them as replayed, 200 at a time: should it
 * be killed between the two, so many come twice, which no handler minds. Asked again it does what is left.
 * Memory holds 32 MB of them at most.
 */
export async function replayDeadLetters(broker: Broker, topic: Topic, choice: Choice): Promise<Replayed> {
  const { wants, most = Infinity, dryRun, mayGo, onProgress } = choice;
  const { notes, kept } = await surveyDeadLetters(broker, topic, { keep: wants });
  const chosen = notes.filter(wants);
  const unsent = chosen.filter(({ replayed }) => !replayed);
  const waiting = unsent.slice(0, most);
  const taken = await takenOf(broker, topic, waiting, kept);
  const wanted = waiting.filter(({ offset }) => !taken.has(offset));
  const span = spanOf(wanted);
  const result: Replayed = {
    replayed: wanted.length,
    inJournal: taken.size,
    before: chosen.length - unsent.length,
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

/** Offsets of those that the dispatcher's journal knows. */
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

/** @returns how many went */
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
  await producer.send({
    topic: topic.name,
    messages: chunk.map((record) => originalOf(name, record, topic)),
    acks: -1,
  });
  await producer.send({ topic: name, messages: [markOf(chunk.map(({ offset }) => offset))], acks: -1 });
}

/** Reads the records of `wanted`, as many at once as memory is given for, until all were there or are gone. */
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
    // What retention took meanwhile comes no more.
    if (records.length === 0 && kept !== first) return;
    await work(records);
    if (left.size > 0) ({ kept } = await surveyDeadLetters(broker, topic, { keep: ({ offset }) => left.has(offset) }));
  }
}
