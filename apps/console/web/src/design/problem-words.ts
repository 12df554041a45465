import { ProblemError } from '../api/problem';

/** Key of the words for a problem in `design.json`, or nothing where the service's own words say it best. */
export function wordsOf(error: unknown): string | undefined {
  if (!(error instanceof ProblemError)) return 'problem.page';
  if (error.status === 0) return 'problem.unreachable';
  if (error.status === 404) return 'problem.gone';
  if (error.code === 'too-many-requests') return 'problem.busy';
  if (error.code.endsWith('-decided')) return 'problem.decided';
  if (error.code === 'changed-meanwhile') return 'problem.changed';
  if (error.status === 503) return 'problem.away';
  if (error.status >= 500) return 'problem.fault';
  return error.detail === '' ? 'problem.fault' : undefined;
}
