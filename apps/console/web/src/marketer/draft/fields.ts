/** A field of the address book in a text, `{{name}}`. */
interface Placeholder {
  /** Name for look-ups, in lower case. */
  name: string;
  /** Field as written, with its braces. */
  written: string;
  from: number;
  to: number;
}

export interface UnknownField extends Placeholder {
  /** A field of the book that reads like it. */
  suggestion: string | undefined;
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
/** Letters that may differ between a field and what was meant by it. */
const MAX_DISTANCE = 2;

/** Normalizes a field's name as the campaign service does. */
const fieldName = (written: string): string => written.trim().toLowerCase().normalize('NFC');

export const placeholdersOf = (text: string): Placeholder[] =>
  [...text.matchAll(PLACEHOLDER)].map(({ 0: written, 1: name = '', index }) => ({
    name: fieldName(name),
    written,
    from: index,
    to: index + written.length,
  }));

/** @param fields - of the address book */
export const unknownFieldsOf = (text: string, fields: readonly string[]): UnknownField[] =>
  placeholdersOf(text)
    .filter(({ name }) => !fields.includes(name))
    .map((one) => ({ ...one, suggestion: suggestionFor(one.name, fields) }));

/** Fields of a text that a contact has no value for; each once. */
export const missingOf = (text: string, attributes: Readonly<Record<string, string>>): string[] => [
  ...new Set(
    placeholdersOf(text)
      .map(({ name }) => name)
      .filter((name) => !Object.hasOwn(attributes, name)),
  ),
];

function suggestionFor(name: string, fields: readonly string[]): string | undefined {
  const wanted = plain(name);
  const near = fields
    .map((field) => ({ field, distance: distanceOf(wanted, plain(field)) }))
    .filter(({ distance }) => distance <= MAX_DISTANCE)
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.field;
}

/** Without accents, spaces and signs. */
const plain = (name: string): string => name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '');

/** Letters to add, take away or replace (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (letter === other[to - 1] ? 0 : 1);
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
