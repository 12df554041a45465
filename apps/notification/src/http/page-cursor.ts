import { Problem } from '@stopsms/service-kit';
import { z } from 'zod';

/** The last row of the page before: its instant and id. */
export interface Cursor {
  at: number;
  id: string;
}

const position = z.tuple([z.number().int(), z.uuid()]);

export const encodeCursor = ({ at, id }: Cursor): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** @throws Problem 400 */
export function decodeCursor(cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [at, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw Problem.ofField(
      'invalid-cursor',
      'query',
      'cursor',
      'cursor: not one that this service gave out; start again without it.',
    );
  }
}

/** `rows` holds one more than a page when there is a next one. */
export function pageOf<R>(rows: R[], limit: number, cursorOf: (row: R) => Cursor): { items: R[]; nextCursor?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { nextCursor: encodeCursor(cursorOf(last)) } : {}) };
}
