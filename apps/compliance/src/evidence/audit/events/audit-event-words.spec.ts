import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { auditEventInWords } from './audit-event-words';

const root = join(__dirname, '../../../../../..');
type Paths = Record<string, Record<string, { operationId: string }>>;
/** Operations that change what a proof names: a campaign, a message, a review. */
const operations = ['campaign', 'compliance'].flatMap((service) => {
  const { paths } = parse(readFileSync(join(root, `dist/documents/openapi/${service}.yaml`), 'utf8')) as {
    paths: Paths;
  };
  return Object.entries(paths)
    .filter(([path]) => /^\/v1\/(campaigns|messages|reviews)(\/|$)/.test(path))
    .flatMap(([, methods]) => Object.entries(methods))
    .flatMap(([method, { operationId }]) => (method === 'get' ? [] : [operationId]));
});

it('finds the operations in the OpenAPI documents', () => {
  expect(operations).toEqual(expect.arrayContaining(['drafts_duplicate', 'reviews_decide', 'messages_create']));
});

it.each(operations)('describes %s in the same words as verify-proof', (operation) => {
  const words = readFileSync(join(root, 'libs/verify/src/operations.mjs'), 'utf8');
  expect(words).toMatch(new RegExp(`${operation}: \\[[^\\]]*, '${auditEventInWords(operation)}'`));
});
