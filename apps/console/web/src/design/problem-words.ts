import { ProblemError } from '../api/problem';

/** Code of a page whose own code could not be fetched: the connection is lost, or a release has replaced it. */
export const NOT_LOADED = 'page-not-loaded';

/**
 * Key of the words for a problem: never the service's own, which are English and speak of its API.
 * @param isKnown - whether there are words for a key
 */
export function wordsOf(error: unknown, isKnown: (key: string) => boolean): string {
  if (!(error instanceof ProblemError)) return 'design:problem.page';
  if (error.code === NOT_LOADED) return 'design:problem.notLoaded';
  if (error.status === 0) return 'design:problem.unreachable';
  const own = `problems:${error.code}`;
  if (isKnown(own)) return own;
  if (error.status === 404) return 'design:problem.gone';
  if (error.status === 503) return 'design:problem.away';
  return error.status >= 500 ? 'design:problem.fault' : 'design:problem.refused';
}

interface ProblemParts {
  /** Written as a list in parentheses, or nothing. */
  fields: string;
  /** An instant in the person's own time zone, where a problem is about one. */
  given: string;
  /** Row of a file, as spreadsheets count them. */
  line: string;
  columns: string;
}

/** Values of a problem beside its code, to be put into its text. */
export function partsOf({ rest }: ProblemError, dateTime: (at: string) => string): ProblemParts {
  const { errors, given, line, columns } = rest;
  const pointers = Array.isArray(errors) ? errors.map((one: { pointer?: unknown }) => String(one.pointer ?? '')) : [];
  const fields = pointers.map((pointer) => pointer.replace(/^\//, '')).filter((name) => name !== '');
  return {
    fields: fields.length === 0 ? '' : ` (${fields.join(', ')})`,
    given: typeof given === 'string' ? dateTime(given) : '–',
    line: typeof line === 'number' ? String(line) : '–',
    columns: Array.isArray(columns) ? columns.join(', ') : '–',
  };
}
