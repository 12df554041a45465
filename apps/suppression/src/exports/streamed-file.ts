import { createHash } from 'node:crypto';

/** Digest and length of a file that is streamed and not stored, to sign it at its end. */
export class StreamedFile {
  private readonly hash = createHash('sha256');
  private length = 0;

  /** @returns the same text, to be sent */
  count(text: string): string {
    this.hash.update(text);
    this.length += Buffer.byteLength(text);
    return text;
  }

  /** Once, when all of it is counted. @returns the digest in hexadecimal, and how many bytes it has in UTF-8 */
  end(): { sha256: string; bytes: number } {
    return { sha256: this.hash.digest('hex'), bytes: this.length };
  }
}
