import { type Clock, Latest, networkOf } from '@stopsms/kernel';

const LOCKED_MS = 60_000;
/** Silence after which the failures of an address count no more. */
const FORGOTTEN_MS = 600_000;
const MAX_ADDRESSES = 10_000;
/** Longest name that is kept: what a caller names is not bounded otherwise. */
const MAX_NAME = 64;

interface Failures {
  byAccount: Map<string, number>;
  lastAt: number;
}

/**
 * Addresses that sent wrong credentials, on this replica; IPv6 by /64. Right credentials clear the failures at the account that they are
 * for and no others: whoever has one account would otherwise guess at another for ever.
 */
export class AddressLock {
  private readonly failures = new Latest<Failures>(MAX_ADDRESSES);

  /** @param maxFailures - wrong credentials, after which an address is locked */
  constructor(
    private readonly clock: Clock,
    private readonly maxFailures: number,
  ) {}

  /** Seconds until the address may try again; undefined if it may. */
  lockedFor(address: string): number | undefined {
    const failed = this.failures.get(networkOf(address));
    if (!failed || countOf(failed) < this.maxFailures) return undefined;
    const left = failed.lastAt + LOCKED_MS - this.clock.now();
    if (left > 0) return Math.ceil(left / 1_000);
    this.failures.delete(networkOf(address));
    return undefined;
  }

  /** @param account - name that the caller gave, of an account or not */
  failed(address: string, account: string): void {
    const key = networkOf(address);
    const name = account.slice(0, MAX_NAME);
    const now = this.clock.now();
    const known = this.failures.get(key);
    const byAccount = known && known.lastAt + FORGOTTEN_MS > now ? known.byAccount : new Map<string, number>();
    byAccount.set(name, (byAccount.get(name) ?? 0) + 1);
    this.failures.set(key, { byAccount, lastAt: now });
  }

  passed(address: string, account: string): void {
    this.failures.get(networkOf(address))?.byAccount.delete(account.slice(0, MAX_NAME));
  }
}

const countOf = ({ byAccount }: Failures): number => [...byAccount.values()].reduce((sum, count) => sum + count, 0);
