import type { Check } from './marks';

/** `{{name}}`, as it is written in a text. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

interface Filled {
  /** Text as a contact would receive it. */
  text: string;
  /** Position in the written text of a position in the filled text; within a value, the start or end of its placeholder. */
  writtenAt: (position: number, side: 'from' | 'to') => number;
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
  const writtenAt: Filled['writtenAt'] = (position, side) => {
    let back = 0;
    for (const { from, to, was } of changes) {
      if (position <= from) break;
      if (position < to) return from - back + (side === 'to' ? was : 0);
      back += to - from - was;
    }
    return position - back;
  };
  return { text, writtenAt };
}

/** Findings of the filled text, at the positions of the written text. */
export function asWritten(editor: Check['editor'], writtenAt: Filled['writtenAt']): Check['editor'] {
  const placed = <P extends { from: number; to: number }>(ranges: readonly P[]): P[] =>
    ranges.map((range) => ({ ...range, from: writtenAt(range.from, 'from'), to: writtenAt(range.to, 'to') }));
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
