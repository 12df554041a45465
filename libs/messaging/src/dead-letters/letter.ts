import type { ServiceName } from '@stopsms/contracts';
import { type Message as KafkaRecord, UndecodableBatch } from '@stopsms/kafka-client';
import type { DeadLetter } from '../records/decode';
import type { UnreadableCode } from '../records/message';
import { withoutOurs } from './dead-letter';

const STACK_CHARACTERS = 2_000;
/** Maximum of letters of one request, and of their octets: a dead-letter topic takes batches of 2 MB. */
const MAX_LETTERS = 200;
const MAX_OCTETS = 500_000;

/** Record that nobody has handled, and why. */
export interface Unhandled {
  record: DeadLetter | UndecodableBatch;
  code: UnreadableCode;
  /** Cause for the letter and the log; quotes nothing of the record. */
  reason: string;
  stack: string | undefined;
}

interface LetterSource {
  topic: string;
  partition: number;
  service: ServiceName;
  /** Epoch ms. */
  at: number;
}

/** Returns the record for a dead-letter topic: the original, with its cause and position in headers. */
export function letterOf({ record, code, reason, stack }: Unhandled, source: LetterSource): KafkaRecord {
  const isBatch = record instanceof UndecodableBatch;
  return {
    key: record.key,
    value: record.value,
    headers: {
      ...withoutOurs(record.headers),
      dlq_code: code,
      dlq_reason: reason,
      dlq_stack: (stack ?? '').slice(0, STACK_CHARACTERS),
      dlq_source_topic: source.topic,
      dlq_source_partition: String(source.partition),
      dlq_source_offset: isBatch ? record.firstOffset : record.offset,
      ...(isBatch && { dlq_source_last_offset: record.offset }),
      dlq_service: source.service,
      dlq_at: new Date(source.at).toISOString(),
    },
  };
}

/** Divides records into those that one request can dead-letter, in order. */
export function* inRequests(all: readonly Unhandled[]): Generator<Unhandled[]> {
  let request: Unhandled[] = [];
  let octets = 0;
  for (const one of all) {
    const { key, value } = one.record;
    const more = (key?.length ?? 0) + (value?.length ?? 0);
    if (request.length === MAX_LETTERS || (request.length > 0 && octets + more > MAX_OCTETS)) {
      yield request;
      request = [];
      octets = 0;
    }
    request.push(one);
    octets += more;
  }
  if (request.length > 0) yield request;
}
