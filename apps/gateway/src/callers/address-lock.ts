import { type Clock, Latest } from '@stopsms/kernel';

const LOCKED_MS = 60_000;
const MAX_ADDRESSES = 10_000;

/** Addresses that sent wrong credentials, on this replica. */
export class AddressLock {
  private readonly failures = new Latest<{ count: number; lastAt: number }>(MAX_ADDRESSES);

  /** @param maxFailures - wrong credentials in a row, after which an address is locked */
  constructor(
    private readonly clock: Clock,
    private readonly maxFailures: number,
  ) {}

  /** Seconds until the address may try again; undefined if it may. */
  lockedFor(address: string): number | undefined {
    const failed = this.failures.get(address);
    if (!failed || failed.count < this.maxFailures) return undefined;
    const left = failed.lastAt + LOCKED_MS - this.clock.now();
    if (left > 0) return Math.ceil(left / 1_000);
    this.failures.delete(address);
    return undefined;
  }

  failed(address: string): void {
    const { count = 0 } = this.failures.get(address) ?? {};
    this.failures.set(address, { count: count + 1, lastAt: this.clock.now() });
  }

  passed(address: string): void {
    this.failures.delete(address);
  }
}
