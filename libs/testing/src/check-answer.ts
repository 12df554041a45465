import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** Parts of an OpenAPI 3.1 document that are read here. */
export interface ApiDocument {
  paths: Record<string, Record<string, unknown>>;
  components?: unknown;
}

export interface AskedRequest {
  method: string;
  /** Address with or without host and query. */
  url: string;
}

export interface GivenAnswer {
  status: number;
  contentType: string | null;
  /** Body as sent; JSON is parsed here. */
  text: string;
}

/** A route, and its response in the document for one status. */
interface Documented {
  operationId: string;
  status: number;
}

type Content = Record<string, { schema?: object }>;

/** Problems of the server itself for paths that no document has. */
const OF_NO_ROUTE = ['no-such-route', 'method-not-allowed', 'address-unreadable', 'no-http', 'request-ambiguous'];
const ROOT = 'document';

const validators = new WeakMap<ApiDocument, Map<string, ValidateFunction>>();
const readers = new WeakMap<ApiDocument, Ajv2020>();

/**
 * Holds an answer to the document: its status is foreseen for the route, in this form, and the body fits the schema, with no member
 * that the schema does not name.
 * @returns the operation, so that a test knows which it has seen
 * @throws Error naming route, status and what does not fit
 */
export function checkAnswer(document: ApiDocument, asked: AskedRequest, given: GivenAnswer): Documented | undefined {
  const path = new URL(asked.url, 'http://any').pathname;
  const where = `${asked.method} ${path} answered ${given.status}`;
  const fail = (why: string): never => {
    throw new Error(`${where}, and ${why}: ${given.text.slice(0, 500)}`);
  };
  const operation = operationAt(document, asked.method, path);
  if (!operation) {
    const { code } = (JSON.parse(given.text) ?? {}) as { code?: string };
    return OF_NO_ROUTE.includes(code ?? '') ? undefined : fail('its document has no such route');
  }
  const [pointer, { operationId, responses }] = operation;
  const found = responses[given.status];
  if (!found) return fail(`its document foresees ${Object.keys(responses).join(', ')}`);
  const [at, response] = resolved(document, `${pointer}/responses/${given.status}`, found);
  const type = given.contentType?.split(';')[0]?.trim() ?? '';
  const media = (response.content ?? {})[type];
  if (!media?.schema) return fail(`its document foresees no ${type || 'body without a type'}`);
  if (type.endsWith('json')) {
    const validate = validatorAt(document, `${at}/content/${escaped(type)}/schema`);
    if (!validate(JSON.parse(given.text))) {
      const faults = validate.errors?.map(({ instancePath, message, params }) =>
        [instancePath, message, JSON.stringify(params)].join(' '),
      );
      return fail(`the body does not fit: ${faults?.join('; ')}`);
    }
  }
  return { operationId, status: given.status };
}

interface Operation {
  operationId: string;
  responses: Record<string, { $ref?: string; content?: Content }>;
}

function operationAt(document: ApiDocument, method: string, path: string): [string, Operation] | undefined {
  const steps = path.split('/');
  const fits = (template: string) => {
    const parts = template.split('/');
    return parts.length === steps.length && parts.every((part, at) => part.startsWith('{') || part === steps[at]);
  };
  // A fixed path goes before one with a parameter in the same position.
  const [template] = Object.keys(document.paths)
    .filter(fits)
    .sort((a, b) => a.split('{').length - b.split('{').length);
  const operation = template && document.paths[template]?.[method.toLowerCase()];
  return operation ? [`/paths/${escaped(template)}/${method.toLowerCase()}`, operation as Operation] : undefined;
}

function resolved(
  document: ApiDocument,
  pointer: string,
  response: { $ref?: string; content?: Content },
): [string, { content?: Content }] {
  if (response.$ref === undefined) return [pointer, response];
  const at = response.$ref.slice(1);
  const target = at
    .split('/')
    .slice(1)
    .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document);
  return [at, target as { content?: Content }];
}

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

function validatorAt(document: ApiDocument, pointer: string): ValidateFunction {
  const known = validators.get(document) ?? new Map<string, ValidateFunction>();
  validators.set(document, known);
  const reader = readers.get(document) ?? readerOf(document);
  readers.set(document, reader);
  const validate =
    known.get(pointer) ?? reader.compile({ $ref: `${ROOT}#${pointer.replaceAll('{', '%7B').replaceAll('}', '%7D')}` });
  known.set(pointer, validate);
  return validate;
}

function readerOf(document: ApiDocument): Ajv2020 {
  const reader = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats(reader);
  reader.addSchema(document, ROOT);
  return reader;
}
