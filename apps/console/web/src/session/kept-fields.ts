import { useEffect, useState } from 'react';

// A session may end under a page while somebody types: signing in again leaves the page and comes back to it. The fields of the page
// wait meanwhile in the storage of this tab, under the person's id, and nobody else gets them back.

interface Kept {
  person: string;
  path: string;
  fields: Record<string, unknown>;
}

const STORED = 'stopsms-kept';
/** Fields of the page as they are now. */
const live = new Map<string, unknown>();
let kept: Kept | undefined;

const path = (): string => globalThis.location.pathname;

/** Puts the fields of this page aside, before it is taken away. */
export function keepFields(person: string): void {
  if (live.size === 0) return;
  const fields = Object.fromEntries(live);
  sessionStorage.setItem(STORED, JSON.stringify({ person, path: path(), fields } satisfies Kept));
}

/** Makes what was put aside available to the fields of the page, if it is the same person's; deletes it either way. */
export function restoreFields(person: string): void {
  const stored = sessionStorage.getItem(STORED);
  if (stored === null) return;
  sessionStorage.removeItem(STORED);
  const read = JSON.parse(stored) as Kept;
  kept = read.person === person ? read : undefined;
}

export function forgetFields(): void {
  sessionStorage.removeItem(STORED);
  live.clear();
  kept = undefined;
}

/** True if fields were put aside and wait for their person. */
export const hasKeptFields = (): boolean => sessionStorage.getItem(STORED) !== null;

/** Takes a field's value back, once. */
export function takeField(name: string): unknown {
  if (kept === undefined || kept.path !== path()) return undefined;
  const { [name]: value, ...fields } = kept.fields;
  kept = { ...kept, fields };
  return value;
}

/** Registers a value to be put aside when the session ends; undefined when there is nothing to keep. */
export function rememberField(name: string, value: unknown): void {
  if (value === undefined) live.delete(name);
  else live.set(name, value);
}

/**
 * State of a field that outlives the session, as `useState` otherwise.
 * @param name - of the field, unique on its page; what it holds goes through JSON
 */
export function useKeptState<T>(name: string, initial: T): [value: T, change: (value: T) => void] {
  const [value, change] = useState<T>(() => (takeField(name) as T | undefined) ?? initial);
  useEffect(() => {
    rememberField(name, Object.is(value, initial) ? undefined : value);
    return () => rememberField(name, undefined);
  }, [name, value, initial]);
  return [value, change];
}
