import { ProblemError } from '../api/problem';
import { partsOf, wordsOf } from './problem-words';

const known = (key: string) => key === 'problems:time-past';

test.each([
  [new ProblemError(0, 'unreachable', ''), 'design:problem.unreachable'],
  [new ProblemError(0, 'page-not-loaded', ''), 'design:problem.notLoaded'],
  [new ProblemError(422, 'time-past', 'sendAt is …'), 'problems:time-past'],
  [new ProblemError(404, 'not-found', 'There is no campaign …'), 'design:problem.gone'],
  [new ProblemError(503, 'service-away', ''), 'design:problem.away'],
  [new ProblemError(502, 'http-502', ''), 'design:problem.fault'],
  [new ProblemError(422, 'of-the-next-release', 'In English.'), 'design:problem.refused'],
  [new TypeError('a page broke'), 'design:problem.page'],
])('%o has words in the console', (error, words) => {
  expect(wordsOf(error, known)).toBe(words);
});

test('inserts the values of a problem into its words', () => {
  const errors = [{ in: 'body', pointer: '/sendAt', detail: 'In English.' }];
  const rest = { errors, given: '2026-11-01T09:00:00.000Z', line: 42, columns: ['"a"', '"b"'] };
  expect(partsOf(new ProblemError(400, 'x', '', rest), (at) => `at ${at}`)).toEqual({
    fields: ' (sendAt)',
    given: 'at 2026-11-01T09:00:00.000Z',
    line: '42',
    columns: '"a", "b"',
  });
  expect(partsOf(new ProblemError(400, 'x', ''), String)).toEqual({ fields: '', given: '–', line: '–', columns: '–' });
});
