import type { Topic } from '@stopsms/contracts';
import { isSampled } from '@stopsms/kernel';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Outgoing } from '../message';
import { partitionOf } from '../partition';

// One record of many messages: what they have in common stands once, and each has what only it has. Written as decision 0040
// tells, for readers in any language.

/** How many messages a record has, in its only header; a record without it is one message, and its value the message. */
export const FRAME_HEADER = 'frame';

/** A crash has a frame read again whole. */
const MAX_MESSAGES = 250;
/** Of the values, before what they share is taken out; a record of a broker with its defaults holds a megabyte. */
const MAX_CHARACTERS = 200_000;

/** Messages of one partition on their way out. */
export interface Frame {
  partition: number;
  count: number;
  text: string;
}

/** As it is written, in JSON. */
interface Written {
  /** What every message has, and alike. */
  shared: Record<string, unknown>;
  /** What differs, in order. */
  messages: Record<string, unknown>[];
  /** W3C trace contexts of those that are recorded, by their place. */
  traces?: Record<string, string>;
}

/** One message that came in a frame. */
export interface Unfolded {
  value: Record<string, unknown>;
  /** Where the message is recorded. */
  traceparent: string | undefined;
}

/**
 * Frames of messages of one topic, each of one partition and in the order given.
 * @returns which messages each frame has, by their place among `records`
 */
export function fold(topic: Topic, records: readonly Outgoing[]): (Frame & { places: number[] })[] {
  const byPartition = new Map<number, number[]>();
  records.forEach(({ key, partition = partitionOf(topic, key) }, place) => {
    const places = byPartition.get(partition);
    if (places) places.push(place);
    else byPartition.set(partition, [place]);
  });
  return [...byPartition].flatMap(([partition, places]) => {
    const messages = places.map((place) => records[place] as Outgoing);
    return slices(messages).map(({ from, to, text }) => ({
      partition,
      count: to - from,
      text,
      places: places.slice(from, to),
    }));
  });
}

/** @throws Error when it is no frame */
export function unfold(text: string): Unfolded[] {
  const { shared, messages, traces } = JSON.parse(text) as Written;
  if (typeof shared !== 'object' || !Array.isArray(messages)) throw new Error('no frame');
  return messages.map((own, place) => ({ value: { ...shared, ...own }, traceparent: traces?.[place] }));
}

/**
 * What the messages of a record say, unchecked: nothing for a tombstone.
 * @throws SyntaxError for what is not JSON
 */
export function valuesIn(record: Pick<KafkaMessage, 'value' | 'headers'>): unknown[] {
  if (record.value === null) return [];
  const text = record.value.toString();
  return isFrame(record) ? unfold(text).map((one) => one.value) : [JSON.parse(text)];
}

/** 1 for a record that is no frame: one with a key is a single message, whatever the headers of its writer say. */
export function messagesIn({ key, headers }: Pick<KafkaMessage, 'key' | 'headers'>): number {
  const count = Number((key === null ? headers : undefined)?.[FRAME_HEADER]?.toString() ?? 1);
  return count >= 1 && count <= MAX_MESSAGES ? count : 1;
}

export const isFrame = ({ headers }: Pick<KafkaMessage, 'headers'>): boolean => headers?.[FRAME_HEADER] !== undefined;

export const frameHeaders = ({ count }: Frame): IHeaders => ({ [FRAME_HEADER]: String(count) });

function slices(messages: Outgoing[]): { from: number; to: number; text: string }[] {
  const values = messages.map(({ value }) => value as Record<string, unknown>);
  const shared = sharedBy(values);
  const own = values.map((value) => JSON.stringify(without(value, shared)));
  const head = `{"shared":${JSON.stringify(shared)},"messages":[`;
  const made: { from: number; to: number; text: string }[] = [];
  for (let from = 0, to = 0; from < own.length; from = to) {
    let characters = 0;
    do characters += own[to++]?.length ?? 0;
    while (to < own.length && to - from < MAX_MESSAGES && characters + (own[to]?.length ?? 0) <= MAX_CHARACTERS);
    const traces = tracesOf(messages.slice(from, to));
    made.push({ from, to, text: `${head}${own.slice(from, to).join()}]${traces}}` });
  }
  return made;
}

function sharedBy(values: Record<string, unknown>[]): Record<string, unknown> {
  const [first = {}, ...others] = values;
  if (others.length === 0) return {};
  const shared: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(first)) {
    if (value === undefined) continue;
    const isAlike = typeof value === 'object' ? likeObject(value) : (other: unknown) => other === value;
    if (others.every((other) => isAlike(other[name]))) shared[name] = value;
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

function tracesOf(messages: readonly Outgoing[]): string {
  const recorded = messages.flatMap(({ traceparent }, place) =>
    traceparent !== undefined && isSampled(traceparent) ? [[place, traceparent] as const] : [],
  );
  return recorded.length === 0 ? '' : `,"traces":${JSON.stringify(Object.fromEntries(recorded))}`;
}
