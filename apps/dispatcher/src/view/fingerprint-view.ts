import { type Fingerprint, KeyFingerprint } from './fingerprint';
import { FingerprintShard } from './fingerprint-shard';
import { OptOutView } from './opt-out-view';

export const SHARDS = 256;

/** Measured: a string of 59 characters in a Set. */
const BYTES_PER_RETURN = 120;

/**
 * Opt-outs as 64-bit fingerprints in typed arrays, in 256 shards of which one grows at a time.
 *
 * A return never removes a fingerprint: 64 bits do not identify its owner, so another recipient with the same one would be
 * texted. Counting the owners does not help, because records arrive more than once and compaction leaves a `back` without its
 * `out`. Instead recipients that returned are kept by full key beside the table. That is exact whatever collides, and costs
 * `BYTES_PER_RETURN` for as long as this view lives; the topic keeps the same record, and a view read from it anew holds
 * neither. Building that key and looking it up takes longer than all the rest, so it is done only for fingerprints of
 * recipients that returned.
 */
export class FingerprintView extends OptOutView {
  private table: FingerprintShard[] = emptyShards();
  /** All recipients that ever returned, whether or not they are out again. */
  private everReturned: FingerprintShard[] = emptyShards();
  private changed = 0;

  /** @param fingerprint - another one forces collisions in tests */
  constructor(private readonly fingerprint: Fingerprint = new KeyFingerprint()) {
    super();
  }

  apply(recipientKey: string, scope: string, state: 'out' | 'back'): void {
    const shard = this.shardOf(recipientKey, scope);
    const { hi, lo } = this.fingerprint;
    this.changed += 1;
    if (state === 'back') {
      if (!shard.has(hi, lo)) return;
      shard.returned.add(`${recipientKey}:${scope}`);
      shardIn(this.everReturned, hi).add(hi, lo);
    } else if (!shard.add(hi, lo) && shard.returned.size > 0) {
      shard.returned.delete(`${recipientKey}:${scope}`);
    }
  }

  blocks(recipientKey: string, scope: string): boolean {
    const shard = this.shardOf(recipientKey, scope);
    const { hi, lo } = this.fingerprint;
    if (!shard.has(hi, lo)) return false;
    if (shard.returned.size === 0 || !shardIn(this.everReturned, hi).has(hi, lo)) return true;
    return !shard.returned.has(`${recipientKey}:${scope}`);
  }

  clear(): void {
    this.table = emptyShards();
    this.everReturned = emptyShards();
  }

  get shards(): readonly FingerprintShard[] {
    return this.table;
  }

  /** @param shards - `SHARDS` of them */
  replace(shards: FingerprintShard[]): void {
    this.table = shards;
    this.everReturned = emptyShards();
    for (const { returned } of shards) for (const member of returned) this.takeBack(member);
  }

  /** Number of applied records; a change shows that records arrived since. */
  get changes(): number {
    return this.changed;
  }

  get entries(): number {
    return this.table.reduce((sum, { count, returned }) => sum + count - returned.size, 0);
  }

  get bytes(): number {
    return [...this.table, ...this.everReturned].reduce(
      (sum, { slots, returned }) => sum + slots.byteLength + returned.size * BYTES_PER_RETURN,
      0,
    );
  }

  private takeBack(member: string): void {
    const end = member.indexOf(':');
    this.fingerprint.take(member.slice(0, end), member.slice(end + 1));
    const { hi, lo } = this.fingerprint;
    shardIn(this.everReturned, hi).add(hi, lo);
  }

  private shardOf(recipientKey: string, scope: string): FingerprintShard {
    this.fingerprint.take(recipientKey, scope);
    return shardIn(this.table, this.fingerprint.hi);
  }
}

const shardIn = (table: readonly FingerprintShard[], hi: number): FingerprintShard =>
  table[hi >>> 24] as FingerprintShard;

const emptyShards = (): FingerprintShard[] => Array.from({ length: SHARDS }, () => new FingerprintShard());
