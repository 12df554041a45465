import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@stopsms/contracts';
import { type ApiDocument, checkAnswer } from '@stopsms/testing';
import { parse } from 'yaml';
import { unlimitedIn } from './unlimited';

interface Media {
  schema?: object;
  example?: unknown;
  examples?: Record<string, { $ref?: string; value?: unknown }>;
}
type Body = { $ref?: string; content?: Record<string, Media> };
interface Operation {
  operationId: string;
  requestBody?: Body;
  responses: Record<string, Body>;
}
interface Document extends ApiDocument {
  components: { responses: Record<string, Body>; examples: Record<string, { value: unknown }> };
}

const last = (ref = '') => ref.split('/').at(-1) ?? '';
const examplesOf = (document: Document, media: Media): unknown[] => [
  ...('example' in media ? [media.example] : []),
  ...Object.values(media.examples ?? {}).map(
    ({ $ref, value }) => value ?? document.components.examples[last($ref)]?.value,
  ),
];

describe.each(SERVICES.map((service) => [service]))('OpenAPI document of %s', (service) => {
  const file = join(__dirname, `../../../../dist/documents/openapi/${service}.yaml`);
  const document = parse(readFileSync(file, 'utf8')) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...(operation as Operation) })),
  );
  const answers = operations.flatMap(({ path, method, responses }) =>
    Object.entries(responses).flatMap(([status, response]) => {
      const { content = {} } = response.$ref ? (document.components.responses[last(response.$ref)] ?? {}) : response;
      return Object.entries(content).map(([contentType, media]) => ({ path, method, status, contentType, media }));
    }),
  );

  test('every text, list and name in a request has a limit', () => {
    expect(operations.flatMap((operation) => unlimitedIn(document, operation))).toEqual([]);
  });

  test('every answer has a schema and an example', () => {
    const without = answers.filter(({ media }) => !media.schema || examplesOf(document, media).length === 0);
    expect(without).toEqual([]);
    const silent = operations.filter(
      ({ responses }) => !Object.entries(responses).some(([status, { content }]) => status < '300' && content),
    );
    expect(silent).toEqual([]);
  });

  test('every example fits its schema', () => {
    for (const { path, method, status, contentType, media } of answers) {
      for (const example of examplesOf(document, media)) {
        const text = contentType.endsWith('json') ? JSON.stringify(example) : String(example);
        checkAnswer(
          document,
          { method: method.toUpperCase(), url: path },
          { status: Number(status), contentType, text },
        );
      }
    }
  });

  test('every body that is asked for has an example', () => {
    const bodies = operations.flatMap(({ operationId, requestBody }) =>
      Object.values(requestBody?.content ?? {}).map((media) => ({ operationId, media })),
    );
    expect(bodies.filter(({ media }) => examplesOf(document, media).length === 0)).toEqual([]);
  });
});
