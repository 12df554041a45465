import { z } from 'zod';
import { pageLimit } from './fields';
import { Problem } from '../problem';
import { RequestPipe } from './request.pipe';

function refusalOf(schema: z.ZodType, value: unknown, type: 'body' | 'query' | 'param' = 'body'): Problem {
  try {
    new RequestPipe(schema).transform(value, { type });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was taken');
}
const detailOf = (schema: z.ZodType, value: unknown) => refusalOf(schema, value).detail;
const field = (schema: z.ZodType) => z.strictObject({ name: schema });

const instant = z.union([z.int().min(0), z.iso.datetime({ offset: true })]);

test.each([
  { it: 'nothing', schema: z.string(), value: {}, says: 'name is missing.' },
  { it: 'a number for text', schema: z.string(), value: { name: 7 }, says: 'name must be text, got a number.' },
  { it: 'null', schema: z.boolean(), value: { name: null }, says: 'name must be true or false, got null.' },
  {
    it: 'a list for an object',
    schema: z.object({}),
    value: { name: [] },
    says: 'name must be an object, got a list.',
  },
  { it: 'half a number', schema: z.int(), value: { name: 1.5 }, says: 'name must be a whole number, got a number.' },
  { it: 'an empty text', schema: z.string().min(1), value: { name: '' }, says: 'name must not be empty.' },
  {
    it: 'a long text',
    schema: z.string().max(3),
    value: { name: 'abcd' },
    says: 'name must have at most 3 characters.',
  },
  { it: 'a large number', schema: z.number().max(3), value: { name: 4 }, says: 'name must be at most 3.' },
  {
    it: 'an empty list',
    schema: z.array(z.int()).min(1),
    value: { name: [] },
    says: 'name must have at least 1 entry.',
  },
  { it: 'another word', schema: z.enum(['a', 'b']), value: { name: 'c' }, says: 'name must be one of a, b.' },
  { it: 'no UUID', schema: z.uuid(), value: { name: 'c' }, says: 'name must be a UUID.' },
  { it: 'no URL', schema: z.url(), value: { name: 'c' }, says: 'name must be a URL, e.g. https://example.com/path.' },
  {
    it: 'no form of several',
    schema: instant,
    value: { name: true },
    says: 'name must be a number or text, got true or false.',
  },
  {
    it: 'the near form of several',
    schema: instant,
    value: { name: 'x' },
    says: 'name must be an ISO 8601 instant with its offset, e.g. 2026-11-25T10:00:00Z.',
  },
  { it: 'neither form of several', schema: instant, value: {}, says: 'name is missing.' },
  { it: 'own words', schema: z.string('is missing: whose it is'), value: {}, says: 'name is missing: whose it is.' },
  { it: 'own words that stand alone', schema: z.string('give a name'), value: {}, says: 'name: give a name.' },
])('$it is described in words', ({ schema, value, says }) => expect(detailOf(field(schema), value)).toBe(says));

test('all wrong fields are reported at once, each with its location', () => {
  const schema = z.strictObject({ phone: z.string(), codes: z.array(z.string()), 'a/b': z.int().optional() });
  const problem = refusalOf(schema, { codes: ['1', 2], 'a/b': 'x', phon: '+33639980001' });
  expect(problem.more).toEqual({
    errors: [
      { in: 'body', pointer: '/phone', detail: 'phone is missing' },
      { in: 'body', pointer: '/codes/1', detail: 'codes[1] must be text, got a number' },
      { in: 'body', pointer: '/a~1b', detail: 'a/b must be a number, got text' },
      { in: 'body', pointer: '/phon', detail: 'phon is not known here' },
    ],
  });
  expect(problem.getStatus()).toBe(400);
});

test('reports a missing body, and faults of the body as a whole', () => {
  const either = z.object({}).refine(() => false, 'give either advertiserId or code');
  expect(detailOf(z.object({}), undefined)).toBe('the body is missing.');
  expect(detailOf(either, {})).toBe('give either advertiserId or code.');
});

test.each(['0', '501', 'x', '1.5'])('a page of %p entries is refused with its bounds', (limit) => {
  const problem = refusalOf(z.object({ limit: pageLimit({ most: 500 }) }), { limit }, 'query');
  const detail = 'limit must be a whole number between 1 and 500';
  expect(problem.more).toEqual({ errors: [{ in: 'query', pointer: '/limit', detail }] });
});

test('the sent value is not repeated', () => {
  const problem = refusalOf(field(z.enum(['a'])), { name: '+33639980001' });
  expect(JSON.stringify(problem.more) + problem.detail).not.toContain('33639980001');
});
