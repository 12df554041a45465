import { z } from 'zod';
import { Problem } from '../problem';

/**
 * Reads and writes `nextCursor`, which holds the position of the last row of a page.
 * @param shape - the fields of a position in the order of the list
 */
export function pageCursor<S extends z.ZodRawShape>(shape: S) {
  type Position = z.output<z.ZodObject<S>>;
  const names = Object.keys(shape);
  const position = z.object(shape);

  const write = (last: Position): string => {
    const values = names.map((name) => (last as Record<string, unknown>)[name]);
    return Buffer.from(JSON.stringify(values)).toString('base64url');
  };
  const readWhole = (cursor: string): Position => {
    const values = z
      .array(z.unknown())
      .length(names.length)
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return position.parse(Object.fromEntries(names.map((name, index) => [name, values[index]])));
  };

  return {
    /** @throws Problem 400 `invalid-cursor` */
    read(cursor: string | undefined): Position | undefined {
      if (cursor === undefined) return undefined;
      try {
        return readWhole(cursor);
      } catch {
        const detail = 'cursor was not issued by this service. Omit it to start from the first page.';
        throw Problem.ofField('invalid-cursor', 'query', 'cursor', detail);
      }
    },

    /** @param rows - one more than a page if there is a next one */
    page<R>(rows: readonly R[], limit: number, positionOf: (row: R) => Position): { items: R[]; nextCursor?: string } {
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, ...(rows.length > limit && last !== undefined && { nextCursor: write(positionOf(last)) }) };
    },
  };
}
