import type { Client } from 'pg';

export interface Column {
  name: string;
  /** Name in `pg_type`: `int4`, `_text`. */
  type: string;
  isNullable: boolean;
  /** Values of a check `IN ('a', 'b')`. */
  values?: string[];
}

/** Tables of a schema by name, and names of types by their id. */
export interface Catalog {
  tables: Map<string, Column[]>;
  types: Map<number, string>;
}

/** Reads the tables of the schema that is first in the search path. */
export async function readCatalog(client: Client): Promise<Catalog> {
  const columns = await client.query<{ table: string } & Column>(
    `SELECT c.relname AS "table", a.attname AS name, t.typname AS type, NOT a.attnotnull AS "isNullable"
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY c.relname, a.attnum`,
  );
  const checks = await client.query<{ table: string; definition: string }>(
    `SELECT c.relname AS "table", pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.contype = 'c' AND c.relnamespace = current_schema()::regnamespace`,
  );
  const types = await client.query<{ oid: number; name: string }>('SELECT oid, typname AS name FROM pg_type');
  const tables = new Map<string, Column[]>();
  for (const { table, ...column } of columns.rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  for (const { table, definition } of checks.rows) {
    const [, name, values] = ONE_OF.exec(definition) ?? [];
    const column = tables.get(table)?.find((one) => one.name === name);
    if (column && values !== undefined)
      column.values = [...values.matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '');
  }
  return { tables, types: new Map(types.rows.map(({ oid, name }) => [oid, name])) };
}

const ONE_OF = /^CHECK \(\((\w+) = ANY \(ARRAY\[((?:'[^']*'::text(?:, )?)+)\]\)\)\)$/;
