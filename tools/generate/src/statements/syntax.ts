import { type Value } from './typescript-types';

// Nodes of libpg_query: `{ <Kind>: { … } }`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Node = any;

export const nameOf = (node: Node): string => node?.String?.sval ?? '';
export const functionName = (call: Node): string | undefined => call && nameOf(call.funcname.at(-1));

export function columnName(node: Node): string {
  if (node.ColumnRef) return nameOf(node.ColumnRef.fields.at(-1));
  if (node.FuncCall) return functionName(node.FuncCall) ?? '';
  if (node.TypeCast) return columnName(node.TypeCast.arg);
  return node.CoalesceExpr ? 'coalesce' : '';
}

export function typeOf(typeName: Node): string {
  const name = nameOf(typeName.names.at(-1));
  return typeName.arrayBounds ? `_${name}` : name;
}

export function constant(body: Node): Value {
  if (body.isnull) return { isNullable: true, ts: 'null' };
  if (body.sval)
    return { isNullable: false, pg: 'text', ts: `'${String(body.sval.sval ?? '').replaceAll(/['\\]/g, '\\$&')}'` };
  if (body.ival) return { isNullable: false, pg: 'int4' };
  return { isNullable: false, ...(body.boolval ? { pg: 'bool' } : {}) };
}

export const emptyJson = ({ sval }: Node): { ts?: string } => {
  if (sval?.sval === '[]') return { ts: 'never[]' };
  return sval?.sval === '{}' ? { ts: 'Record<string, never>' } : {};
};
