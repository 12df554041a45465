import type { HeldText } from './held-text';

const NONE: ReadonlySet<HeldText> = new Set();

/** Texts by what their senders are found by. */
export class ByPlace {
  private readonly texts = new Map<string, Set<HeldText>>();

  at(place: string): ReadonlySet<HeldText> {
    return this.texts.get(place) ?? NONE;
  }

  add(text: HeldText): void {
    for (const place of text.places) this.texts.set(place, (this.texts.get(place) ?? new Set()).add(text));
  }

  /** More is known of its sender. */
  extend(text: HeldText, places: readonly string[]): void {
    const more = places.filter((place) => !text.places.includes(place));
    text.places.push(...more);
    if (more.length > 0) this.add(text);
  }

  remove(text: HeldText): void {
    for (const place of text.places) {
      const others = this.texts.get(place);
      others?.delete(text);
      if (others?.size === 0) this.texts.delete(place);
    }
  }

  clear(): void {
    this.texts.clear();
  }
}
