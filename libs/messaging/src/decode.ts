import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { Topic } from '@stopsms/contracts';
import { type Result, ok, refused, traceparentFrom } from '@stopsms/kernel';
import type { IHeaders, KafkaMessage } from 'kafkajs';
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

/** Checks bytes from the wire against the topic's contract. The refusal never quotes the content: it may be personal. */
export function decode(
  topic: Topic,
  partition: number,
  raw: KafkaMessage,
  isOurs: () => boolean,
): Result<Message<unknown>, Malformed> {
  const malformed = (detail: string) => refused({ code: 'malformed-record' as const, detail });
  if (raw.key === null) return malformed('the record has no key');
  const key = strictText(raw.key);
  if (key === undefined) return malformed('the key is not UTF-8');
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
  return wrong ? malformed(wrong) : ok(new Decoded(topic.name, partition, key, raw, value, isOurs));
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
