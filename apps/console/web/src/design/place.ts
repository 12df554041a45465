import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { rememberField, takeField } from '../session/kept-fields';

/** Changes to some of the words behind the `?`; what is empty goes. */
export type Change = Readonly<Record<string, string | undefined>>;

/**
 * Where a person is in a page (cursor of a table, tab, filter): it stands in the address, so that back, reload and a link to a
 * colleague keep it.
 * @returns the words behind the `?`, and how to change some; `replace` makes no step for the back button
 */
export function usePlace(): [
  place: Readonly<Record<string, string>>,
  move: (change: Change, replace?: boolean) => void,
] {
  const place = useRouterState({ select: ({ location }) => location.search as Record<string, string> });
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
  return [place, move];
}

/** Of `kept-fields`. */
const HIDDEN = 'hidden-place';

/** The same for what must not stand in an address, which servers log: a phone number. Back and reload keep it, a link does not. */
export function useHiddenPlace(): [place: Readonly<Record<string, string>>, move: (change: Change) => void] {
  const place = useRouterState({
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
    rememberField(HIDDEN, Object.keys(place).length === 0 ? undefined : place);
    return () => rememberField(HIDDEN, undefined);
  }, [place]);
  return [place, move];
}
