import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { rememberField, takeField } from '../session/kept-fields';

/** Changes to some of the words behind the `?`; what is empty goes. */
type Change = Readonly<Record<string, string | undefined>>;

/**
 * Position of a person in a page (cursor of a table, tab, filter): it is in the URL, so that back, reload and a link to a
 * colleague keep it.
 * @returns the words behind the `?`, and how to change some; `replace` makes no step for the back button
 */
export function useUrlState(): [
  params: Readonly<Record<string, string>>,
  move: (change: Change, replace?: boolean) => void,
] {
  const params = useRouterState({ select: ({ location }) => location.search as Record<string, string> });
  const navigate = useNavigate();
  const move = useCallback(
    (change: Change, replace = false) =>
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...change })) as never,
        // What must not stand in the address stays too.
        state: true,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  return [params, move];
}

/** Key in `kept-fields`. */
const HIDDEN = 'hidden-params';

/** The same for what must not stand in an address, which servers log: a phone number. Back and reload keep it, a link does not. */
export function useHiddenUrlState(): [params: Readonly<Record<string, string>>, move: (change: Change) => void] {
  const params = useRouterState({
    select: ({ location }) => (location.state as { hidden?: Record<string, string> }).hidden ?? {},
  });
  const navigate = useNavigate();
  const move = useCallback(
    (change: Change) =>
      void navigate({
        to: '.',
        search: true,
        state: ((before: { hidden?: object }) => ({ ...before, hidden: { ...before.hidden, ...change } })) as never,
        resetScroll: false,
      }),
    [navigate],
  );
  // The address does not bring it back when the person has to sign in again.
  useEffect(() => {
    const kept = takeField(HIDDEN) as Change | undefined;
    if (kept !== undefined) move(kept);
  }, [move]);
  useEffect(() => {
    rememberField(HIDDEN, Object.keys(params).length === 0 ? undefined : params);
    return () => rememberField(HIDDEN, undefined);
  }, [params]);
  return [params, move];
}
