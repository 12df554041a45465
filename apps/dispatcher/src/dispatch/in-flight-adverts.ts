/**
 * Recipients with an advert between the last check of the view and the operator's response. A confirmation for one of them
 * waits, so that no advert is submitted after it (docs/design/guarantees.md#g3).
 */
export class InFlightAdverts {
  private readonly counts = new Map<string, number>();
  private waiters = new Map<string, (() => void)[]>();

  add(recipientKey: string): void {
    this.counts.set(recipientKey, (this.counts.get(recipientKey) ?? 0) + 1);
  }

  remove(recipientKey: string): void {
    const left = (this.counts.get(recipientKey) ?? 1) - 1;
    if (left > 0) {
      this.counts.set(recipientKey, left);
      return;
    }
    this.counts.delete(recipientKey);
    for (const resolve of this.waiters.get(recipientKey) ?? []) resolve();
    this.waiters.delete(recipientKey);
  }

  /** Resolves once none is in flight. */
  async settled(recipientKey: string): Promise<void> {
    if (!this.counts.has(recipientKey)) return;
    await new Promise<void>((resolve) => {
      this.waiters.set(recipientKey, [...(this.waiters.get(recipientKey) ?? []), resolve]);
    });
  }
}
