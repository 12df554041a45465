import { uncompressSync } from 'snappy';
import { MAX_INFLATED, tooLarge } from './limits';

/** Begin of the format of snappy-java, in which a stream is cut into blocks. Other clients write one block without it. */
const IN_BLOCKS = Buffer.from('\x82SNAPPY\0', 'latin1');
/** Magic and two versions. */
const BLOCKS_FROM = 16;
const MAX_SIZE_OCTETS = 5;

/** @throws any error for damaged data */
export function readSnappy(octets: Buffer): Buffer {
  if (!octets.subarray(0, IN_BLOCKS.length).equals(IN_BLOCKS)) return readBlock(octets, MAX_INFLATED);
  const blocks: Buffer[] = [];
  let left = MAX_INFLATED;
  for (let at = BLOCKS_FROM; at < octets.length;) {
    const size = octets.readInt32BE(at);
    const from = at + 4;
    at = from + size;
    if (size <= 0 || at > octets.length) throw new RangeError('a block is cut off');
    const block = readBlock(octets.subarray(from, at), left);
    left -= block.length;
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

function readBlock(block: Buffer, limit: number): Buffer {
  // The decoder takes as much memory as the block says that it needs.
  if (statedSize(block) > limit) throw tooLarge();
  return uncompressSync(block) as Buffer;
}

/** Size before compression, with which a block begins. */
function statedSize(block: Buffer): number {
  let size = 0;
  for (let at = 0; at < MAX_SIZE_OCTETS; at += 1) {
    const octet = block.readUInt8(at);
    size += (octet & 0x7f) * 2 ** (7 * at);
    if (octet < 0x80) break;
  }
  return size;
}
