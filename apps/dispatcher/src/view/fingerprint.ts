import { createHash } from 'node:crypto';

/**
 * Location of an opt-out in the view. One object is reused for every look-up, so that none makes garbage: read `hi` and `lo`
 * before the next `take`.
 */
export interface Fingerprint {
  /** int32; its top 8 bits choose the shard. */
  hi: number;
  /** int32, below 2^31 - 1; the order within the shard. */
  lo: number;
  take(recipientKey: string, scope: string): void;
}

/** Maximum of cached scopes: advertisers times their streams, with room; computing the words of a scope again takes 2 µs. */
const SCOPES_KEPT = 20_000;
const LARGEST_INT32 = 0x7fffffff;

const SIX_BITS = new Uint8Array(128);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].forEach((character, value) => {
  SIX_BITS[character.charCodeAt(0)] = value;
});

/**
 * 64 of the recipient key's 128 bits, which are a keyed hash and so already uniform, XORed with 64 bits of the scope's
 * SHA-256. Two opt-outs share a fingerprint with probability 2^-64: among 10 million entries, 3 in a million that any do.
 */
export class KeyFingerprint implements Fingerprint {
  hi = 0;
  lo = 0;
  private readonly scopes = new Map<string, { hi: number; lo: number }>();

  take(recipientKey: string, scope: string): void {
    const words = this.scopes.get(scope) ?? this.wordsOf(scope);
    this.hi = thirtyTwoBits(recipientKey, 0) ^ words.hi;
    const lo = thirtyTwoBits(recipientKey, 6) ^ words.lo;
    this.lo = lo === LARGEST_INT32 ? lo - 1 : lo;
  }

  private wordsOf(scope: string): { hi: number; lo: number } {
    if (this.scopes.size >= SCOPES_KEPT) this.scopes.clear();
    const digest = createHash('sha256').update(scope).digest();
    const words = { hi: digest.readInt32LE(0), lo: digest.readInt32LE(4) };
    this.scopes.set(scope, words);
    return words;
  }
}

/** Five base64url characters and the upper part of a sixth. */
function thirtyTwoBits(text: string, from: number): number {
  return (
    ((SIX_BITS[text.charCodeAt(from)] as number) << 26) |
    ((SIX_BITS[text.charCodeAt(from + 1)] as number) << 20) |
    ((SIX_BITS[text.charCodeAt(from + 2)] as number) << 14) |
    ((SIX_BITS[text.charCodeAt(from + 3)] as number) << 8) |
    ((SIX_BITS[text.charCodeAt(from + 4)] as number) << 2) |
    ((SIX_BITS[text.charCodeAt(from + 5)] as number) >> 4)
  );
}
