// Bodies and queries that are too much, made for a route from its document: what each field may not be, as large as it may
// be sent, and texts of the largest size allowed that expressions stumble over.

interface Schema {
  $ref?: string;
  type?: string;
  maxLength?: number;
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  anyOf?: Schema[];
}
export interface Route {
  method: string;
  path: string;
  parameters?: { in: string; name: string }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}
export interface Attack {
  it: string;
  path: string;
  contentType?: string;
  body?: string;
}

/** A body of JSON may have 1 MB; a byte more is refused without being parsed. */
const LARGEST = 1024 * 1024 - 1_000;
const FILE = 3 * 1024 * 1024;
/** Each is a row; a file may have as many as it likes. */
const EMPTY_LINES = 200_000;
const ID = '00000000-0000-4000-8000-000000000000';

const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const listOf = (item: (n: number) => string, length: number): string =>
  `[${Array.from({ length: length / (item(length).length + 1) }, (_, n) => item(n)).join(',')}]`;

const SHAPES: [string, string][] = [
  ['a list of numbers', listOf(() => '0', LARGEST)],
  ['a list of objects', listOf(() => '{}', LARGEST)],
  ['an object of many names', `{${listOf((n) => `"k${n}":1`, LARGEST).slice(1, -1)}}`],
  ['lists in lists', '['.repeat(LARGEST)],
  ['one text', JSON.stringify(filled('a', LARGEST))],
];

/** Texts that make naive expressions for texts, links, numbers and keywords backtrack. */
const STUMBLES = [
  'a',
  ' ',
  '(',
  '.',
  'a.',
  'http://',
  'https://a/',
  'stop ',
  'STOP ',
  "c'est ",
  '0 ',
  '+33 ',
  '\\',
  '\u0301',
  '36180 ',
  'x@',
];

export function attacksOn(document: object, route: Route): Attack[] {
  const path = route.path.replace(/\{\w+\}/g, ID);
  const { content = {} } = route.requestBody ?? {};
  const json = content['application/json'];
  const asJson = { path, contentType: 'application/json' };
  const attacks: Attack[] = [];
  for (const { name } of (route.parameters ?? []).filter((parameter) => parameter.in === 'query')) {
    for (const unit of ['9', 'a-', '%C3%A9'])
      attacks.push({ it: `${name} of ${unit}`, path: `${path}?${name}=${unit.repeat(8_000 / unit.length)}` });
  }
  if (json) {
    for (const [it, body] of SHAPES) attacks.push({ ...asJson, it, body });
    for (const [index, [field, schema]] of fieldsOf(document, json.schema).entries()) {
      const [shape, value] = SHAPES[index % SHAPES.length] as [string, string];
      attacks.push({ ...asJson, it: `${field} is ${shape}`, body: `{${JSON.stringify(field)}:${value}}` });
      if (schema.maxLength === undefined || schema.maxLength < 500) continue;
      for (const unit of STUMBLES) {
        const body = { ...exampleOf(document, json.schema), [field]: filled(unit, schema.maxLength) };
        attacks.push({ ...asJson, it: `${field} is ${JSON.stringify(unit)} to its limit`, body: JSON.stringify(body) });
      }
    }
  }
  if (content['text/csv']) {
    const csv = { path, contentType: 'text/csv' };
    attacks.push({ it: 'a quote that is never closed', ...csv, body: `phone\n"${filled('a', FILE)}` });
    attacks.push({ it: 'a line of commas', ...csv, body: filled(',', FILE) });
    attacks.push({ it: 'empty lines', ...csv, body: `phone\n${filled('\n', EMPTY_LINES)}` });
    if (json) {
      const body = listOf((n) => `{"phone":"","k${n}":1}`, FILE);
      attacks.push({ ...asJson, it: 'rows with a column each', body });
    }
  }
  return attacks;
}

function fieldsOf(document: object, given: Schema | undefined): [string, Schema][] {
  const schema = given && resolved(document, given);
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => [name, resolved(document, property)]);
}

/** Enough of a good body that the field attacked is looked at. */
function exampleOf(document: object, given: Schema | undefined): Record<string, unknown> {
  const known: Record<string, unknown> = {
    category: 'marketing',
    country: 'FR',
    phone: '+33639980012',
    from: '+33639980012',
    to: '+33639980012',
    text: 'a',
    sender: 'Lorane',
  };
  const fields = fieldsOf(document, given).filter(([name]) => name in known);
  return Object.fromEntries(fields.map(([name]) => [name, known[name]]));
}

function resolved(document: object, schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const steps = schema.$ref.replace(/^#\//, '').split('/');
  return resolved(document, steps.reduce((at, step) => (at as Record<string, object>)[step] ?? {}, document) as Schema);
}
