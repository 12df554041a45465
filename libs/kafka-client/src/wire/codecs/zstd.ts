import { zstdDecompressSync } from 'node:zlib';
import { MAX_INFLATED, tooLarge } from './limits';

const MAGIC = 0xfd2fb528;
const DICTIONARY_OCTETS = [0, 1, 2, 4] as const;
const SIZE_OCTETS = [0, 2, 4, 8] as const;
const HAS_CHECKSUM = 0b100;
const IS_SINGLE_SEGMENT = 0b100000;
/** Type of a block that is one octet, repeated. */
const REPEATED = 1;

/**
 * Reads one frame (RFC 8878).
 * @throws any error for damaged data
 */
export function readZstd(octets: Buffer): Buffer {
  assertOneFrame(octets);
  return zstdDecompressSync(octets, { maxOutputLength: MAX_INFLATED });
}

/** Refuses frames that follow the first, and a first whose header asks for more memory than a batch may take. */
function assertOneFrame(octets: Buffer): void {
  const flags = octets.readUInt8(4);
  if (octets.readUInt32LE(0) !== MAGIC) throw new RangeError('no frame');
  const isSingle = (flags & IS_SINGLE_SEGMENT) !== 0;
  const dictionary = DICTIONARY_OCTETS[(flags & 0b11) as 0];
  const sizeOctets = isSingle && flags >> 6 === 0 ? 1 : SIZE_OCTETS[(flags >> 6) as 0];
  const sizeAt = (isSingle ? 5 : 6) + dictionary;
  if ((isSingle ? sizeIn(octets, sizeAt, sizeOctets) : windowOf(octets.readUInt8(5))) > MAX_INFLATED) throw tooLarge();
  let at = sizeAt + sizeOctets;
  for (let isLast = false; !isLast;) {
    const header = octets.readUIntLE(at, 3);
    isLast = (header & 1) === 1;
    at += 3 + (((header >> 1) & 0b11) === REPEATED ? 1 : header >> 3);
  }
  if (at + ((flags & HAS_CHECKSUM) === 0 ? 0 : 4) !== octets.length) throw new RangeError('not one frame');
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0b111);
}

function sizeIn(octets: Buffer, at: number, length: number): number {
  if (length === 8) return Number(octets.readBigUInt64LE(at));
  return octets.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}
