import { v7 } from 'uuid';

// Ids of what is created here grow with time, so that "in the order of ids" is "as they were created" and a page is told
// by the id where the one before ended.

/** @param now - epoch ms */
export const newId = (now: number): string => v7({ msecs: now });

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/**
 * @param rows - one more than `limit`, when there are more
 * @param cursorOf - where the page ends, for the next one to begin
 */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { nextCursor: cursorOf(last) } : {}) };
}
