import { type Topic, deadLetterOf } from '@stopsms/contracts';
import type { Admin, Kafka, KafkaMessage } from '@stopsms/kafka-client';
import { readRange } from '../broker/read-range';
import { retryTransient } from '../faults/retry-transient';
import { TransientFault } from '../faults/transient-faults';
import { DEAD_LETTER_PARTITION, type DeadLetterNote, isMark, noteOf, offsetsOf } from './dead-letter';

/** Maximum of letters to read, the newest: a note has a few hundred bytes, and the marks of a letter lie behind it. */
const MAX_NOTES = 50_000;
/** Maximum size of the records that a survey returns whole. */
const MAX_KEPT_BYTES = 32_000_000;
const MAX_MS = 30_000;

export interface Broker {
  kafka: Kafka;
  /** Connected. */
  admin: Admin;
  /** Owner of the groups that it reads with, as rights name it: a service, or `cli`. */
  reader: string;
}

export interface Survey {
  /** Oldest first. */
  notes: DeadLetterNote[];
  /** Requested records that fit, by offset. */
  kept: Map<string, KafkaMessage>;
  /** Records before the first that was read. */
  older: number;
}

interface Looking {
  /** Chooses records to return whole; none when absent. */
  keep?: (note: DeadLetterNote) => boolean;
  /** Maximum of newest records to read. */
  most?: number;
  /** Maximum size of returned records. */
  mostKeptBytes?: number;
}

/**
 * Reads the dead letters of a topic, in bounded memory and time.
 * @throws TransientFault if they cannot be read within 30 s
 */
export async function surveyDeadLetters(
  { kafka, admin, reader }: Broker,
  topic: Topic,
  { keep, most = MAX_NOTES, mostKeptBytes = MAX_KEPT_BYTES }: Looking = {},
): Promise<Survey> {
  const name = deadLetterOf(topic.name);
  const { low, high } = await extentOf(admin, name);
  const first = high - low > BigInt(most) ? high - BigInt(most) : low;
  const survey: Survey = { notes: [], kept: new Map(), older: Number(first - low) };
  if (first === high) return survey;
  const replayed = new Set<string>();
  let room = mostKeptBytes;
  const onRecord = (_: number, record: KafkaMessage) => {
    if (BigInt(record.offset) >= high) return;
    if (isMark(record)) {
      for (const offset of offsetsOf(record)) replayed.add(offset);
      return;
    }
    const note = noteOf(record);
    survey.notes.push(note);
    if (!keep?.(note) || note.bytes > room) return;
    room -= note.bytes;
    survey.kept.set(note.offset, record);
  };
  const end = Date.now() + MAX_MS;
  let isRead = false;
  await readRange(kafka, reader, name, new Map([[DEAD_LETTER_PARTITION, first]]), onRecord, (next) => {
    isRead = (next.get(DEAD_LETTER_PARTITION) ?? 0n) >= high;
    return isRead || Date.now() > end;
  });
  if (!isRead) throw new TransientFault(`${name} could not be read in ${MAX_MS / 1_000} s`);
  for (const note of survey.notes) note.replayed = replayed.has(note.offset);
  return survey;
}

/** Returns an empty extent for a topic without readers, and for one that does not exist yet. */
async function extentOf(admin: Admin, name: string): Promise<{ low: bigint; high: bigint }> {
  if (!(await retryTransient(() => admin.listTopics())).includes(name)) return { low: 0n, high: 0n };
  const [extent] = await retryTransient(() => admin.fetchTopicOffsets(name));
  return { low: BigInt(extent?.low ?? 0), high: BigInt(extent?.high ?? 0) };
}
