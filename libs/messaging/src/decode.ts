import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { Topic } from '@stopsms/contracts';
import { type RecipientKeys, type Result, ok, refused, traceparentFrom } from '@stopsms/kernel';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { currentKey, withCurrentKey } from './current-keys';
import type { Message } from './message';

export interface Malformed {
  code: 'malformed-record';
  detail: string;
}

const checks = new WeakMap<Topic['value'], TypeCheck<Topic['value']>>();

function checkOf({ value }: Topic): TypeCheck<Topic['value']> {
  let check = checks.get(value);
  if (!check) checks.set(value, (check = TypeCompiler.Compile(value)));
  return check;
}

/** First thing wrong with `value`, by path and expectation and never by content; undefined when it fits the contract. */
export function misfit(topic: Topic, value: unknown): string | undefined {
  const check = checkOf(topic);
  if (check.Check(value)) return undefined;
  const first = check.Errors(value).First();
  return first ? `${first.path || 'value'}: ${first.message}` : 'value does not fit the schema';
}

/** Whoever moves a record to another key says so where the old key ends. */
export const MOVED_HEADER = 'stopsms_moved';

/**
 * Checks bytes from the wire against the topic's contract. The refusal never quotes the content: it may be personal.
 * @param keys - of a service that makes keys of recipients: those it reads are given as it makes them now
 * @throws UnknownGeneration for a key of a secret that this process was not given
 */
export function decode(
  topic: Topic,
  partition: number,
  raw: KafkaMessage,
  isOurs: () => boolean,
  keys?: RecipientKeys,
): Result<Message<unknown>, Malformed> {
  const malformed = (detail: string) => refused({ code: 'malformed-record' as const, detail });
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
  const wrong = misfit(topic, value);
  if (wrong) return malformed(wrong);
  return ok(new Decoded(topic.name, partition, key, raw, keys ? withCurrentKey(value, keys) : value, isOurs));
}

/** A lenient reading puts a replacement character for what it does not know, and a handset would show it. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined where the octets are of another encoding. */
function strictText(octets: Buffer): string | undefined {
  try {
    return utf8.decode(octets);
  } catch {
    return undefined;
  }
}

/** Its trace is not looked at until a handler asks: a table that follows millions of records passes none on. */
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
  ) {
    this.offset = raw.offset;
    this.timestamp = Number(raw.timestamp);
    this.headers = raw.headers;
  }

  get moved(): boolean {
    return header(this.headers, MOVED_HEADER) !== undefined;
  }

  /** As it came; undefined where the writer set none. */
  get carried(): string | undefined {
    return header(this.headers, 'traceparent');
  }

  get source(): string | undefined {
    return header(this.headers, 'ce_source');
  }

  get traceparent(): string {
    return (this.trace ??= traceparentFrom(this.carried));
  }

  set traceparent(own: string) {
    this.trace = own;
  }
}

export function header(headers: IHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  return Array.isArray(value) ? value[0]?.toString() : value?.toString();
}
