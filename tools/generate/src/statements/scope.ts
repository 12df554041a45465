import { COMPARISONS } from './functions';
import { type Node, nameOf } from './syntax';
import type { Value } from './typescript-types';

// Relations that a part of a statement can name, and what is known of their columns.

export interface Relation {
  alias: string;
  columns: Map<string, Value>;
}
export interface Scope {
  relations: Relation[];
  outer?: Scope | undefined;
  ctes: ReadonlyMap<string, Map<string, Value>>;
  /** Columns that a condition holds to be not null, `alias.column`. */
  present: Set<string>;
}

/** Notes columns that a condition, all of which must be true, holds to be not null. */
export function hold(condition: Node, scope: Scope): void {
  if (!condition) return;
  const { BoolExpr: bool, NullTest: test, A_Expr: operation, ColumnRef: column } = condition;
  if (bool?.boolop === 'AND_EXPR') for (const arg of bool.args) hold(arg, scope);
  if (test?.nulltesttype === 'IS_NOT_NULL') note(test.arg, scope);
  if (column) note(condition, scope);
  const isStrict = operation && ['AEXPR_OP', 'AEXPR_OP_ANY', 'AEXPR_IN', 'AEXPR_BETWEEN'].includes(operation.kind);
  if (!isStrict || !(operation.kind !== 'AEXPR_OP' || COMPARISONS.has(nameOf(operation.name.at(-1))))) return;
  note(operation.lexpr, scope);
  if (operation.kind === 'AEXPR_OP') note(operation.rexpr, scope);
}

function note(node: Node, scope: Scope): void {
  for (const row of node?.RowExpr?.args ?? []) note(row, scope);
  const fields = node?.ColumnRef?.fields;
  if (!fields) return;
  const column = nameOf(fields.at(-1));
  const owner = fields.length > 1 ? nameOf(fields.at(-2)) : undefined;
  const found = scope.relations.find(
    ({ alias, columns }) => (owner === undefined || alias === owner) && columns.has(column),
  );
  if (found || scope.relations.length === 0) scope.present.add(`${found?.alias ?? owner ?? ''}.${column}`);
}

export function columnIn(fields: Node[], scope: Scope): Value {
  const name = nameOf(fields.at(-1));
  const owner = fields.length > 1 ? nameOf(fields.at(-2)) : undefined;
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    for (const { alias, columns } of at.relations) {
      if (owner === undefined && (alias === 'old' || alias === 'new')) continue;
      const value = owner === undefined || owner === alias ? columns.get(name) : undefined;
      if (value) return held(value, at, `${alias}.${name}`);
    }
  }
  return { isNullable: !['xmax', 'ctid', 'tableoid', 'xmin'].includes(name) };
}

export const held = (value: Value, scope: Scope, path: string): Value =>
  scope.present.has(path) ? { ...value, isNullable: false } : value;
export const nullable = (columns: Map<string, Value>) =>
  new Map([...columns].map(([name, value]) => [name, { ...value, isNullable: true }]));
export const absent = ({ alias, columns }: Relation): Relation => ({ alias, columns: nullable(columns) });
export const named = (columns: [string, Value][], names: string[] = []) =>
  new Map(columns.map(([name, value], at) => [names[at] ?? name, value]));
export const renamed = (columns: Map<string, Value>, names: Node[] | undefined) =>
  named([...columns], names?.map(nameOf));
