import { randomFillSync } from 'node:crypto';

const KEY_BYTES = 16;
const FILLED_AT_ONCE = 2 ** 28;

/** An advertiser's id. */
export const SCOPE = '0190d3a4-7b1e-7c3d-8f2a-6b5c4d3e2f10';

export const member = (key: string): string => `${key}:${SCOPE}`;

/** Recipient keys as the platform makes them, 22 characters of uniform bits, kept as bytes and made into strings on demand. */
export class RandomKeys {
  private readonly bytes: Buffer;

  constructor(readonly count: number) {
    this.bytes = Buffer.alloc(count * KEY_BYTES);
    for (let at = 0; at < this.bytes.length; at += FILLED_AT_ONCE) {
      randomFillSync(this.bytes.subarray(at, at + FILLED_AT_ONCE));
    }
  }

  at(index: number): string {
    return this.bytes.toString('base64url', index * KEY_BYTES, (index + 1) * KEY_BYTES);
  }

  /** Some of them, in no order. */
  sample(size: number): string[] {
    return Array.from({ length: size }, () => this.at(Math.floor(Math.random() * this.count)));
  }
}
