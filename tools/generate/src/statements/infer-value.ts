import { COMPARISONS, NULLING_OPERATORS, hasAggregate, resultOf } from './functions';
import { type Scope, columnIn } from './scope';
import { type Node, constant, emptyJson, nameOf, typeOf } from './syntax';
import { JSON_TYPES, type Value } from './typescript-types';

/** Infers the columns of a statement within another. */
type InferStatement = (node: Node, outer: Scope | undefined, ctes: Scope['ctes']) => [string, Value][];

/** Infers the type of an expression, and whether it may be null. */
export class ValueInference {
  constructor(private readonly statement: InferStatement) {}

  value(node: Node, scope: Scope, isGrouped?: boolean): Value {
    const of = (one: Node): Value => this.value(one, scope, isGrouped);
    const [[kind, body]] = Object.entries(node ?? { Nothing: {} }) as [[string, Node]];
    switch (kind) {
      case 'ColumnRef':
        return body.fields.at(-1).A_Star ? { isNullable: false } : columnIn(body.fields, scope);
      case 'A_Const':
        return constant(body);
      case 'TypeCast': {
        const pg = typeOf(body.typeName);
        const { isNullable, ts, pg: from } = of(body.arg);
        if (JSON_TYPES.has(pg) && body.arg.A_Const) return { isNullable, pg, ...emptyJson(body.arg.A_Const) };
        const isKept = ts !== undefined && (pg === from || (JSON_TYPES.has(pg) && JSON_TYPES.has(from ?? '')));
        return { isNullable, pg, ...(isKept ? { ts } : {}) };
      }
      case 'FuncCall':
        return resultOf(body, (body.args ?? []).map(of), isGrouped);
      case 'CoalesceExpr': {
        const values: Value[] = body.args.map(of);
        return { ...either(values), isNullable: values.every((value) => value.isNullable) };
      }
      case 'MinMaxExpr': {
        const values: Value[] = body.args.map(of);
        return { ...either(values), isNullable: values.every((value) => value.isNullable) };
      }
      case 'CaseExpr': {
        const branches: Value[] = body.args.map(({ CaseWhen }: Node) => of(CaseWhen.result));
        return either([...branches, body.defresult ? of(body.defresult) : { isNullable: true, ts: 'null' }]);
      }
      case 'BoolExpr':
        return { isNullable: body.args.map(of).some((value: Value) => value.isNullable), pg: 'bool' };
      case 'NullTest':
      case 'BooleanTest':
        return { isNullable: false, pg: 'bool' };
      case 'SubLink':
        return this.subLink(body, scope, of);
      case 'A_ArrayExpr':
      case 'RowExpr':
      case 'SQLValueFunction':
      case 'GroupingFunc':
        return { isNullable: false };
      case 'CollateClause':
        return of(body.arg);
      case 'A_Expr':
        return operation(body, of);
      default:
        return { isNullable: true };
    }
  }

  private subLink(body: Node, scope: Scope, of: (one: Node) => Value): Value {
    if (body.subLinkType === 'EXISTS_SUBLINK' || body.subLinkType === 'ARRAY_SUBLINK') return { isNullable: false };
    if (body.subLinkType !== 'EXPR_SUBLINK')
      return { isNullable: !body.testexpr || of(body.testexpr).isNullable, pg: 'bool' };
    const select = body.subselect.SelectStmt;
    const [[, value] = ['', { isNullable: true }]] = this.statement(body.subselect, scope, scope.ctes);
    const target = select?.targetList?.[0]?.ResTarget.val;
    // An aggregate over all rows is always one row.
    const isOneRow =
      !select?.groupClause && !select?.havingClause && !select?.limitCount && !!target && hasAggregate(target);
    return isOneRow ? value : { ...value, isNullable: true };
  }
}

function operation(body: Node, of: (one: Node) => Value): Value {
  const operator = nameOf(body.name.at(-1));
  if (body.kind === 'AEXPR_DISTINCT' || body.kind === 'AEXPR_NOT_DISTINCT') return { isNullable: false, pg: 'bool' };
  if (body.kind === 'AEXPR_NULLIF') return { ...of(body.lexpr), isNullable: true };
  const sides = [body.lexpr, body.rexpr].filter(Boolean).flatMap((side) => side.List?.items ?? [side]);
  const values: Value[] = sides.map(of);
  const isNullable = NULLING_OPERATORS.has(operator) || values.some((value) => value.isNullable);
  const pg = COMPARISONS.has(operator) ? 'bool' : values[0]?.pg;
  return { isNullable, ...(pg !== undefined && !NULLING_OPERATORS.has(operator) ? { pg } : {}) };
}

/** A value that is one of several: of a type that all have. A text beside JSON is JSON. */
export function either(values: Value[]): Value {
  const isJson = values.some(({ pg }) => JSON_TYPES.has(pg ?? ''));
  const typed = values.filter(({ ts, pg }) => ts !== 'null' && !(isJson && pg === 'text'));
  const isNullable = values.some((value) => value.isNullable);
  const [pg] = typed.map((value) => value.pg).filter(Boolean);
  const types = typed.map(({ ts }) => ts);
  const isTyped = types.length > 0 && types.every((ts) => ts !== undefined);
  return {
    isNullable,
    ...(pg === undefined ? {} : { pg }),
    ...(isTyped ? { ts: [...new Set(types)].join(' | ') } : {}),
  };
}
