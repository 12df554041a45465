import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Result, ok, refused } from '@stopsms/kernel';
import type { Anchor } from '@stopsms/messaging';
import { z } from 'zod';
import { FingerprintShard, slotWords } from './fingerprint-shard';
import { SHARDS } from './fingerprint-view';

// One line of JSON, the head, which `head -1` shows; then each shard; then the CRC-32 of all of that. A shard is its
// capacity, count and length of its returns (uint32 each), its slots as they lie in memory, and its returns, one a line.

const FORMAT = 1;
const HEAD_LIMIT = 64 * 1024;
const SHARD_HEAD_BYTES = 12;
const CRC_BYTES = 4;

const Head = z.object({
  format: z.literal(FORMAT),
  byteOrder: z.enum(['LE', 'BE']),
  topic: z.string(),
  canary: z.string(),
  /** Generation of its recipient keys. */
  generation: z.number().default(0),
  anchor: z.object({ partition: z.number(), offset: z.string().regex(/^\d+$/), timestamp: z.number() }),
  /** Next offset to read, by partition. */
  offsets: z.record(z.string(), z.string().regex(/^\d+$/)),
  entries: z.number(),
  /** Instant at which this view was last begun empty and read from the topic whole; epoch ms. */
  begunAt: z.number(),
  writtenAt: z.number(),
});
export type SnapshotHead = Omit<z.output<typeof Head>, 'format' | 'byteOrder'> & { anchor: Anchor };

export interface SnapshotRefusal {
  code: 'absent' | 'damaged' | 'newer' | 'foreign' | 'old';
  detail: string;
}
const refusal = (code: SnapshotRefusal['code'], detail: string) => refused({ code, detail });

/**
 * Replaces the snapshot in one step, so that a crash leaves the old one or the new one. The shards are copied and written one
 * by one while the view changes: the content may be newer than `head.offsets`, never older, and reading from there only
 * repeats it.
 * @throws the error of the file system
 */
export async function writeSnapshot(
  file: string,
  head: SnapshotHead,
  shards: readonly FingerprintShard[],
): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, 'w');
  try {
    const line = Buffer.from(`${JSON.stringify({ format: FORMAT, byteOrder: endianness(), ...head })}\n`);
    await handle.writeFile(line);
    let crc = crc32(line);
    for (const shard of shards) {
      const bytes = bytesOf(shard);
      crc = crc32(bytes, crc);
      await handle.writeFile(bytes);
    }
    const end = Buffer.alloc(CRC_BYTES);
    end.writeUInt32LE(crc);
    await handle.writeFile(end);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  // The new name is durable once its directory is.
  const directory = await open(dirname(file), 'r');
  await directory.sync().finally(() => directory.close());
}

function bytesOf({ capacity, count, slots, returned }: FingerprintShard): Buffer {
  const returns = Buffer.from([...returned].join('\n'));
  const bytes = Buffer.allocUnsafe(SHARD_HEAD_BYTES + slots.byteLength + returns.length);
  bytes.writeUInt32LE(capacity, 0);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(returns.length, 8);
  bytes.set(new Uint8Array(slots.buffer), SHARD_HEAD_BYTES);
  bytes.set(returns, SHARD_HEAD_BYTES + slots.byteLength);
  return bytes;
}

/**
 * Reads a snapshot if it is complete and `accept`ed; `accept` gets the head before the rest is read. Blocks this process
 * meanwhile: nothing is served before it is read, and using the thread pool 770 times takes longer.
 * @throws the error of the file system, except for a missing file
 */
export async function readSnapshot(
  file: string,
  accept: (head: SnapshotHead) => Promise<SnapshotRefusal | undefined>,
): Promise<Result<{ head: SnapshotHead; shards: FingerprintShard[] }, SnapshotRefusal>> {
  if (!existsSync(file)) return refusal('absent', `there is no ${file}`);
  const descriptor = openSync(file, 'r');
  try {
    const reader = new CheckedReader(descriptor, fstatSync(descriptor).size - CRC_BYTES);
    const head = headFrom(reader.line());
    if (!head.ok) return head;
    const unwanted = await accept(head.value);
    if (unwanted) return refused(unwanted);
    const shards = shardsFrom(reader);
    if (!shards || !reader.endsWell()) return refusal('damaged', `${file} is not whole: its checksum differs`);
    return ok({ head: head.value, shards });
  } finally {
    closeSync(descriptor);
  }
}

function headFrom(line: string | undefined): Result<SnapshotHead, SnapshotRefusal> {
  let json: unknown;
  try {
    json = JSON.parse(line ?? '');
  } catch {
    return refusal('damaged', 'the snapshot does not begin with a line of JSON');
  }
  const format = (json as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > FORMAT) {
    return refusal('newer', `the snapshot has format ${format}, and this dispatcher knows ${FORMAT}`);
  }
  const head = Head.safeParse(json);
  if (!head.success) return refusal('damaged', `the snapshot's head: ${head.error.issues[0]?.message}`);
  if (head.data.byteOrder !== endianness()) return refusal('foreign', 'the snapshot has another byte order');
  return ok(head.data);
}

function shardsFrom(reader: CheckedReader): FingerprintShard[] | undefined {
  const shards: FingerprintShard[] = [];
  for (let n = 0; n < SHARDS; n += 1) {
    const sizes = reader.bytes(SHARD_HEAD_BYTES);
    if (!sizes) return undefined;
    const capacity = sizes.readUInt32LE(0);
    const slots = reader.bytes(slotWords(capacity) * Int32Array.BYTES_PER_ELEMENT);
    const returns = reader.bytes(sizes.readUInt32LE(8));
    if (!slots || !returns) return undefined;
    shards.push(
      new FingerprintShard({
        capacity,
        count: sizes.readUInt32LE(4),
        slots: new Int32Array(slots.buffer),
        returned: returns.length === 0 ? [] : returns.toString().split('\n'),
      }),
    );
  }
  return shards;
}

/** Reads from start to end and keeps the checksum of what it returned. */
class CheckedReader {
  private at = 0;
  private crc = 0;

  constructor(
    private readonly descriptor: number,
    private readonly end: number,
  ) {}

  /** Returns the next octets in a buffer of their own; undefined when fewer are left, whatever length a damaged file asks for. */
  bytes(length: number): Buffer<ArrayBuffer> | undefined {
    if (length > this.end - this.at) return undefined;
    const bytes = Buffer.from(new ArrayBuffer(length));
    for (let filled = 0; filled < length;) {
      const read = readSync(this.descriptor, bytes, filled, length - filled, this.at + filled);
      if (read === 0) return undefined;
      filled += read;
    }
    // For zlib an empty buffer means starting again at 0.
    if (length > 0) this.crc = crc32(bytes, this.crc);
    this.at += length;
    return bytes;
  }

  line(): string | undefined {
    const bytes = Buffer.alloc(Math.max(0, Math.min(HEAD_LIMIT, this.end)));
    readSync(this.descriptor, bytes, 0, bytes.length, 0);
    const length = bytes.indexOf('\n') + 1;
    return length === 0 ? undefined : this.bytes(length)?.toString();
  }

  endsWell(): boolean {
    const written = Buffer.alloc(CRC_BYTES);
    readSync(this.descriptor, written, 0, CRC_BYTES, this.end);
    return this.at === this.end && written.readUInt32LE() === this.crc;
  }
}
