import { mayPass, problemOf } from './problem';

test.each([
  {
    it: 'problem details',
    body: { code: 'not-yours', title: 'Not yours', detail: 'It is of another.' },
    code: 'not-yours',
    message: 'It is of another.',
  },
  { it: 'a title alone', body: { code: 'x', title: 'Not yours' }, code: 'x', message: 'Not yours' },
  { it: 'a page of a proxy', body: '<html>', code: 'http-403', message: 'http-403' },
  { it: 'nothing', body: undefined, code: 'http-403', message: 'http-403' },
  { it: 'a list', body: [1], code: 'http-403', message: 'http-403' },
])('reads $it', ({ body, code, message }) => {
  const problem = problemOf(403, body);
  expect(problem).toMatchObject({ status: 403, code, message });
  expect(mayPass(problem)).toBe(false);
});

test.each([0, 429, 500, 503])('%i may pass', (status) => {
  expect(mayPass(problemOf(status, {}))).toBe(true);
});
