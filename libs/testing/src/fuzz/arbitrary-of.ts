import fc from 'fast-check';

// Values made from a JSON Schema: such as fit it, and, as often as `wild` says, others instead of any of their parts. Of the
// packages that make arbitraries from JSON Schema none has had a release for years, and none has values that do not fit.

/** Parts of JSON Schema that our OpenAPI documents and topics use. */
export interface FuzzSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: FuzzSchema[];
  oneOf?: FuzzSchema[];
  allOf?: FuzzSchema[];
  properties?: Record<string, FuzzSchema>;
  required?: string[];
  additionalProperties?: boolean | FuzzSchema;
  items?: FuzzSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  pattern?: string;
  format?: string;
}

export interface FuzzPlan {
  /** Probability, in percent, that a part of a value is replaced by another. */
  wild: number;
  /** Resolves a `$ref`. */
  resolve?: (ref: string) => FuzzSchema;
  /**
   * Values that mean something to the service, by the name of the field: ids that exist, numbers that can be texted. Called when a
   * value is made, so that it may return what was learned meanwhile. `undefined` among them leaves a field out; those of another type
   * than the field's are not taken.
   */
  known?: (name: string) => readonly unknown[] | undefined;
  /** Percentage of fields that take one of their known values. Default 80. */
  knownShare?: number;
  /** Names of optional fields that are never left out. */
  given?: readonly string[];
}

const MAX_DEPTH = 6;
const MAX_ITEMS = 4;
const MAX_CHARACTERS = 60;
const KNOWN_SHARE = 80;
/** More than any list of known values has. */
const MAX_INDEX = 1_000_000;

const EDGES: readonly unknown[] = [
  ...[null, true, false, [], {}, [[]], '', ' ', 'null', '0', '-1'],
  ...[
    0,
    -1,
    1,
    0.5,
    255,
    65_536,
    2_147_483_647,
    2_147_483_648,
    -2_147_483_649,
    2 ** 53,
    -(2 ** 53),
    1e21,
    1e300,
    -1e300,
  ],
  ...[4_102_444_799_999, 4_102_444_800_000, 8.64e15, 8.64e15 + 1, Number.MAX_SAFE_INTEGER, 5e-324],
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '+275760-09-13T00:00:00.000Z'],
  ...['0000-01-01', '9999-12-31', '2026-02-30', '2026-11-25T10:00:00', '24:00', '-271821-04-20T00:00:00.000Z'],
  ...[
    '\u0000',
    '\ud800',
    'a\u0000b',
    '\udfff\ud800',
    '\u202eabc',
    '🛑',
    'İ',
    'ﬀ',
    '\u2028',
    '\r\n',
    '\u001b[31m',
    '%00',
  ],
  ...['__proto__', 'constructor', "' OR 1=1 --", '../../etc/passwd', '{{prenom}}', '${7*7}', '<b>', '\\', '"'],
  ...['00000000-0000-0000-0000-000000000000', '+33639980001', '06 39 98 00 01', 'x'.repeat(5_000), '9'.repeat(400)],
  { toString: 1 },
  { __proto__: null, constructor: { prototype: 1 } },
];

/** Values that no service expects. */
export const wildValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...EDGES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
);

/** Values that fit `schema`, and others as often as `plan.wild` says. `undefined` inside an object is a field that is left out. */
export function arbitraryOf(schema: FuzzSchema, plan: FuzzPlan, name = '', depth = 0): fc.Arbitrary<unknown> {
  const fitting = fittingOf(schema, plan, name, depth);
  if (plan.wild === 0) return fitting;
  return fc.oneof({ weight: 100 - plan.wild, arbitrary: fitting }, { weight: plan.wild, arbitrary: wildValue });
}

function fittingOf(schema: FuzzSchema, plan: FuzzPlan, name: string, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fittingOf(plan.resolve?.(schema.$ref) ?? {}, plan, name, depth);
  const made = madeOf(schema, plan, name, depth);
  const { known, knownShare = KNOWN_SHARE } = plan;
  if (!known) return made;
  return fc.tuple(made, percent, index).map(([other, at, nth]) => {
    const values = at < knownShare ? (known(name) ?? []).filter((value) => isOfType(value, schema)) : [];
    return values.length > 0 ? values[nth % values.length] : other;
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isOfType(value: unknown, { type, format, anyOf, oneOf }: FuzzSchema): boolean {
  if (value === undefined) return true;
  const branches = anyOf ?? oneOf;
  if (branches) return branches.some((branch) => isOfType(value, branch));
  switch (Array.isArray(type) ? type[0] : type) {
    case 'string':
      if (typeof value !== 'string') return false;
      return format === 'date' ? DAY.test(value) : format !== 'date-time' || !Number.isNaN(Date.parse(value));
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return true;
  }
}

const percent = fc.integer({ min: 0, max: 99 });
const index = fc.integer({ min: 0, max: MAX_INDEX });

function madeOf(schema: FuzzSchema, plan: FuzzPlan, name: string, depth: number): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return fc.oneof(...branches.map((branch) => arbitraryOf(branch, plan, name, depth)));
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => fittingOf(part, plan, name, depth));
    return fc.tuple(...parts).map((made) => Object.assign({}, ...(made as object[])) as unknown);
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type ?? (schema.properties ? 'object' : undefined)) {
    case 'object':
      return objectOf(schema, plan, depth);
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, plan, name, depth + 1), {
        minLength: Math.min(schema.minItems ?? 0, MAX_ITEMS),
        maxLength: depth > MAX_DEPTH ? (schema.minItems ?? 0) : Math.min(schema.maxItems ?? MAX_ITEMS, MAX_ITEMS),
      });
    case 'string':
      return stringOf(schema);
    case 'integer':
      return integerOf(schema);
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function objectOf(schema: FuzzSchema, plan: FuzzPlan, depth: number): fc.Arbitrary<unknown> {
  const entries = Object.entries(schema.properties ?? {}).map(
    ([name, of]) => [name, arbitraryOf(of, plan, name, depth + 1)] as const,
  );
  const required = depth > MAX_DEPTH ? (schema.required ?? []) : requiredOrLost(schema, plan);
  const members = fc.record(Object.fromEntries(entries), { requiredKeys: required as never[] });
  const { additionalProperties: others } = schema;
  if (typeof others === 'object' && entries.length === 0)
    return fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), arbitraryOf(others, plan, '', depth + 1), { maxKeys: 3 });
  if (plan.wild === 0) return members;
  const strange = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'id', 'at', ''), wildValue, { maxKeys: 2 });
  return fc.oneof(
    { weight: 100 - plan.wild, arbitrary: members },
    {
      weight: plan.wild,
      arbitrary: fc.tuple(members, strange).map(([own, more]): unknown => ({ ...more, ...(own as object) })),
    },
  );
}

/** Among wild values a required field is missing now and then. */
const requiredOrLost = ({ required = [], properties = {} }: FuzzSchema, { wild, given = [] }: FuzzPlan): string[] =>
  wild >= 30 ? [] : [...new Set([...required, ...given.filter((name) => name in properties)])];

/** Arbitraries of strings cost milliseconds each to build, and documents have the same few again and again. */
const strings = new Map<string, fc.Arbitrary<string>>();

function stringOf(schema: FuzzSchema): fc.Arbitrary<string> {
  const { format, pattern, minLength, maxLength } = schema;
  const name = JSON.stringify([format, pattern, minLength, maxLength]);
  const built = strings.get(name) ?? buildString(schema);
  strings.set(name, built);
  return built;
}

function buildString({ format, pattern, minLength = 0, maxLength = MAX_CHARACTERS }: FuzzSchema): fc.Arbitrary<string> {
  const ofFormat = format === undefined ? undefined : FORMATS[format];
  if (ofFormat) return ofFormat;
  const most = Math.max(minLength, Math.min(maxLength, MAX_CHARACTERS));
  if (pattern !== undefined) {
    try {
      return fc.stringMatching(new RegExp(pattern, 'u'));
    } catch {
      // Patterns that look ahead or behind are not made from; what does not fit is refused.
    }
  }
  return fc.oneof(
    fc.string({ minLength, maxLength: most }),
    fc.string({ unit: 'grapheme', minLength, maxLength: most }).map((text) => text.slice(0, Math.max(most, 1))),
    fc.constant('a'.repeat(Math.min(maxLength, 10_000))),
  );
}

const instants = fc.date({ min: new Date(0), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true });
const soon = fc.integer({ min: 0, max: 400 }).map((days) => new Date(Date.UTC(2026, 10, 24) + days * 86_400_000));

const FORMATS: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  'date-time': fc.oneof(instants, soon).map((date) => date.toISOString()),
  date: fc.oneof(instants, soon).map((date) => date.toISOString().slice(0, 'YYYY-MM-DD'.length)),
  uri: fc.webUrl(),
  email: fc.emailAddress(),
};

function integerOf({ minimum, maximum, exclusiveMinimum }: FuzzSchema): fc.Arbitrary<number> {
  const min = Math.max(minimum ?? (exclusiveMinimum === undefined ? -1_000_000 : exclusiveMinimum + 1), -(2 ** 53 - 1));
  const max = Math.min(maximum ?? 2 ** 53 - 1, 2 ** 53 - 1);
  return fc.oneof(
    fc.integer({ min, max: Math.max(min, Math.min(max, min + 1_000)) }),
    fc.maxSafeInteger().map((n) => Math.min(max, Math.max(min, n))),
    fc.constantFrom(min, max),
  );
}
