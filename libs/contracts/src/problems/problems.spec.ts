import { PROBLEMS, type ProblemCode, exampleOf, kindOf } from './problems';

const codes = Object.keys(PROBLEMS) as ProblemCode[];

test('each code has a status that refuses, a title that is no sentence and an example that is one', () => {
  const odd = codes.filter((code) => {
    const { status, title, detail } = kindOf(code);
    return status < 400 || status > 599 || /[.:]$/.test(title) || !/^[\p{L}{"]/u.test(detail) || title === detail;
  });
  expect(odd).toEqual([]);
});

test('an example is a problem as RFC 9457 has it', () =>
  expect(exampleOf('key-missing')).toEqual({
    type: 'urn:stopsms:problem:key-missing',
    title: 'API key required',
    status: 401,
    detail: 'Send an API key: "Authorization: Bearer <key>".',
    code: 'key-missing',
  }));
