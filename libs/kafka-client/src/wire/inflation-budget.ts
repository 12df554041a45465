import { MAX_INFLATED, decompress } from './codecs';

/** Octets to which a topic's batches of one response may inflate: whoever writes compressed batches delays their own topic only. */
export class InflationBudget {
  private left = 2 * MAX_INFLATED;

  get isSpent(): boolean {
    return this.left <= 0;
  }

  /**
   * Decompresses the records of a batch. One that is refused costs as much as the largest.
   * @throws Undecodable
   */
  inflate(codec: number, octets: Buffer): Buffer {
    this.left -= MAX_INFLATED;
    const inflated = decompress(codec, octets);
    this.left += MAX_INFLATED - inflated.length;
    return inflated;
  }
}
