import type { HeldText } from './held-text';

const NONE: ReadonlySet<HeldText> = new Set();

/** Texts by the keys of their senders. */
export class TextsBySender {
  private readonly texts = new Map<string, Set<HeldText>>();

  of(senderKey: string): ReadonlySet<HeldText> {
    return this.texts.get(senderKey) ?? NONE;
  }

  add(text: HeldText): void {
    for (const senderKey of text.senderKeys)
      this.texts.set(senderKey, (this.texts.get(senderKey) ?? new Set()).add(text));
  }

  /** Adds keys that are learned of the sender later. */
  extend(text: HeldText, senderKeys: readonly string[]): void {
    const more = senderKeys.filter((senderKey) => !text.senderKeys.includes(senderKey));
    text.senderKeys.push(...more);
    if (more.length > 0) this.add(text);
  }

  remove(text: HeldText): void {
    for (const senderKey of text.senderKeys) {
      const others = this.texts.get(senderKey);
      others?.delete(text);
      if (others?.size === 0) this.texts.delete(senderKey);
    }
  }

  clear(): void {
    this.texts.clear();
  }
}
