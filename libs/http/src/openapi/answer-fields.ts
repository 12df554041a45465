import { z } from 'zod';

/** A `Date` in code, ISO 8601 in UTC on the wire. */
export const instantAnswer = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

/** A page of a list. */
export const pageAnswer = <S extends z.ZodType>(item: S) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z
      .string()
      .exactOptional()
      .describe('Cursor of the next page, to pass as `cursor`. Absent on the last page.'),
  });
