import { ProblemError } from '../api/problem';
import { wordsOf } from './problem-words';

test.each([
  { it: 'no answer', error: new ProblemError(0, 'unreachable', ''), words: 'problem.unreachable' },
  { it: 'somebody else’s', error: new ProblemError(404, 'not-found', 'No campaign'), words: 'problem.gone' },
  { it: 'a service that starts', error: new ProblemError(503, 'starting', 'It starts'), words: 'problem.away' },
  { it: 'a fault', error: new ProblemError(500, 'internal', 'Internal'), words: 'problem.fault' },
  { it: 'a colleague’s decision', error: new ProblemError(409, 'review-decided', 'It was'), words: 'problem.decided' },
  { it: 'a colleague’s change', error: new ProblemError(412, 'changed-meanwhile', 'It is'), words: 'problem.changed' },
  { it: 'a refusal in words', error: new ProblemError(422, 'time-past', 'sendAt is past'), words: undefined },
  { it: 'a refusal without words', error: new ProblemError(422, 'http-422', ''), words: 'problem.fault' },
  { it: 'a page that broke', error: new TypeError('x is undefined'), words: 'problem.page' },
])('$it is told in words', ({ error, words }) => {
  expect(wordsOf(error)).toBe(words);
});
