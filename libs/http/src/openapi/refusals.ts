import { type ProblemCode, PROBLEMS, exampleOf, kindOf } from '@stopsms/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_EXTENSION, OF_A_PHONE, PAGES_EXTENSION, REFUSES_EXTENSION } from './refuses';

// The error responses of each operation, by status, with their codes and an example of each. Those of every route follow from its access,
// parameters and body; the others are noted at the route. Each distinct response is one component.

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & Record<string, unknown>;
type Response = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['responses']>[string], { $ref: string }>;

const ALWAYS: readonly ProblemCode[] = ['headers-too-large', 'internal', 'unavailable', 'starting'];
const OF_PARAMETERS: readonly ProblemCode[] = ['invalid-request'];
const OF_A_BODY: readonly ProblemCode[] = [
  'invalid-request',
  'not-json',
  'body-broken-off',
  'request-timeout',
  'body-too-large',
  'content-type-unknown',
  'content-encoding-unknown',
];
/** Sets of codes that have one name in the names of responses: `forbidden.operators-only`. */
const GROUPS: Readonly<Record<string, readonly ProblemCode[]>> = {
  'bad-body': ['invalid-request', 'not-json', 'body-broken-off'],
  phone: OF_A_PHONE,
  csv: ['CSV_EMPTY', 'CSV_UTF16', 'CSV_SPREADSHEET', 'CSV_QUOTE_NOT_CLOSED', 'CSV_ROW_TOO_LONG'],
  signature: ['signature-missing', 'signature-incomplete', 'signature-old', 'signature-wrong'],
  forbidden: ['role-missing', 'not-permitted', 'address-refused'],
  'not-available': ['unavailable', 'identity-provider-away', 'starting'],
};
/** Response to a caller who is not identified. */
const NOT_KNOWN = 'not-known';

const ref = (path: string) => ({ $ref: `#/components/${path}` });

/** Adds the responses to the document. */
export function addRefusals(document: OpenAPIObject): void {
  const used = new Set<ProblemCode>();
  const shared: Record<string, Response> = {};
  for (const operation of operationsOf(document)) {
    const codes = codesOf(operation);
    for (const status of [...new Set(codes.map((code) => kindOf(code).status))].sort()) {
      const these = codes.filter((code) => kindOf(code).status === status);
      for (const code of these) used.add(code);
      const response = responseOf(these);
      const page = operation.responses[status];
      const name = nameOf(these);
      if (page && 'content' in page) page.content = { ...page.content, ...response.content };
      else {
        shared[name] = response;
        operation.responses[status] = ref(`responses/${name}`);
      }
    }
    for (const note of [ACCESS_EXTENSION, PAGES_EXTENSION, ...notesOf(operation)]) delete operation[note];
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM, FieldError: FIELD_ERROR },
    responses: shared,
    examples: Object.fromEntries(inOrder(used).map((code) => [code, { value: exampleOf(code) }])),
  };
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

export const operationsOf = (document: OpenAPIObject): Operation[] =>
  Object.values(document.paths).flatMap((path) =>
    METHODS.flatMap((method) => (path[method] ? [path[method] as Operation] : [])),
  );

const notesOf = (operation: Operation): string[] =>
  Object.keys(operation).filter((key) => key.startsWith(REFUSES_EXTENSION));

function codesOf(operation: Operation): ProblemCode[] {
  const pages = operation[PAGES_EXTENSION] as ProblemCode[] | undefined;
  if (pages) return [...pages];
  // A route without an access rule is closed to everybody.
  const access = (operation[ACCESS_EXTENSION] as ProblemCode[] | undefined) ?? ['not-permitted'];
  const own = notesOf(operation).flatMap((note) => operation[note] as ProblemCode[]);
  return inOrder(
    new Set([
      ...ALWAYS,
      ...access,
      ...((operation.parameters ?? []).length > 0 ? OF_PARAMETERS : []),
      ...(operation.requestBody ? OF_A_BODY : []),
      ...own,
    ]),
  );
}

/** Sorts codes in the order of the catalogue, so that generated documents are stable. */
const inOrder = (codes: ReadonlySet<ProblemCode>): ProblemCode[] =>
  (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => codes.has(code));

/** Name of the component of a response: its codes, with a group of codes as one. */
function nameOf(codes: readonly ProblemCode[]): string {
  if (codes.includes('key-missing')) return NOT_KNOWN;
  const groups = Object.entries(GROUPS).filter(([, group]) => group.every((code) => codes.includes(code)));
  const partOf = (code: ProblemCode) => groups.find(([, group]) => group.includes(code))?.[0] ?? code;
  return [...new Set(codes.map(partOf))].join('.');
}

function responseOf(codes: ProblemCode[]): Response {
  const titles = codes.map((code) => `\`${code}\`: ${kindOf(code).title}`);
  return {
    description: titles.join('; '),
    content: {
      'application/problem+json': {
        schema: { allOf: [ref('schemas/Problem'), { type: 'object', properties: { code: { enum: codes } } }] },
        examples: Object.fromEntries(codes.map((code) => [code, ref(`examples/${code}`)])),
      },
    },
  };
}

const FIELD_ERROR = {
  type: 'object',
  required: ['in', 'pointer', 'detail'],
  additionalProperties: false,
  properties: {
    in: { type: 'string', enum: ['body', 'query', 'path', 'header'] },
    pointer: { type: 'string', description: 'JSON pointer into the body, e.g. /codes/1, or /<name> of a parameter.' },
    detail: { type: 'string', description: 'One sentence about this field.' },
  },
};

const PROBLEM = {
  type: 'object',
  description:
    'Problem details according to RFC 9457. Handle errors by `code`, whose meaning never changes. docs/problems.md explains each.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'urn:stopsms:problem:<code>' },
    title: { type: 'string', description: 'Title, the same for every problem with this code.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'Explanation for a person: what was wrong and what to do.' },
    code: { type: 'string' },
    errors: { type: 'array', items: ref('schemas/FieldError'), description: 'Fields that are not valid.' },
  },
};
