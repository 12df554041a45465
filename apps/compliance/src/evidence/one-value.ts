/**
 * SQL: the leaves of a tree and their positions, each as one value: ten thousand rows would be far slower.
 * @param select - of `hash` and `nth`, by which the leaves are in order
 */
export const asOneValue = (select: string): string => `
  SELECT string_agg(hash, ''::bytea ORDER BY nth) AS bytes, string_agg(int8send(nth::bigint), ''::bytea ORDER BY nth) AS positions
  FROM (${select}) h`;
