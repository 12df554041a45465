import { isTransient } from '@stopsms/messaging';

interface Waiting<T> {
  item: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Writes many things at the price of one: what comes while a write is under way goes together in the next. There is no
 * timer, so one that comes alone waits for nobody.
 */
export class MicroBatch<T> {
  private waiting: Waiting<T>[] = [];
  private running: Promise<void> | undefined;

  /**
   * @param write - resolves when all items are durable
   * @param limit - items per write
   */
  constructor(
    private readonly write: (items: T[]) => Promise<unknown>,
    private readonly limit = 1_000,
  ) {}

  /** Resolves once `item` is durable, rejects if it could not be made so. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.running ??= this.run();
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) await this.attempt(this.waiting.splice(0, this.limit));
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
