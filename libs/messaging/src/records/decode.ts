import type { Topic } from '@stopsms/contracts';
import { type RecipientKeys, traceparentFrom } from '@stopsms/kernel';
import { type IHeaders, type KafkaMessage, UndecodableBatch } from '@stopsms/kafka-client';
import { fitsWith, misfit } from './contract-check';
import { currentKey, withCurrentKey } from './current-keys';
import { type Opened, UNRECORDED, isFrame, openFrame, overlaid } from './frame';
import type { Message } from './message';
import { isStructured, openEvent } from './structured-event';

/** Header of a tombstone whose record moved to another key. */
export const MOVED_HEADER = 'stopsms_moved';

export type DeadLetter = Pick<KafkaMessage, 'key' | 'value' | 'headers' | 'offset' | 'timestamp'>;

/** Code of a message that nobody can read: its record does not fit the contract, or the batch around it cannot be decoded. */
type MalformedCode = 'malformed-record' | 'undecodable-batch';

/** Message that cannot be read: nobody handles it. */
export class Malformed {
  /**
   * @param detail - cause; quotes nothing of the content, which may be personal
   * @param record - record for the dead letters: of a readable frame, the one message alone; of an undecodable batch, its octets
   */
  constructor(
    readonly detail: string,
    readonly record: DeadLetter | UndecodableBatch,
  ) {}

  get code(): MalformedCode {
    return this.record instanceof UndecodableBatch ? 'undecodable-batch' : 'malformed-record';
  }
}

/**
 * Checks bytes from the wire against the topic's contract. A frame has many messages, any other record one.
 * @param keys - in a service that makes recipient keys: keys are converted to the current generation
 * @throws UnknownGeneration for a key of a secret that this process was not given
 */
export function decode(
  topic: Topic,
  partition: number,
  raw: KafkaMessage,
  isOurs: () => boolean,
  keys?: RecipientKeys,
): (Decoded | Malformed)[] {
  if (raw instanceof UndecodableBatch) return [new Malformed(`the batch cannot be decoded: ${raw.fault}`, raw)];
  if (topic.framedBy === undefined || !isFrame(raw)) return [decodeOne(topic, partition, raw, isOurs, keys)];
  const frame = openedOrNot(raw);
  if (!frame) return [new Malformed('the value is no frame of messages', raw)];
  const { shared, messages, traces } = frame;
  const { framedBy } = topic;
  const fits = fitsWith(topic, shared);
  const origin = new Origin(topic, partition, raw, isOurs);
  return messages.map((own, index) => {
    if (!isObject(own)) return new Malformed('a message of the frame is no object', origin.alone(own));
    const value = overlaid(shared, own);
    const wrong = fits(own) ? undefined : misfit(topic, value);
    if (wrong) return new Malformed(wrong, origin.alone(value));
    const key = String(value[framedBy]);
    return new Decoded(
      origin,
      keys ? currentKey(topic, key, keys) : key,
      keys ? withCurrentKey(value, keys) : value,
      traces?.[index] ?? UNRECORDED,
      index,
    );
  });
}

function decodeOne(
  topic: Topic,
  partition: number,
  raw: KafkaMessage,
  isOurs: () => boolean,
  keys?: RecipientKeys,
): Decoded | Malformed {
  const malformed = (detail: string) => new Malformed(detail, raw);
  if (raw.key === null) return malformed('the record has no key');
  const written = strictText(raw.key);
  if (written === undefined) return malformed('the key is not UTF-8');
  const key = keys ? currentKey(topic, written, keys) : written;
  const origin = new Origin(topic, partition, raw, isOurs);
  if (raw.value === null) {
    return topic.cleanup.policy === 'compact' ? new Decoded(origin, key, null) : malformed('the value is null');
  }
  const text = strictText(raw.value);
  if (text === undefined) return malformed(`the value (${raw.value.length} bytes) is not UTF-8`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed(`the value (${raw.value.length} bytes) is not JSON`);
  }
  if (isStructured(raw)) {
    const event = openEvent(value);
    if (typeof event === 'string') return malformed(event);
    value = event.data;
    origin.headers = { ...raw.headers, ...event.headers };
  }
  const wrong = misfit(topic, value);
  if (wrong) return malformed(wrong);
  return new Decoded(origin, key, keys ? withCurrentKey(value, keys) : value);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function openedOrNot({ value }: KafkaMessage): Opened | undefined {
  const text = value && strictText(value);
  try {
    return text ? openFrame(text) : undefined;
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

/** Record that its messages have in common. */
export class Origin {
  readonly timestamp: number;
  private own: IHeaders | undefined;

  constructor(
    readonly topic: Topic,
    readonly partition: number,
    readonly raw: KafkaMessage,
    readonly isOurs: () => boolean,
  ) {
    this.timestamp = Number(raw.timestamp);
  }

  /** Parsed from their octets on first access. */
  get headers(): IHeaders | undefined {
    return this.own ?? this.raw.headers;
  }

  set headers(own: IHeaders | undefined) {
    this.own = own;
  }

  /** Record of one message of a frame, as it was written. */
  alone(value: unknown): DeadLetter {
    const { offset, timestamp } = this.raw;
    const key = isObject(value) ? String(value[this.topic.framedBy ?? '']) : 'undefined';
    return { key: Buffer.from(key), value: Buffer.from(JSON.stringify(value)), headers: {}, offset, timestamp };
  }
}

/**
 * Decoded message. Its trace is parsed only when a handler asks for it: a table that follows millions of records passes none
 * on.
 */
export class Decoded implements Message<unknown> {
  private trace: string | undefined;

  /**
   * @param framed - trace of a message of a frame
   * @param index - position in its frame
   */
  constructor(
    private readonly origin: Origin,
    readonly key: string,
    readonly value: unknown,
    private readonly framed?: string,
    private readonly index = 0,
  ) {}

  get topic(): string {
    return this.origin.topic.name;
  }

  get partition(): number {
    return this.origin.partition;
  }

  get offset(): string {
    return this.origin.raw.offset;
  }

  get timestamp(): number {
    return this.origin.timestamp;
  }

  get isOurs(): () => boolean {
    return this.origin.isOurs;
  }

  get moved(): boolean {
    return header(this.origin.headers, MOVED_HEADER) !== undefined;
  }

  /** Trace as received; undefined if the writer set none. */
  get carried(): string | undefined {
    return this.framed ?? header(this.origin.headers, 'traceparent');
  }

  get source(): string | undefined {
    return header(this.origin.headers, 'ce_source');
  }

  get traceparent(): string {
    return (this.trace ??= this.framed === UNRECORDED ? UNRECORDED : traceparentFrom(this.carried));
  }

  set traceparent(own: string) {
    this.trace = own;
  }

  /** Record for the dead letters: of a frame, this message alone as it was written, whose key may have been converted since. */
  record(): DeadLetter {
    const { raw } = this.origin;
    const frame = this.framed === undefined ? undefined : openedOrNot(raw);
    return frame ? this.origin.alone(overlaid(frame.shared, frame.messages[this.index])) : raw;
  }
}

export function header(headers: IHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  return Array.isArray(value) ? value[0]?.toString() : value?.toString();
}
