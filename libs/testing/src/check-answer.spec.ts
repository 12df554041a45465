import { type ApiDocument, checkAnswer } from './check-answer';

const problem = {
  content: {
    'application/problem+json': { schema: { type: 'object', properties: { code: { enum: ['not-found'] } } } },
  },
};
const document: ApiDocument = {
  paths: {
    '/v1/things/{id}': {
      get: {
        operationId: 'things_get',
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          404: { $ref: '#/components/responses/not-found' },
        },
      },
    },
    '/v1/things/all': {
      get: { operationId: 'things_all', responses: { 200: { content: { 'text/plain': { schema: {} } } } } },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['at'],
        properties: { at: { type: 'string', format: 'date-time' } },
        additionalProperties: false,
      },
    },
    responses: { 'not-found': problem },
  },
};
const check = (url: string, status: number, body: unknown, contentType = 'application/json; charset=utf-8') =>
  checkAnswer(document, { method: 'GET', url }, { status, contentType, text: JSON.stringify(body) });
const PROBLEM = 'application/problem+json';

test('a valid response returns its operation', () => {
  const at = '2026-11-25T10:00:00.000Z';
  expect(check('http://localhost:1/v1/things/7?x=1', 200, { at })).toEqual({ operationId: 'things_get', status: 200 });
  expect(check('/v1/things/7', 404, { code: 'not-found' }, PROBLEM)).toEqual({
    operationId: 'things_get',
    status: 404,
  });
  expect(check('/v1/things/all', 200, '', 'text/plain')).toEqual({ operationId: 'things_all', status: 200 });
});

test.each([
  { it: 'a member the schema does not name', status: 200, body: { at: '2026-11-25T10:00:00Z', more: 1 }, says: /more/ },
  { it: 'a missing member', status: 200, body: {}, says: /required property 'at'/ },
  { it: 'another form of it', status: 200, body: { at: 'today' }, says: /date-time/ },
  { it: 'a status not foreseen', status: 409, body: {}, says: /foresees 200, 404/ },
  { it: 'a code not foreseen', status: 404, body: { code: 'x' }, type: PROBLEM, says: /equal to one of/ },
  { it: 'another type of content', status: 404, body: {}, says: /foresees no application.json/ },
])('$it is reported', ({ status, body, type, says }) =>
  expect(() => check('/v1/things/7', status, body, type)).toThrow(says),
);

test('an address of no route must be answered as such', () => {
  expect(check('/v2', 404, { code: 'no-such-route' }, PROBLEM)).toBeUndefined();
  expect(() => check('/v2', 200, {})).toThrow('has no such route');
});
