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
type ColumnsOf<C extends readonly Column[], T> = { readonly [K in keyof RowOf<C>]: (one: T) => RowOf<C>[K] };
type Arrays<C extends readonly Column[]> = { readonly [I in keyof C]: readonly ValueOf<C[I]>[] };

/** Rows that a statement takes as one array for each column. */
export interface RowsOf<C extends readonly Column[]> {
  /**
   * The rows as a table in SQL: `unnest($2::uuid[], $3::text[]) AS m(id, step)`.
   * @param first - number of the first of its parameters
   * @param options - `ordinality`: a last column with the number of each row, from 1
   */
  as(alias: string, first?: number, options?: { ordinality?: string }): string;
  /**
   * Its parameters, in order.
   * @param columns - by field, for hot paths: the value of a row, without a new object for each
   * @param toRow - makes a row of an item; a literal without spread, which costs more than the rest, where there are many
   */
  of(rows: readonly RowOf<C>[]): Arrays<C>;
  of<T>(items: readonly T[], columns: ColumnsOf<C, T>): Arrays<C>;
  of<T>(items: readonly T[], toRow: (one: T, index: number) => RowOf<C>): Arrays<C>;
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
    of: (items: readonly unknown[], by?: ToRow | Readonly<Record<string, ToValue>>) => {
      if (typeof by === 'object') return keys.map((key) => items.map(by[key] as ToValue)) as unknown as Arrays<C>;
      const rows = (by ? items.map(by) : items) as readonly Readonly<Record<string, unknown>>[];
      return keys.map((key) => rows.map((row) => row[key])) as unknown as Arrays<C>;
    },
  };
}

type ToRow = (one: unknown, index: number) => unknown;
type ToValue = (one: unknown) => unknown;
