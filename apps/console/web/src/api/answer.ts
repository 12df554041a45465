import { ProblemError, problemOf } from './problem';

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Body of a response.
 * @param asked - a call of `api`, e.g. `answerOf(api.campaign.GET('/v1/campaigns', { signal }))`
 * @throws ProblemError
 */
export async function answerOf<T>(request: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await request.catch(unreachable);
  if (!response.ok) throw problemOf(response.status, error);
  return data as T;
}

/** @throws ProblemError for a connection that failed */
export function unreachable(fault: unknown): never {
  // What was given up, because something newer is asked, is no problem.
  if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
  throw new ProblemError(0, 'unreachable', '');
}
