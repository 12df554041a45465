import { queryOptions, useQuery } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import { createContext, use } from 'react';
import { answerOf } from '../api/answer';
import { ProblemError } from '../api/problem';
import { questions } from '../api/questions';
import { forgetFields, keepFields, restoreFields } from './kept-fields';
import { csrfToken, onSessionDoubt, onSessionOver, rememberCsrf } from '../api/session-state';
import { onNewsOfTabs, postToTabs } from './tabs';

export type Role = 'admin' | 'operator' | 'reviewer' | 'auditor' | 'marketer';

/** The signed-in person, from the console's server. Tokens stay there. */
interface Session {
  /** Id of the person at the identity provider. */
  id: string;
  name: string;
  roles: Role[];
  /** Ids of those whose marketing this person makes. */
  advertisers: string[];
  csrf: string;
  language?: string;
}

interface SessionPaths {
  '/session': { get: { responses: { 200: { content: { 'application/json': Session } } } } };
  '/session/sign-out': { post: { responses: { 200: { content: { 'application/json': { url: string } } } } } };
}

// The console's own routes, which are no service's and have no OpenAPI document.
const own = createClient<SessionPaths>({ baseUrl: '' });
const KEY = ['session'];
/** Set where somebody signed out of this browser: the provider then asks the next person who they are, whatever it remembers. */
const SIGNED_OUT = 'stopsms-signed-out';

const Context = createContext<Session | undefined>(undefined);

function useSignedIn(): Session {
  const session = use(Context);
  if (session === undefined) throw new Error('This part of the page is outside of a session.');
  return session;
}

export const SessionContext = Object.assign(Context, { use: useSignedIn });
/** The signed-in person; only below the shell. */
export const useSession = useSignedIn;

const sessionQuestion = queryOptions({
  queryKey: KEY,
  staleTime: Number.POSITIVE_INFINITY,
  // Only `removeOthers` takes it away: the shell watches this one query for as long as the page is open.
  gcTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await answerOf(own.GET('/session', { signal }));
      begin(session);
      return session;
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 401)) throw error;
      leave();
      return null;
    }
  },
});

let hasEnded = false;
/** True if a session ended while the page was open, and false if nobody has signed in yet. */
export const sessionHasEnded = (): boolean => hasEnded;

const known = (): Session | null | undefined => questions.getQueryData(sessionQuestion.queryKey);

/** null when nobody is signed in. */
export const useAskSession = () => useQuery(sessionQuestion);

/** Before anything is drawn. Errors are shown where the session is needed. */
export const askSessionAhead = (): void => void questions.prefetchQuery(sessionQuestion);

function begin(session: Session): void {
  const before = known();
  hasEnded = false;
  rememberCsrf(session.csrf);
  localStorage.removeItem(SIGNED_OUT);
  // Nothing of what one person saw or typed stays on the page for another.
  if (before && before.id !== session.id) {
    forgetFields();
    removeOthers();
  }
  if (before?.csrf === session.csrf) return;
  restoreFields(session.id);
  postToTabs({ person: session.id });
}

/** Stores typed text for the same person, and removes displayed data. */
function leave(): void {
  const before = known();
  if (before) {
    hasEnded = true;
    keepFields(before.id);
  }
  removeOthers();
}

/** All that was asked and answered, but not the session itself: whoever watches a query that was removed is never notified again. */
function removeOthers(): void {
  questions.getMutationCache().clear();
  questions.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
}

/** The session ended: the page gives way to the sign-in page. */
function end(): void {
  if (known() === null) return;
  void questions.cancelQueries({ queryKey: KEY });
  leave();
  questions.setQueryData(sessionQuestion.queryKey, null);
}

const askAgain = (): void => void questions.invalidateQueries({ queryKey: KEY });

onSessionOver(end);
onSessionDoubt(askAgain);
onNewsOfTabs((news) => {
  if (news === 'over') end();
  // Another session, whose token this page does not have yet, if it is not another person.
  else askAgain();
});
// It may have ended, or become another person's, while the page was not looked at; or the page comes out of the browser's memory.
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && askAgain());
globalThis.addEventListener('pageshow', ({ persisted }) => persisted && askAgain());

/** Goes to the identity provider, and comes back to where the person is. */
export function signIn(): void {
  const { pathname, search } = globalThis.location;
  const fresh = localStorage.getItem(SIGNED_OUT) === null ? '' : '&fresh=true';
  globalThis.location.assign(`/session/sign-in?returnTo=${encodeURIComponent(pathname + search)}${fresh}`);
}

/** Signs out here and in the other tabs, then at the identity provider, which sends the browser back. */
export async function signOut(): Promise<void> {
  const { url } = await answerOf(own.POST('/session/sign-out', { headers: { 'x-csrf-token': csrfToken() } })).catch(
    (error: unknown) => {
      // It had ended already.
      if (error instanceof ProblemError && error.status === 401) return { url: '/' };
      throw error;
    },
  );
  localStorage.setItem(SIGNED_OUT, 'true');
  postToTabs('over');
  forgetFields();
  end();
  globalThis.location.assign(url);
}
