import { ProblemError, problemOf } from './problem';

interface Told<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * What a service answered, or throws what it refused.
 * @param asked - a call of `api`, e.g. `answerOf(api.campaign.GET('/v1/campaigns', { signal }))`
 * @throws ProblemError
 */
export async function answerOf<T>(asked: Promise<Told<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((fault: unknown) => {
    // What was given up, because something newer is asked, is no problem.
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new ProblemError(0, 'unreachable', '');
  });
  if (!response.ok) throw problemOf(response.status, error);
  return data as T;
}
