import { useEffect } from 'react';
import { useSession } from '../session/session';

/** Key in the storage of the tab, so that two tabs do not change each other’s choice, and of the browser, for the next tab. */
const keyOf = (person: string): string => `stopsms-advertiser ${person}`;

/** ID of the advertiser that a person chose last, in this tab or else in this browser; null if none. */
export const recallAdvertiser = (person: string): string | null =>
  sessionStorage.getItem(keyOf(person)) ?? localStorage.getItem(keyOf(person));

/** Keeps an advertiser as the choice of the pages that are opened next; undefined keeps the former one. */
export function useKeepAdvertiser(advertiserId: string | undefined): void {
  const { id: person } = useSession();
  useEffect(() => {
    if (advertiserId === undefined) return;
    sessionStorage.setItem(keyOf(person), advertiserId);
    localStorage.setItem(keyOf(person), advertiserId);
  }, [person, advertiserId]);
}
