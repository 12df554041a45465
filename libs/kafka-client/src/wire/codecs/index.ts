import { gunzipSync } from 'node:zlib';
import { Undecodable } from '../undecodable-batch';
import { MAX_INFLATED, tooLarge } from './limits';
import { readLz4 } from './lz4';
import { readSnappy } from './snappy';
import { readZstd } from './zstd';

export { MAX_INFLATED } from './limits';

const readGzip = (octets: Buffer): Buffer => gunzipSync(octets, { maxOutputLength: MAX_INFLATED });

/** Codecs by their number in the attributes of a batch. Each throws for damaged data, and takes bounded memory for any. */
const CODECS: ReadonlyMap<number, { name: string; read: (octets: Buffer) => Buffer }> = new Map([
  [1, { name: 'gzip', read: readGzip }],
  [2, { name: 'snappy', read: readSnappy }],
  [3, { name: 'lz4', read: readLz4 }],
  [4, { name: 'zstd', read: readZstd }],
]);

/**
 * Decompresses the records of a batch.
 * @param codec - number in the attributes of the batch; not 0
 * @throws Undecodable for an unknown codec, damaged data, and data that inflates to more than 8 MiB
 */
export function decompress(codec: number, octets: Buffer): Buffer {
  const known = CODECS.get(codec);
  if (!known) throw new Undecodable(`compression codec ${codec} is unknown`);
  try {
    return known.read(octets);
  } catch (error) {
    if (error instanceof Undecodable) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new Undecodable(`its ${known.name} data is damaged`);
  }
}
