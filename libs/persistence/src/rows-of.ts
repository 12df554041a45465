/** Values of a column in JavaScript, by its type in PostgreSQL. */
interface Values {
  bigint: string | number;
  boolean: boolean;
  bytea: Buffer;
  date: Date | string;
  float8: number;
  int: number;
  jsonb: string;
  numeric: number | string;
  smallint: number;
  text: string;
  timestamptz: Date | string;
  uuid: string;
}

/** `<column> <type>`, or `<column> <type> null` of a column that may be null. */
type Column = `${string} ${keyof Values}` | `${string} ${keyof Values} null`;
type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
type NameOf<C extends Column> = C extends `${infer N} ${string}` ? Camel<N> : never;
type ValueOf<C extends Column> = C extends `${string} ${infer T extends keyof Values} null`
  ? Values[T] | null
  : C extends `${string} ${infer T extends keyof Values}`
    ? Values[T]
    : never;
type RowOf<C extends readonly Column[]> = { readonly [E in C[number] as NameOf<E>]: ValueOf<E> };
type Arrays<C extends readonly Column[]> = { readonly [I in keyof C]: readonly ValueOf<C[I]>[] };

/** Rows that a statement takes as one array for each column. */
export interface RowsOf<C extends readonly Column[]> {
  /**
   * The rows as a table in SQL: `unnest($2::uuid[], $3::text[]) AS m(id, step)`.
   * @param first - number of the first of its parameters
   * @param options - `ordinality`: a last column with the number of each row, from 1
   */
  as(alias: string, first?: number, options?: { ordinality?: string }): string;
  /** Its parameters, in order; `toRow` makes a row of what is not one. */
  of(rows: readonly RowOf<C>[]): Arrays<C>;
  of<T>(rows: readonly T[], toRow: (one: T, index: number) => RowOf<C>): Arrays<C>;
}

/**
 * Describes rows that a statement takes. Columns are named as in SQL, and the fields of a row in camel case:
 * `rowsOf('id uuid', 'recipient_key text null')` takes `{ id, recipientKey }`.
 */
export function rowsOf<const C extends readonly Column[]>(...columns: C): RowsOf<C> {
  const parsed = columns.map((column) => column.split(' ') as [string, string]);
  const keys = parsed.map(([name]) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
  return {
    as: (alias, first = 1, { ordinality } = {}) => {
      const names = [...parsed.map(([name]) => name), ...(ordinality === undefined ? [] : [ordinality])];
      const arrays = parsed.map(([, type], index) => `$${first + index}::${type}[]`);
      const numbered = ordinality === undefined ? '' : ' WITH ORDINALITY';
      return `unnest(${arrays.join(', ')})${numbered} AS ${alias}(${names.join(', ')})`;
    },
    of: (rows: readonly unknown[], toRow?: (one: never, index: number) => unknown) => {
      const arrays = keys.map(() => new Array<unknown>(rows.length));
      rows.forEach((one, index) => {
        const row = (toRow ? toRow(one as never, index) : one) as Record<string, unknown>;
        for (const [at, key] of keys.entries()) (arrays[at] as unknown[])[index] = row[key];
      });
      return arrays as unknown as Arrays<C>;
    },
  };
}
