// What a stranger may send is bounded by the schema already, before any work: looked for in the documents, since they are
// made from what the services check.

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  maxItems?: number;
  maxProperties?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Operation {
  method: string;
  path: string;
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { $ref?: string; content?: Record<string, { schema?: Schema }> };
}

/** Read as they come, each row with a limit of its own. */
const STREAMED = [
  'post /v1/address-books/{id}/contacts',
  'post /v1/address-books/{id}/imports',
  'post /v1/address-books/{id}/imports/check',
  'post /v1/opt-outs/import',
  'post /v1/opt-outs/reconcile',
  // 10 MB at most.
  'post /v1/abuse-reports',
];
/** Node takes 16 KB of headers and path together. */
const BY_NODE = ['header', 'path'];
const OPEN_END = /(?<!\\)[*+]|\{\d+,\}/;

/** Returns the fields of requests that have no limit of size. */
export function unlimitedIn(
  document: object,
  { method, path, parameters = [], requestBody = {} }: Operation,
): string[] {
  const route = `${method} ${path}`;
  const found: string[] = [];
  const look = (given: Schema | undefined, at: string): void => {
    const schema = given && resolved(document, given);
    if (!schema || schema.enum || schema.const !== undefined) return;
    for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) look(part, at);
    if (schema.type === 'string' && !hasLength(schema)) found.push(`${at}: a text`);
    if (schema.type === 'array') {
      if (schema.maxItems === undefined) found.push(`${at}: a list`);
      look(schema.items, `${at}[]`);
    }
    for (const [name, property] of Object.entries(schema.properties ?? {})) look(property, `${at}.${name}`);
    if (typeof schema.additionalProperties === 'object') {
      if (schema.maxProperties === undefined) found.push(`${at}: names`);
      look(schema.additionalProperties, `${at}.*`);
    }
  };
  for (const { in: location, name, schema } of parameters) {
    if (!BY_NODE.includes(location)) look(schema, `${route} ${location} ${name}`);
  }
  if (STREAMED.includes(route)) return found;
  const { content = {} } = resolved(document, requestBody);
  for (const { schema } of Object.values(content)) look(schema, route);
  return found;
}

const hasLength = ({ maxLength, format, pattern }: Schema): boolean =>
  maxLength !== undefined ||
  format === 'uuid' ||
  (pattern !== undefined && !OPEN_END.test(pattern.replace(/(?<!\[)\[[^\]]*\]/g, 'x')));

function resolved<T extends { $ref?: string }>(document: object, schema: T): T {
  if (!schema.$ref) return schema;
  const steps = schema.$ref.replace(/^#\//, '').split('/');
  return resolved(document, steps.reduce((at, step) => (at as Record<string, object>)[step] ?? {}, document) as T);
}
