/** Counts work in progress, and resolves when there is none. */
export class Outstanding {
  private readonly waiters: (() => void)[] = [];
  private inHand = 0;

  get count(): number {
    return this.inHand;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.inHand += 1;
    try {
      return await work();
    } finally {
      this.inHand -= 1;
      if (this.inHand === 0) this.waiters.splice(0).forEach((resolve) => resolve());
    }
  }

  /** Resolves once the count is 0. */
  none(): Promise<void> {
    return this.inHand === 0 ? Promise.resolve() : new Promise((resolve) => this.waiters.push(resolve));
  }
}
