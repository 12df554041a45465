import type { z } from 'zod';

// Messages of the validator in plain words. The field precedes them as the subject: "phone" + "is missing". The value is never
// repeated, since it may be a phone number or a text.

type Found = Parameters<z.core.$ZodErrorMap>[0];

const NAMES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
  null: 'null',
  nan: 'no number',
};
const FORMATS: Record<string, string> = {
  uuid: 'a UUID',
  guid: 'a UUID',
  datetime: 'an ISO 8601 instant with its offset, e.g. 2026-11-25T10:00:00Z',
  date: 'a day such as 2026-11-25',
  time: 'a time such as 10:30:00',
  url: 'a URL, e.g. https://example.com/path',
  email: 'a mail address',
};

const named = (type: string): string => NAMES[type] ?? type;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return named('array');
  return named(Number.isNaN(value) ? 'nan' : typeof value);
}

const counted = (count: number | bigint, what: string): string => `${count} ${what}${Number(count) === 1 ? '' : 's'}`;

/** Message about the bound of a number, or of the length of a text or list. */
function bounded(side: 'least' | 'most', bound: number | bigint, { origin, inclusive }: BoundFound): string {
  if (origin === 'string') {
    return side === 'least' && bound === 1
      ? 'must not be empty'
      : `must have at ${side} ${counted(bound, 'character')}`;
  }
  if (origin === 'array' || origin === 'set')
    return `must have at ${side} ${bound} ${bound === 1 ? 'entry' : 'entries'}`;
  if (inclusive !== false) return `must be at ${side} ${bound}`;
  return `must be ${side === 'least' ? 'more' : 'less'} than ${bound}`;
}
interface BoundFound {
  origin: string;
  inclusive?: boolean;
}

/** Returns the message of an issue for which the schema has none of its own. */
export function inWords(found: Found): string | undefined {
  switch (found.code) {
    case 'invalid_type':
      if (found.input === undefined) return 'is missing';
      return `must be ${named(found.expected)}, got ${typeOf(found.input)}`;
    case 'invalid_value': {
      if (found.input === undefined) return 'is missing';
      const values = found.values.map(String).join(', ');
      return found.values.length === 1 ? `must be ${values}` : `must be one of ${values}`;
    }
    case 'too_small':
      return bounded('least', found.minimum, found);
    case 'too_big':
      return bounded('most', found.maximum, found);
    case 'invalid_format':
      return `must be ${FORMATS[found.format] ?? 'written otherwise'}`;
    case 'not_multiple_of':
      return `must be a multiple of ${found.divisor}`;
    case 'invalid_union':
      return found.input === undefined ? 'is missing' : oneOf(found.errors, found.input);
    case 'unrecognized_keys':
      return 'is not known here';
    default:
      return undefined;
  }
}

/** Message of a union: that of the alternatives of the same type, else the types that are accepted. */
function oneOf(forms: readonly z.core.$ZodIssue[][], input: unknown): string {
  const firsts = forms.flatMap(([first]) => (first ? [first] : []));
  const near = firsts.filter(({ code }) => code !== 'invalid_type');
  if (near.length > 0) return [...new Set(near.map(({ message }) => message))].join(', or ');
  const types = firsts.flatMap((first) => (first.code === 'invalid_type' ? [named(first.expected)] : []));
  return `must be ${[...new Set(types)].join(' or ')}, got ${typeOf(input)}`;
}
