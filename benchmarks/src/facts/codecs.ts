import { brotliCompressSync, brotliDecompressSync, constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A way to compress the JSON of a frame. */
export interface Codec {
  name: string;
  compress: (bytes: Buffer) => Buffer;
  decompress: (bytes: Buffer) => Buffer;
}

const deflate = (level: number): Codec => ({
  name: `deflate, level ${level}`,
  compress: (bytes) => deflateRawSync(bytes, { level }),
  decompress: (bytes) => inflateRawSync(bytes),
});

const brotli = (quality: number): Codec => ({
  name: `brotli, quality ${quality}`,
  compress: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  decompress: (bytes) => brotliDecompressSync(bytes),
});

const NONE: Codec = { name: 'none', compress: (bytes) => bytes, decompress: (bytes) => bytes };

/** Node 20 has no Zstandard. */
export const CODECS: readonly Codec[] = [NONE, deflate(1), deflate(3), deflate(6), brotli(1), brotli(4), brotli(6)];
