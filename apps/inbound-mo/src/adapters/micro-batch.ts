import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from '@stopsms/messaging';

interface Waiting<T> {
  item: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export interface MicroBatchOptions {
  /** Items per write. */
  limit?: number;
  /** From the start of one write to the start of the next, at least. */
  everyMs?: number;
}

/**
 * Writes many things at the price of one: what comes while a write is under way, or too soon after it began, goes together
 * in the next. One that comes alone waits for nobody.
 */
export class MicroBatch<T> {
  private waiting: Waiting<T>[] = [];
  private running: Promise<void> | undefined;

  /** @param write - resolves when all items are durable */
  constructor(
    private readonly write: (items: T[]) => Promise<unknown>,
    private readonly options: MicroBatchOptions = {},
  ) {}

  /** Resolves once `item` is durable, rejects if it could not be made so. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.running ??= this.run();
    });
  }

  private async run(): Promise<void> {
    const { limit = 1_000, everyMs = 0 } = this.options;
    while (this.waiting.length > 0) {
      const rest = everyMs > 0 && this.waiting.length < limit ? delay(everyMs, undefined, { ref: false }) : undefined;
      await this.attempt(this.waiting.splice(0, limit));
      await rest;
    }
    this.running = undefined;
  }

  private async attempt(batch: Waiting<T>[]): Promise<void> {
    try {
      await this.write(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length > 1 && !isTransient(error)) {
        // One of them cannot be written: it must not take the others with it.
        for (const one of batch) await this.attempt([one]);
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }
}
