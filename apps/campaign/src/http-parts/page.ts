import { v7 } from 'uuid';

// Ids grow with time, so that the order of ids is the order of creation, and the cursor of a page is the id of its last item.

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
