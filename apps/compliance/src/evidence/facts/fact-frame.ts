import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { generationOf, recipientKeyBytes, recipientKeyFrom } from '@stopsms/kernel';
import { type Fact, KINDS } from './fact';

// Facts of one transaction as three values: fields of fixed size, which hardly compress; hashes, which sealing reads alone; and the JSON of
// each fact, a line each, compressed. `facts` begins with its digests: how many contexts, the contexts, how many readings, the readings.
// Then follows each fact: id, kind, fields that it has, attempt, instant, and those fields. Numbers are big-endian.

/** A frame as it is stored. */
export interface FrameColumns {
  facts: Buffer;
  hashes: Buffer;
  own: Buffer;
}

export interface FramePosition {
  position: string;
  day: string;
}

/** Fields of a fact that later facts of its message need. */
export type FactHead = Pick<Fact, 'messageId' | 'kind' | 'attempt' | 'context' | 'reading' | 'hash'>;

const HASH_BYTES = 32;
const UUID_BYTES = 16;
const KEY_BYTES = 16;
const GENERATION_BYTES = 2;
const INSTANT_BYTES = 6;
const INDEX_BYTES = 2;
const FIXED_BYTES = UUID_BYTES + 1 + 1 + 2 + INSTANT_BYTES;
/** Bits of the fields that a fact may have, in their order. */
const HAS = { recipient: 1, context: 2, reading: 4, consent: 8, previous: 16 } as const;
const MAX_BYTES = FIXED_BYTES + KEY_BYTES + GENERATION_BYTES + 2 * INDEX_BYTES + UUID_BYTES + HASH_BYTES;
const LINE_FEED = 10;
/** Level of compression; higher ones save less than 1 % of the bytes (docs/decisions/0070-facts-of-a-batch-are-one-row.md). */
const LEVEL = 3;

const NONE: readonly number[] = [];

/** An id without dashes, by which a frame finds its facts: made once where many frames are searched. */
export const hexOf = (id: string): string => id.replaceAll('-', '');

/** @param facts - of one day, 65,535 at most */
export function encodeFrame(facts: readonly Fact[]): FrameColumns {
  const contexts = new Digests();
  const readings = new Digests();
  const body = Buffer.allocUnsafe(facts.length * MAX_BYTES);
  const hashes = Buffer.allocUnsafe(facts.length * HASH_BYTES);
  let at = 0;
  for (let index = 0; index < facts.length; index += 1) {
    const fact = facts[index] as Fact;
    hashes.set(fact.hash, index * HASH_BYTES);
    at = writeUuid(body, fact.messageId, at);
    at = body.writeUInt8(KINDS.indexOf(fact.kind), at);
    at = body.writeUInt8(fieldsOf(fact), at);
    at = body.writeUInt16BE(fact.attempt, at);
    at = body.writeUIntBE(fact.at, at, INSTANT_BYTES);
    if (fact.recipientKey !== null) {
      body.set(recipientKeyBytes(fact.recipientKey), at);
      at = body.writeUInt16BE(generationOf(fact.recipientKey), at + KEY_BYTES);
    }
    if (fact.context) at = body.writeUInt16BE(contexts.indexOf(fact.context), at);
    if (fact.reading) at = body.writeUInt16BE(readings.indexOf(fact.reading), at);
    if (fact.consentId !== null) at = writeUuid(body, fact.consentId, at);
    if (fact.previous) {
      body.set(fact.previous, at);
      at += HASH_BYTES;
    }
  }
  return {
    facts: Buffer.concat([contexts.bytes(), readings.bytes(), body.subarray(0, at)]),
    hashes,
    own: deflateRawSync(facts.map(({ own }) => `${own}\n`).join(''), { level: LEVEL }),
  };
}

/** A frame that was read: it is indexed whole, and facts are decoded one by one. */
export class FactFrame {
  readonly count: number;
  private readonly contexts: Buffer[];
  private readonly readings: Buffer[];
  /** Start of each fact in `columns.facts`. */
  private readonly offsets: Uint32Array;
  /** Numbers of the facts of each message, by `hexOf` its id. */
  private readonly numbers = new Map<string, number[]>();
  private lines: { bytes: Buffer; ends: Uint32Array } | undefined;

  /** @throws Error with what to do when it is damaged */
  constructor(
    readonly at: FramePosition,
    private readonly columns: FrameColumns,
  ) {
    const { hashes } = columns;
    this.count = hashes.length / HASH_BYTES;
    this.offsets = new Uint32Array(this.count);
    [this.contexts, this.readings] = orDamaged(at, () => this.index());
  }

  /** Returns the digests of contexts and of readings. */
  private index(): [Buffer[], Buffer[]] {
    const { facts } = this.columns;
    const [contexts, readingsFrom] = readDigests(facts, 0);
    const [readings, factsFrom] = readDigests(facts, readingsFrom);
    let at = factsFrom;
    for (let number = 0; number < this.count; number += 1) {
      this.offsets[number] = at;
      const id = facts.toString('hex', at, at + UUID_BYTES);
      const of = this.numbers.get(id);
      if (of) of.push(number);
      else this.numbers.set(id, [number]);
      at += FIXED_BYTES + bytesOf(facts.readUInt8(at + UUID_BYTES + 1));
    }
    if (at !== facts.length)
      throw new RangeError(`It has ${facts.length} bytes, and its ${this.count} facts end at ${at}`);
    return [contexts, readings];
  }

  /** Numbers of the facts of a message, ascending. @param hex - its id, as `hexOf` gives it */
  numbersOf(hex: string): readonly number[] {
    return this.numbers.get(hex) ?? NONE;
  }

  head(number: number): FactHead {
    const { facts } = this.columns;
    const at = this.offsets[number] ?? facts.length;
    const has = facts.readUInt8(at + UUID_BYTES + 1);
    const contextAt = at + FIXED_BYTES + (has & HAS.recipient ? KEY_BYTES + GENERATION_BYTES : 0);
    const readingAt = contextAt + (has & HAS.context ? INDEX_BYTES : 0);
    return {
      messageId: readUuid(facts, at),
      kind: KINDS[facts.readUInt8(at + UUID_BYTES)] ?? 'unknown',
      attempt: facts.readUInt16BE(at + UUID_BYTES + 2),
      context: has & HAS.context ? (this.contexts[facts.readUInt16BE(contextAt)] ?? null) : null,
      reading: has & HAS.reading ? (this.readings[facts.readUInt16BE(readingAt)] ?? null) : null,
      hash: this.columns.hashes.subarray(number * HASH_BYTES, (number + 1) * HASH_BYTES),
    };
  }

  fact(number: number): Fact {
    const { facts } = this.columns;
    let at = this.offsets[number] ?? facts.length;
    const has = facts.readUInt8(at + UUID_BYTES + 1);
    const instant = facts.readUIntBE(at + UUID_BYTES + 4, INSTANT_BYTES);
    at += FIXED_BYTES;
    let recipientKey: string | null = null;
    if (has & HAS.recipient) {
      recipientKey = recipientKeyFrom(facts.subarray(at, at + KEY_BYTES), facts.readUInt16BE(at + KEY_BYTES));
      at += KEY_BYTES + GENERATION_BYTES;
    }
    at += (has & HAS.context ? INDEX_BYTES : 0) + (has & HAS.reading ? INDEX_BYTES : 0);
    const consentId = has & HAS.consent ? readUuid(facts, at) : null;
    at += has & HAS.consent ? UUID_BYTES : 0;
    const previous = has & HAS.previous ? facts.subarray(at, at + HASH_BYTES) : null;
    return {
      ...this.head(number),
      at: instant,
      day: this.at.day,
      recipientKey,
      consentId,
      previous,
      own: this.own(number),
    };
  }

  /** JSON of a fact. */
  own(number: number): string {
    const { bytes, ends } = (this.lines ??= orDamaged(this.at, () =>
      linesOf(inflateRawSync(this.columns.own), this.count),
    ));
    return bytes.toString('utf8', number === 0 ? 0 : (ends[number - 1] ?? 0) + 1, ends[number]);
  }
}

function orDamaged<T>({ position, day }: FramePosition, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(
      `Frame ${position} of ${day} cannot be read: ${(error as Error).message}. Its row in fact_frame was altered or damaged: restore it from a backup.`,
      { cause: error },
    );
  }
}

const fieldsOf = ({ recipientKey, context, reading, consentId, previous }: Fact): number =>
  (recipientKey === null ? 0 : HAS.recipient) |
  (context ? HAS.context : 0) |
  (reading ? HAS.reading : 0) |
  (consentId === null ? 0 : HAS.consent) |
  (previous ? HAS.previous : 0);

const bytesOf = (has: number): number =>
  (has & HAS.recipient ? KEY_BYTES + GENERATION_BYTES : 0) +
  (has & HAS.context ? INDEX_BYTES : 0) +
  (has & HAS.reading ? INDEX_BYTES : 0) +
  (has & HAS.consent ? UUID_BYTES : 0) +
  (has & HAS.previous ? HASH_BYTES : 0);

function linesOf(bytes: Buffer, count: number): { bytes: Buffer; ends: Uint32Array } {
  const ends = new Uint32Array(count);
  for (let line = 0, at = -1; line < count; line += 1) {
    at = bytes.indexOf(LINE_FEED, at + 1);
    if (at < 0) throw new RangeError(`It has ${count} facts, and lines for ${line}`);
    ends[line] = at;
  }
  return { bytes, ends };
}

/** Hashes in one value, one after the other. */
export const hashesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));

/** Digests that facts of a frame share, each once, named by index. */
class Digests {
  private readonly indexes = new Map<string, number>();
  private readonly all: Buffer[] = [];

  indexOf(digest: Buffer): number {
    const name = digest.toString('latin1');
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    this.indexes.set(name, this.all.length);
    return this.all.push(digest) - 1;
  }

  bytes(): Buffer {
    const count = Buffer.alloc(INDEX_BYTES);
    count.writeUInt16BE(this.all.length);
    return Buffer.concat([count, ...this.all]);
  }
}

/** Returns the digests, and where they end. */
function readDigests(bytes: Buffer, from: number): [Buffer[], number] {
  const start = from + INDEX_BYTES;
  const end = start + bytes.readUInt16BE(from) * HASH_BYTES;
  if (end > bytes.length) throw new RangeError(`It has ${bytes.length} bytes, and its digests end at ${end}`);
  return [hashesIn(bytes.subarray(start, end)), end];
}

function writeUuid(bytes: Buffer, id: string, at: number): number {
  bytes.write(hexOf(id), at, UUID_BYTES, 'hex');
  return at + UUID_BYTES;
}

function readUuid(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + UUID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
