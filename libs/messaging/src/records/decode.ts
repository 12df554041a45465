import type { Topic } from '@stopsms/contracts';
import { type RecipientKeys, type Result, ok, refused, traceparentFrom } from '@stopsms/kernel';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { misfit } from './contract-check';
import { currentKey, withCurrentKey } from './current-keys';
import { type Unfolded, isFrame, unfold } from './frame';
import type { Message } from './message';
import { isStructured, openEvent } from './structured-event';

export interface Malformed {
  code: 'malformed-record';
  detail: string;
}

/** Header of a tombstone whose record moved to another key. */
export const MOVED_HEADER = 'stopsms_moved';

/** Content of a record: one message, or those of a frame. */
export interface Decoding {
  message: Result<Message<unknown>, Malformed>;
  /** Record for the dead letters: of a readable frame, the one message alone. */
  record: () => DeadLetter;
}

export type DeadLetter = Pick<KafkaMessage, 'key' | 'value' | 'headers' | 'offset' | 'timestamp'>;

/**
 * Checks bytes from the wire against the topic's contract. The refusal never quotes the content: it may be personal.
 * @param keys - in a service that makes recipient keys: keys are converted to the current generation
 * @throws UnknownGeneration for a key of a secret that this process was not given
 */
export function decode(
  topic: Topic,
  partition: number,
  raw: KafkaMessage,
  isOurs: () => boolean,
  keys?: RecipientKeys,
): Decoding[] {
  const { framedBy } = topic;
  if (framedBy === undefined || !isFrame(raw)) {
    return [{ message: decodeOne(topic, partition, raw, isOurs, keys), record: () => raw }];
  }
  const text = raw.value && strictText(raw.value);
  const unfolded = text ? unfoldedOrNot(text) : undefined;
  if (!unfolded) return [{ message: malformed('the value is no frame of messages'), record: () => raw }];
  return unfolded.map(({ value, traceparent }) => {
    const key = String(value[framedBy]);
    const { offset, timestamp } = raw;
    const alone = { key: Buffer.from(key), offset, timestamp };
    const written = () => ({ ...alone, value: Buffer.from(JSON.stringify(value)), headers: {} });
    const wrong = misfit(topic, value);
    if (wrong) return { message: malformed(wrong), record: written };
    const current = keys ? currentKey(topic, key, keys) : key;
    // The key is changed on a copy: the dead letter stays as written.
    const own = keys ? withCurrentKey({ ...value }, keys) : value;
    const message = new Decoded(topic.name, partition, current, raw, own, isOurs, traceparent ?? UNRECORDED);
    return { message: ok(message), record: written };
  });
}

function decodeOne(
  topic: Topic,
  partition: number,
  raw: KafkaMessage,
  isOurs: () => boolean,
  keys?: RecipientKeys,
): Result<Message<unknown>, Malformed> {
  if (raw.key === null) return malformed('the record has no key');
  const written = strictText(raw.key);
  if (written === undefined) return malformed('the key is not UTF-8');
  const key = keys ? currentKey(topic, written, keys) : written;
  if (raw.value === null) {
    return topic.cleanup.policy === 'compact'
      ? ok(new Decoded(topic.name, partition, key, raw, null, isOurs))
      : malformed('the value is null');
  }
  const text = strictText(raw.value);
  if (text === undefined) return malformed(`the value (${raw.value.length} bytes) is not UTF-8`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed(`the value (${raw.value.length} bytes) is not JSON`);
  }
  let record = raw;
  if (isStructured(raw.headers)) {
    const event = openEvent(value);
    if (typeof event === 'string') return malformed(event);
    value = event.data;
    record = { ...raw, headers: { ...raw.headers, ...event.headers } } as KafkaMessage;
  }
  const wrong = misfit(topic, value);
  if (wrong) return malformed(wrong);
  const own = keys ? withCurrentKey(value, keys) : value;
  return ok(new Decoded(topic.name, partition, key, record, own, isOurs));
}

const malformed = (detail: string) => refused({ code: 'malformed-record' as const, detail });

function unfoldedOrNot(text: string): Unfolded[] | undefined {
  try {
    return unfold(text);
  } catch {
    return undefined;
  }
}

/** Fatal, because lenient decoding inserts replacement characters, which a handset would show. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Returns undefined if the octets have another encoding. */
function strictText(octets: Buffer): string | undefined {
  try {
    return utf8.decode(octets);
  } catch {
    return undefined;
  }
}

/** Trace of a message in a frame without one: its writer does not record it, and no reader should. */
const UNRECORDED = `00-${'0'.repeat(31)}1-${'0'.repeat(15)}1-00`;

/**
 * Decoded record. Its trace is parsed only when a handler asks for it: a table that follows millions of records passes none
 * on.
 */
export class Decoded implements Message<unknown> {
  readonly offset: string;
  readonly timestamp: number;
  private readonly headers: IHeaders | undefined;
  private trace: string | undefined;

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly key: string,
    raw: KafkaMessage,
    readonly value: unknown,
    readonly isOurs: () => boolean,
    private readonly framed?: string,
  ) {
    this.offset = raw.offset;
    this.timestamp = Number(raw.timestamp);
    this.headers = raw.headers;
  }

  get moved(): boolean {
    return header(this.headers, MOVED_HEADER) !== undefined;
  }

  /** Trace as received; undefined if the writer set none. */
  get carried(): string | undefined {
    return this.framed ?? header(this.headers, 'traceparent');
  }

  get source(): string | undefined {
    return header(this.headers, 'ce_source');
  }

  get traceparent(): string {
    const carried = this.carried === UNRECORDED ? undefined : this.carried;
    return (this.trace ??= traceparentFrom(carried));
  }

  set traceparent(own: string) {
    this.trace = own;
  }
}

export function header(headers: IHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  return Array.isArray(value) ? value[0]?.toString() : value?.toString();
}
