/** A value: its nullability, and its type in PostgreSQL and in TypeScript where these are known. */
export interface Value {
  isNullable: boolean;
  pg?: string;
  ts?: string;
}

export const JSON_TYPES = new Set(['json', 'jsonb']);

/** Types of values that node-postgres reads. */
const READ: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'Date',
  float4: 'number',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  json: 'unknown',
  jsonb: 'unknown',
  oid: 'number',
  record: 'unknown',
  timestamp: 'Date',
  timestamptz: 'Date',
  interval: 'unknown',
};
/** Types of values that it takes as parameters, where these are others. */
const TAKEN: Record<string, string> = {
  date: 'Date | string',
  float4: 'number | string',
  float8: 'number | string',
  int8: 'number | string',
  json: 'object | string',
  jsonb: 'object | string',
  numeric: 'number | string',
  timestamp: 'Date | string',
  timestamptz: 'Date | string',
};

export const readAs = (pg: string): string =>
  pg.startsWith('_') ? `${READ[pg.slice(1)] ?? 'string'}[]` : (READ[pg] ?? 'string');

export function takenAs(pg: string): string {
  const one = (name: string) => TAKEN[name] ?? READ[name] ?? 'string';
  return pg.startsWith('_') ? `readonly (${one(pg.slice(1))} | null)[] | null` : `${one(pg)} | null`;
}

const NUMBERS = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid']);

/** Type of a value inside JSON that SQL builds. */
export function jsonOf({ isNullable, pg, ts }: Value): string {
  const ofType = (name: string): string => {
    if (name.startsWith('_')) return `${ofType(name.slice(1))}[]`;
    if (NUMBERS.has(name)) return 'number';
    if (name === 'bool') return 'boolean';
    return JSON_TYPES.has(name) ? 'unknown' : 'string';
  };
  const type = ts ?? (pg === undefined ? 'unknown' : ofType(pg));
  return isNullable ? `${type} | null` : type;
}
