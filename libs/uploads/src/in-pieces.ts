/** 16,000 rows at most, which take some hundredths of a second. */
const PIECE_BYTES = 16 * 1024;

/** Yields an upload in pieces that are small enough to let other work run after each. */
export async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
  }
}
