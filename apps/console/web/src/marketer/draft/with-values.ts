import type { Check } from './marks';

/** `{{name}}`, as it is written in a text. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

export interface Filled {
  /** As a contact would get it. */
  text: string;
  /** Where what the text has at a place stands in what was written; of a place within a value, the placeholder's begin or end. */
  writtenAt: (place: number, side: 'from' | 'to') => number;
}

/**
 * Puts a contact's values into a text, as they are put there when it leaves, so that it can be read as the contact would.
 * @param values - by column, in lower case; a placeholder without one stays
 */
export function withValues(written: string, values: Readonly<Record<string, string>>): Filled {
  const changes: { from: number; to: number; was: number; value: string }[] = [];
  let moved = 0;
  const text = written.replace(PLACEHOLDER, (placeholder: string, name: string, at: number) => {
    const value = values[name.trim().toLowerCase().normalize('NFC')];
    if (value === undefined) return placeholder;
    changes.push({ from: at + moved, to: at + moved + value.length, was: placeholder.length, value });
    moved += value.length - placeholder.length;
    return value;
  });
  const writtenAt: Filled['writtenAt'] = (place, side) => {
    let back = 0;
    for (const { from, to, was } of changes) {
      if (place <= from) break;
      if (place < to) return from - back + (side === 'to' ? was : 0);
      back += to - from - was;
    }
    return place - back;
  };
  return { text, writtenAt };
}

/** What was said of the text as a contact would get it, at the places of what was written. */
export function asWritten(editor: Check['editor'], writtenAt: Filled['writtenAt']): Check['editor'] {
  const placed = <P extends { from: number; to: number }>(places: readonly P[]): P[] =>
    places.map((place) => ({ ...place, from: writtenAt(place.from, 'from'), to: writtenAt(place.to, 'to') }));
  return {
    ...editor,
    parts: placed(editor.parts),
    words: placed(editor.words),
    costly: editor.costly.map((one) => ({ ...one, places: placed(one.places) })),
    fixes: editor.fixes.map((fix) => ({
      ...fix,
      replaceFrom: writtenAt(fix.replaceFrom, 'from'),
      replaceTo: writtenAt(fix.replaceTo, 'to'),
    })),
  };
}
