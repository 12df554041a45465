// Objects of a consent record and their fields. Writers use snake, camel or prefixed names, and nest as they like.

/** Deeper than any profile nests; a hostile one ends there. */
const MAX_DEPTH = 10;
const MAX_OBJECTS = 500;

/** An object of the record. */
export interface RecordPart {
  /** Field that holds it, by its plain name; empty for the record itself. */
  heldBy: string;
  parent?: RecordPart;
  /** Values by plain name: two spellings of one name are one field with the values of both. */
  fields: Map<string, unknown[]>;
}

interface RecordParts {
  parts: RecordPart[];
  /** False where the record nests deeper or holds more than is read: the rest may say anything. */
  isComplete: boolean;
}

/** Objects of a record, outer ones first. */
export function partsOf(record: object): RecordParts {
  const parts: RecordPart[] = [];
  let isComplete = true;
  const visit = (value: unknown, depth: number, heldBy: string, parent?: RecordPart): void => {
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_DEPTH || parts.length >= MAX_OBJECTS) {
      isComplete = false;
      return;
    }
    if (Array.isArray(value)) {
      for (const each of value) visit(each, depth + 1, heldBy, parent);
      return;
    }
    const part: RecordPart = { heldBy, fields: fieldsOf(value), ...(parent && { parent }) };
    parts.push(part);
    for (const [name, values] of part.fields) for (const each of values) visit(each, depth + 1, name, part);
  };
  visit(record, 0, '');
  return { parts, isComplete };
}

function fieldsOf(value: object): Map<string, unknown[]> {
  const fields = new Map<string, unknown[]>();
  for (const [name, of] of Object.entries(value)) {
    const values = Array.isArray(of) ? of : [of];
    fields.set(plainName(name), [...(fields.get(plainName(name)) ?? []), ...values]);
  }
  return fields;
}

/** `event_time`, `eventTime` and `iso:eventTime` are one name. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^.*[:#]/, '')
    .replace(/[_\s-]/g, '');

/** Texts of the first of these fields that has any; of a JSON-LD value its `@id` or `@value`. */
export function textsOf(part: RecordPart | undefined, ...names: string[]): string[] {
  for (const name of names) {
    const texts = (part?.fields.get(name) ?? []).map(textOf).filter((text) => text !== '');
    if (texts.length > 0) return texts;
  }
  return [];
}

export const hasField = (part: RecordPart, ...names: string[]): boolean => names.some((name) => part.fields.has(name));

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  if (typeof value !== 'object' || value === null) return '';
  const [one, ...more] = Object.entries(value).filter(([name]) => name === '@id' || name === '@value');
  return one && more.length === 0 && typeof one[1] === 'string' ? one[1].trim() : '';
}
