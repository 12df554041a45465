import type { Topic } from '@stopsms/contracts';
import { isSampled } from '@stopsms/kernel';
import type { IHeaders, KafkaMessage } from '@stopsms/kafka-client';
import { assertFits, fitsWith } from './contract-check';
import type { Outgoing } from './message';
import { partitionOf } from './partition';

// One record of many messages: common fields are written once, and each message has its own fields. The format is described
// in decision 0040, for readers in any language.

/** Header with the number of messages of a record; a record without it is one message, and its value the message. */
export const FRAME_HEADER = 'frame';

/** Maximum of messages; after a crash a frame is read again whole. */
const MAX_MESSAGES = 250;
/**
 * Maximum length of the values before common fields are taken out; a record of a broker with default settings holds a
 * megabyte.
 */
const MAX_CHARACTERS = 200_000;

/** Messages of one partition to publish. */
export interface Frame {
  partition: number;
  count: number;
  text: string;
}

/** Trace of a message in a frame without one: its writer does not record it, and no reader should. */
export const UNRECORDED = `00-${'0'.repeat(31)}1-${'0'.repeat(15)}1-00`;

/** JSON of a frame. */
interface Written {
  /** Fields that are equal in every message. */
  shared: Record<string, unknown>;
  /** Other fields of each message, in order. */
  messages: Record<string, unknown>[];
  /** W3C trace contexts of recorded messages, by index. */
  traces?: Record<string, string>;
}

/** Content of a frame, unchecked. */
export interface Opened extends Omit<Written, 'messages'> {
  messages: unknown[];
}

/** Message of a frame. */
interface Unfolded {
  value: Record<string, unknown>;
  /** Trace context, if the message is recorded. */
  traceparent: string | undefined;
}

/**
 * Folds messages of one topic into frames, each of one partition and in the order given.
 * @returns frames with the indexes of their messages in `records`
 * @throws ContractViolation if a message does not fit the topic
 */
export function fold(topic: Topic, records: readonly Outgoing[]): (Frame & { indexes: number[] })[] {
  const byPartition = new Map<number, number[]>();
  records.forEach(({ key, partition = partitionOf(topic, key) }, index) => {
    const indexes = byPartition.get(partition);
    if (indexes) indexes.push(index);
    else byPartition.set(partition, [index]);
  });
  return [...byPartition].flatMap(([partition, indexes]) => {
    const messages = indexes.map((index) => records[index] as Outgoing);
    return slices(topic, messages).map(({ from, to, text }) => ({
      partition,
      count: to - from,
      text,
      indexes: indexes.slice(from, to),
    }));
  });
}

/** @throws Error if the text is no frame */
export function openFrame(text: string): Opened {
  const frame = JSON.parse(text) as Opened;
  const { shared, messages } = frame;
  if (typeof shared !== 'object' || shared === null || !Array.isArray(messages)) throw new Error('no frame');
  return frame;
}

/** @throws Error if the text is no frame */
export function unfold(text: string): Unfolded[] {
  const { shared, messages, traces } = openFrame(text);
  return messages.map((own, index) => ({ value: overlaid(shared, own), traceparent: traces?.[index] }));
}

/**
 * Returns a message: common fields, overlaid with its own. V8 makes a copy by `...` ten times as slowly, and reads its fields
 * thirty times as slowly; `Object.assign`, however, takes a field `__proto__` for the prototype.
 */
export function overlaid(shared: object, own: unknown): Record<string, unknown> {
  const fields = own as object;
  if (hasPrototype(shared) || hasPrototype(fields)) return { ...shared, ...fields };
  return Object.assign({} as Record<string, unknown>, shared, fields);
}

const hasPrototype = (fields: object | null | undefined): boolean =>
  typeof fields === 'object' && fields !== null && Object.hasOwn(fields, '__proto__');

/**
 * Values of the messages of a record, unchecked; none for a tombstone.
 * @throws SyntaxError if it is not JSON
 */
export function valuesIn(record: Pick<KafkaMessage, 'value' | 'headers'>): unknown[] {
  if (record.value === null) return [];
  const text = record.value.toString();
  return isFrame(record) ? unfold(text).map((one) => one.value) : [JSON.parse(text)];
}

/** Number of messages of a record. 1 if it is no frame: a record with a key is a single message, whatever its headers say. */
export function messagesIn(record: Pick<KafkaMessage, 'key' | 'headers'>): number {
  // Headers are read from their octets when they are needed first: not for a record with a key.
  const count = Number((record.key === null ? record.headers : undefined)?.[FRAME_HEADER]?.toString() ?? 1);
  return count >= 1 && count <= MAX_MESSAGES ? count : 1;
}

export const isFrame = ({ headers }: Pick<KafkaMessage, 'headers'>): boolean => headers?.[FRAME_HEADER] !== undefined;

export const frameHeaders = ({ count }: Frame): IHeaders => ({ [FRAME_HEADER]: String(count) });

function slices(topic: Topic, messages: Outgoing[]): { from: number; to: number; text: string }[] {
  const shared = sharedBy(messages);
  const fits = fitsWith(topic, shared);
  const own = messages.map(({ value }) => {
    const fields = without(value as Record<string, unknown>, shared);
    if (!fits(fields)) assertFits(topic, value);
    return JSON.stringify(fields);
  });
  const head = `{"shared":${JSON.stringify(shared)},"messages":[`;
  const made: { from: number; to: number; text: string }[] = [];
  for (let from = 0, to = 0; from < own.length; from = to) {
    let characters = 0;
    do characters += own[to++]?.length ?? 0;
    while (to < own.length && to - from < MAX_MESSAGES && characters + (own[to]?.length ?? 0) <= MAX_CHARACTERS);
    const traces = tracesOf(messages, from, to);
    made.push({ from, to, text: `${head}${own.slice(from, to).join()}]${traces}}` });
  }
  return made;
}

function sharedBy(messages: readonly Outgoing[]): Record<string, unknown> {
  const shared: Record<string, unknown> = {};
  if (messages.length < 2) return shared;
  const valueOf = (index: number) => messages[index]?.value as Record<string, unknown>;
  for (const [name, value] of Object.entries(valueOf(0))) {
    if (value === undefined) continue;
    const isAlike = typeof value === 'object' ? likeObject(value) : (other: unknown) => other === value;
    let index = 1;
    while (index < messages.length && isAlike(valueOf(index)[name])) index += 1;
    if (index === messages.length) shared[name] = value;
  }
  return shared;
}

function likeObject(value: unknown): (other: unknown) => boolean {
  const written = JSON.stringify(value);
  return (other) => other === value || (typeof other === 'object' && JSON.stringify(other) === written);
}

function without(value: Record<string, unknown>, shared: Record<string, unknown>): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const name of Object.keys(value)) if (!Object.hasOwn(shared, name)) own[name] = value[name];
  return own;
}

function tracesOf(messages: readonly Outgoing[], from: number, to: number): string {
  const recorded: Record<string, string> = {};
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const traceparent = messages[index]?.traceparent;
    if (traceparent === undefined || traceparent === UNRECORDED || !isSampled(traceparent)) continue;
    recorded[index - from] = traceparent;
    count += 1;
  }
  return count === 0 ? '' : `,"traces":${JSON.stringify(recorded)}`;
}
