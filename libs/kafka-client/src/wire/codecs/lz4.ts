import { decompressFrameSync } from 'lz4-napi';
import { MAX_INFLATED, tooLarge } from './limits';

const MAGIC = 0x184d2204;
const HAS_DICTIONARY = 0b1;
const HAS_CONTENT_CHECKSUM = 0b100;
const HAS_CONTENT_SIZE = 0b1000;
const HAS_BLOCK_CHECKSUM = 0b10000;
/** Octets that one octet of a block can become. */
const MAX_RATIO = 255;

/**
 * Reads one frame.
 * @throws any error for damaged data
 */
export function readLz4(octets: Buffer): Buffer {
  // The decoder takes as much memory as the blocks say that they need. The last may be smaller than its maximum.
  if (sizeOfBlocks(octets) > 2 * MAX_INFLATED) throw tooLarge();
  const inflated = decompressFrameSync(octets);
  if (inflated.length > MAX_INFLATED) throw tooLarge();
  return inflated;
}

/** Maximum size of the blocks of a frame after they are decompressed. */
function sizeOfBlocks(octets: Buffer): number {
  const flags = octets.readUInt8(4);
  if (octets.readUInt32LE(0) !== MAGIC || (flags & HAS_DICTIONARY) !== 0) throw new RangeError('no frame');
  const maxBlock = 2 ** (2 * ((octets.readUInt8(5) >> 4) & 0b111) + 8);
  const afterBlock = (flags & HAS_BLOCK_CHECKSUM) === 0 ? 0 : 4;
  let at = (flags & HAS_CONTENT_SIZE) === 0 ? 7 : 15;
  let size = 0;
  for (let length = blockLengthAt(octets, at); length !== undefined; length = blockLengthAt(octets, at)) {
    size += Math.min(maxBlock, length * MAX_RATIO);
    at += 4 + length + afterBlock;
  }
  at += (flags & HAS_CONTENT_CHECKSUM) === 0 ? 4 : 8;
  if (at !== octets.length) throw new RangeError('not one frame');
  return size;
}

/** Length of a block; undefined for the mark behind the last. */
function blockLengthAt(octets: Buffer, at: number): number | undefined {
  const stated = octets.readUInt32LE(at);
  return stated === 0 ? undefined : stated & 0x7f_ff_ff_ff;
}
