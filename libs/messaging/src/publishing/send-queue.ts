import type { Position } from '@stopsms/contracts';
import type { Message as KafkaRecord, RecordMetadata, TopicMessages } from '@stopsms/kafka-client';
import { isTransient } from '../faults/transient-faults';

export interface Encoded extends KafkaRecord {
  /** Null for a frame. */
  key: string | null;
  partition: number;
}

interface Waiting {
  topic: string;
  records: Encoded[];
  resolve: (positions: Position[]) => void;
  reject: (error: unknown) => void;
}

/** Below the broker's default `message.max.bytes` of 1,048,588 per partition batch; a larger send fails whole. */
const MAX_BATCH_BYTES = 900_000;
const RECORD_OVERHEAD_BYTES = 400;
const MAX_RECORDS = 5_000;

/**
 * One send at a time, so that order holds; records that arrive meanwhile go together in the next. A request costs client,
 * broker and every reader about as much as a hundred records. There is no timer: a record that arrives alone does not wait.
 */
export class SendQueue {
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly send: (batch: TopicMessages[]) => Promise<RecordMetadata[]>) {}

  /**
   * Sends in the order given, in one request where they fit into one.
   * @returns the position of each record
   */
  async add(topic: string, records: Encoded[]): Promise<Position[]> {
    const positions: Position[] = [];
    for (const chunk of chunksByBytes(topic, records)) positions.push(...(await this.enqueue(topic, chunk)));
    return positions;
  }

  private enqueue(topic: string, records: Encoded[]): Promise<Position[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ topic, records, resolve, reject });
      this.running ??= this.run();
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) await this.attempt(this.take());
    this.running = undefined;
  }

  private take(): Waiting[] {
    const room = new RequestSpace();
    const tooMuch = this.waiting.findIndex(({ topic, records }) => !room.take(topic, records));
    return this.waiting.splice(0, tooMuch === -1 ? this.waiting.length : Math.max(tooMuch, 1));
  }

  private async attempt(batch: Waiting[]): Promise<void> {
    try {
      const answers = await this.send(batch.map(({ topic, records }) => ({ topic, messages: records })));
      const next = new Map(
        answers.map((answer) => [at(answer.topicName, answer.partition), BigInt(answer.baseOffset ?? '0')]),
      );
      for (const { topic, records, resolve } of batch)
        resolve(records.map(({ partition }) => claim(next, topic, partition)));
    } catch (error) {
      if (batch.length > 1 && !isTransient(error)) {
        // One of them cannot be sent; the others must not fail with it.
        for (const one of batch) await this.attempt([one]);
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }
}

const at = (topic: string, partition: number): string => `${topic}/${partition}`;

function claim(next: Map<string, bigint>, topic: string, partition: number): Position {
  const where = at(topic, partition);
  const offset = next.get(where) ?? 0n;
  next.set(where, offset + 1n);
  return { partition, offset: offset.toString() };
}

/** Space that is left in one request. */
class RequestSpace {
  private readonly bytes = new Map<string, number>();
  private records = 0;

  /** Returns false, and takes nothing, if they do not fit any more. */
  take(topic: string, records: readonly Encoded[]): boolean {
    const added = new Map<string, number>();
    for (const { partition, key, value } of records) {
      const size = (value?.length ?? 0) + (key?.length ?? 0) + RECORD_OVERHEAD_BYTES;
      const where = at(topic, partition);
      added.set(where, (added.get(where) ?? 0) + size);
    }
    const full = [...added].some(([where, size]) => (this.bytes.get(where) ?? 0) + size > MAX_BATCH_BYTES);
    if (full || this.records + records.length > MAX_RECORDS) return false;
    for (const [where, size] of added) this.bytes.set(where, (this.bytes.get(where) ?? 0) + size);
    this.records += records.length;
    return true;
  }
}

function* chunksByBytes(topic: string, records: Encoded[]): Generator<Encoded[]> {
  // Nearly always they fit, and need no check one by one.
  if (records.length === 0) return;
  if (new RequestSpace().take(topic, records)) {
    yield records;
    return;
  }
  let start = 0;
  let room = new RequestSpace();
  for (let end = 0; end < records.length; end += 1) {
    if (room.take(topic, records.slice(end, end + 1))) continue;
    if (end > start) yield records.slice(start, end);
    start = end;
    room = new RequestSpace();
    room.take(topic, records.slice(end, end + 1));
  }
  yield records.slice(start);
}
