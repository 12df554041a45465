import { queryOptions, useQuery } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import { createContext, use } from 'react';
import { answerOf } from '../api/answer';
import { ProblemError } from '../api/problem';
import { questions } from '../api/questions';
import { csrfToken, onSessionOver, rememberCsrf } from './session-state';

export type Role = 'admin' | 'operator' | 'reviewer' | 'auditor' | 'marketer';

/** Who is signed in, as the console's server says. Tokens stay there. */
export interface Session {
  name: string;
  roles: Role[];
  /** Ids of those whose marketing this person makes. */
  advertisers: string[];
  csrf: string;
  language?: string;
}

interface SessionPaths {
  '/session': { get: { responses: { 200: { content: { 'application/json': Session } } } } };
  '/session/sign-out': { post: { responses: { 200: { content: { 'application/json': { location?: string } } } } } };
}

// The console's own routes, which are no service's and have no OpenAPI document.
const own = createClient<SessionPaths>({ baseUrl: '' });
const KEY = ['session'];

const Context = createContext<Session | undefined>(undefined);

function useSignedIn(): Session {
  const session = use(Context);
  if (session === undefined) throw new Error('This part of the page stands outside of a session.');
  return session;
}

export const SessionContext = Object.assign(Context, { use: useSignedIn });
/** Who is signed in; only below the shell. */
export const useSession = useSignedIn;

const sessionQuestion = queryOptions({
  queryKey: KEY,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await answerOf(own.GET('/session', { signal }));
      rememberCsrf(session.csrf);
      return session;
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return null;
      throw error;
    }
  },
});

/** null when nobody is signed in. */
export const useAskSession = () => useQuery(sessionQuestion);

/** Before anything is drawn. What goes wrong is told where it is needed. */
export const askSessionAhead = (): void => void questions.prefetchQuery(sessionQuestion);

/** Nothing of what this person saw stays behind for the next one. */
function forget(): void {
  questions.clear();
  questions.setQueryData(KEY, null);
}

onSessionOver(forget);

/** Goes to the identity provider, and comes back to where the person is. */
export function signIn(): void {
  const { pathname, search } = globalThis.location;
  globalThis.location.assign(`/session/sign-in?returnTo=${encodeURIComponent(pathname + search)}`);
}

export async function signOut(): Promise<void> {
  const answer = await answerOf(own.POST('/session/sign-out', { headers: { 'x-csrf-token': csrfToken() } }));
  forget();
  if (typeof answer?.location === 'string') globalThis.location.assign(answer.location);
}
