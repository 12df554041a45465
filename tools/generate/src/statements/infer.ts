import type { Catalog } from './catalog';
import { JSON_TYPES, type Value, jsonOf } from './typescript-types';

// PostgreSQL describes the types of a result and not what may be null, nor what JSON holds. Both are inferred from the syntax tree of the
// statement: a column is nullable unless it is known not to be.

interface Relation {
  alias: string;
  columns: Map<string, Value>;
}
interface Scope {
  relations: Relation[];
  outer?: Scope | undefined;
  ctes: ReadonlyMap<string, Map<string, Value>>;
  /** Columns that a condition holds to be not null, `alias.column`. */
  present: Set<string>;
}
// Nodes of libpg_query: `{ <Kind>: { … } }`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Node = any;

/** TypeScript type of a column that a store describes. */
export type ColumnType = (table: string, column: string) => string | undefined;

/** Infers the columns of the result of a statement, in order. */
export function inferResult(statement: Node, catalog: Catalog, columnType: ColumnType): [name: string, Value][] {
  return new Inference(catalog, columnType).statement(statement, undefined, new Map());
}

const OUTER_LEFT = new Set(['JOIN_LEFT', 'JOIN_FULL']);
const OUTER_RIGHT = new Set(['JOIN_RIGHT', 'JOIN_FULL']);
const AGGREGATES = new Set(
  'min max sum avg array_agg string_agg json_agg jsonb_agg bool_and bool_or every json_object_agg jsonb_object_agg'.split(
    ' ',
  ),
);
const NEVER_NULL = new Set(
  `count now clock_timestamp statement_timestamp transaction_timestamp row_number rank dense_rank gen_random_uuid concat concat_ws
   json_build_object jsonb_build_object json_build_array jsonb_build_array current_schema current_database txid_current pg_current_xact_id
   pg_try_advisory_lock pg_try_advisory_xact_lock`.split(/\s+/),
);
const STRICT = new Set(
  `abs ceil ceiling floor round trunc lower upper length char_length octet_length md5 sha256 encode decode date_trunc extract date_part
   to_timestamp to_jsonb to_json row_to_json hashtext cardinality left right trim btrim ltrim rtrim replace substr substring repeat reverse mod
   power sign get_byte get_bit set_bit to_char to_hex lpad rpad split_part starts_with date_bin make_interval timezone array_append
   array_cat array_remove array_to_string jsonb_array_length jsonb_typeof jsonb_strip_nulls json_typeof bit_count power sqrt ln exp
   array_position_never generate_series unnest_never`.split(/\s+/),
);
const NULLING_OPERATORS = new Set(['->', '->>', '#>', '#>>', '#-']);
const COMPARISONS = new Set(['=', '<', '>', '<=', '>=', '<>', '~', '~~', '@>', '<@', '&&', '?']);
const NUMBERS: Record<string, string> = {
  count: 'int8',
  row_number: 'int8',
  rank: 'int8',
  cardinality: 'int4',
  length: 'int4',
};

class Inference {
  constructor(
    private readonly catalog: Catalog,
    private readonly columnType: ColumnType,
  ) {}

  statement(node: Node, outer: Scope | undefined, given: Scope['ctes']): [string, Value][] {
    const [[kind, body]] = Object.entries(node) as [[string, Node]];
    const ctes = this.ctes(body.withClause, outer, given);
    if (kind === 'SelectStmt') return this.select(body, outer, ctes);
    const scope: Scope = { relations: [], outer, ctes, present: new Set() };
    const target = this.table(body.relation, ctes);
    scope.relations.push(target);
    for (const from of body.fromClause ?? body.usingClause ?? []) scope.relations.push(...this.from(from, scope));
    this.hold(body.whereClause, scope);
    // RETURNING shows what was set, not what the condition was of.
    for (const { ResTarget: set } of body.targetList ?? []) scope.present.delete(`${target.alias}.${set.name}`);
    const isInsert = kind === 'InsertStmt';
    scope.relations.push(
      { alias: 'old', columns: isInsert ? nullable(target.columns) : target.columns },
      { alias: 'new', columns: kind === 'DeleteStmt' ? nullable(target.columns) : target.columns },
    );
    const returned = body.returningClause?.exprs ?? body.returningList ?? [];
    return this.targets(returned, scope, scope.relations.slice(0, -2));
  }

  private select(body: Node, outer: Scope | undefined, ctes: Scope['ctes']): [string, Value][] {
    if (body.larg) {
      const [left, right] = [body.larg, body.rarg].map((arm) => this.statement({ SelectStmt: arm }, outer, ctes));
      return (left ?? []).map(([name, value], index) => [name, either([value, right?.[index]?.[1] ?? value])]);
    }
    if (body.valuesLists) {
      const rows: Value[][] = body.valuesLists.map(({ List }: Node) =>
        List.items.map((item: Node) => this.value(item, { relations: [], outer, ctes, present: new Set() })),
      );
      return (rows[0] ?? []).map((_, at) => [`column${at + 1}`, either(rows.map((row) => row[at] as Value))]);
    }
    const scope: Scope = { relations: [], outer, ctes, present: new Set() };
    for (const from of body.fromClause ?? []) scope.relations.push(...this.from(from, scope));
    this.hold(body.whereClause, scope);
    return this.targets(body.targetList ?? [], scope, scope.relations, (body.groupClause ?? []).length > 0);
  }

  private ctes(clause: Node, outer: Scope | undefined, given: Scope['ctes']): Scope['ctes'] {
    const known = new Map(given);
    for (const { CommonTableExpr: cte } of clause?.ctes ?? []) {
      const select = cte.ctequery.SelectStmt;
      const names: string[] | undefined = cte.aliascolnames?.map(nameOf);
      // The first arm of a recursion gives its columns.
      if (clause.recursive && select?.larg) {
        known.set(cte.ctename, named(this.statement({ SelectStmt: select.larg }, outer, known), names));
      }
      known.set(cte.ctename, named(this.statement(cte.ctequery, outer, known), names));
    }
    return known;
  }

  private table(range: Node, ctes: Scope['ctes']): Relation {
    const alias = range.alias?.aliasname ?? range.relname;
    const cte = range.schemaname === undefined ? ctes.get(range.relname) : undefined;
    if (cte) return { alias, columns: renamed(cte, range.alias?.colnames) };
    const columns = (this.catalog.tables.get(range.relname) ?? []).map(({ name, type, isNullable, values }) => {
      const ts = this.columnType(range.relname, name) ?? values?.map((value) => `'${value}'`).join(' | ');
      return [name, { isNullable, pg: type, ...(ts === undefined ? {} : { ts }) }] as const;
    });
    return { alias, columns: renamed(new Map(columns), range.alias?.colnames) };
  }

  private from(node: Node, scope: Scope): Relation[] {
    if (node.RangeVar) return [this.table(node.RangeVar, scope.ctes)];
    if (node.RangeSubselect) {
      const { subquery, alias } = node.RangeSubselect;
      const columns = named(this.statement(subquery, scope, scope.ctes));
      return [{ alias: alias?.aliasname ?? '', columns: renamed(columns, alias?.colnames) }];
    }
    if (node.RangeFunction) return [this.functionTable(node.RangeFunction, scope)];
    if (!node.JoinExpr) return [];
    const { jointype, larg, rarg, quals, usingClause, alias } = node.JoinExpr;
    const left = this.from(larg, scope);
    const inner: Scope = { ...scope, relations: [...scope.relations, ...left] };
    const right = this.from(rarg, inner);
    if (jointype === 'JOIN_INNER' || jointype === undefined) {
      this.hold(quals, { ...scope, relations: [...scope.relations, ...left, ...right] });
      for (const name of (usingClause ?? []).map(nameOf)) {
        for (const { alias: of } of [...left, ...right]) scope.present.add(`${of}.${name}`);
      }
    }
    const lost = [...(OUTER_RIGHT.has(jointype) ? left : []), ...(OUTER_LEFT.has(jointype) ? right : [])];
    for (const { alias: of, columns } of lost) for (const name of columns.keys()) scope.present.delete(`${of}.${name}`);
    const relations = [
      ...(OUTER_RIGHT.has(jointype) ? left.map(absent) : left),
      ...(OUTER_LEFT.has(jointype) ? right.map(absent) : right),
    ];
    return alias
      ? [{ alias: alias.aliasname, columns: new Map(relations.flatMap(({ columns }) => [...columns])) }]
      : relations;
  }

  private functionTable(range: Node, scope: Scope): Relation {
    const calls: Node[] = range.functions.map(({ List }: Node) => List.items[0]);
    const alias: string = range.alias?.aliasname ?? functionName(calls[0]?.FuncCall) ?? '';
    const definitions: Node[] = (range.coldeflist ?? range.functions[0]?.List.items[1]?.List?.items ?? []).map(
      ({ ColumnDef }: Node) => ColumnDef,
    );
    if (definitions.length > 0) {
      const columns = definitions.map(({ colname, typeName }) => [colname, { isNullable: true, pg: typeOf(typeName) }]);
      return { alias, columns: new Map(columns as [string, Value][]) };
    }
    const values = calls.flatMap((call) => {
      const name = functionName(call.FuncCall);
      const args: Node[] = call.FuncCall?.args ?? [];
      if (name === 'generate_series') return [{ isNullable: false, pg: this.value(args[0], scope).pg ?? 'int4' }];
      if (name !== 'unnest') return [{ isNullable: true }];
      return args.map((arg) => {
        const { pg } = this.value(arg, scope);
        return { isNullable: true, ...(pg?.startsWith('_') ? { pg: pg.slice(1) } : {}) };
      });
    });
    const names: string[] = range.alias?.colnames?.map(nameOf) ?? [];
    const columns = values.map((value, at) => [names[at] ?? alias, value] as [string, Value]);
    if (range.ordinality) columns.push([names[values.length] ?? 'ordinality', { isNullable: false, pg: 'int8' }]);
    // A function whose columns are not known here: each that is named.
    for (const name of names.slice(columns.length)) columns.push([name, { isNullable: true }]);
    return { alias, columns: new Map(columns) };
  }

  private targets(list: Node[], scope: Scope, all: Relation[], isGrouped?: boolean): [string, Value][] {
    return list.flatMap(({ ResTarget: { name, val } }: Node): [string, Value][] => {
      const fields: Node[] = val.ColumnRef?.fields ?? [];
      if (!fields.at(-1)?.A_Star) return [[name ?? columnName(val), this.value(val, scope, isGrouped)]];
      const of = fields.length > 1 ? nameOf(fields.at(-2)) : undefined;
      const relations = of === undefined ? all : scope.relations.filter(({ alias }) => alias === of);
      return relations.flatMap(({ alias, columns }) =>
        [...columns].map(([column, value]): [string, Value] => [column, held(value, scope, `${alias}.${column}`)]),
      );
    });
  }

  /** Notes columns that a condition, all of which must be true, holds to be not null. */
  private hold(condition: Node, scope: Scope): void {
    if (!condition) return;
    const { BoolExpr: bool, NullTest: test, A_Expr: operation, ColumnRef: column } = condition;
    if (bool?.boolop === 'AND_EXPR') for (const arg of bool.args) this.hold(arg, scope);
    if (test?.nulltesttype === 'IS_NOT_NULL') this.note(test.arg, scope);
    if (column) this.note(condition, scope);
    const isStrict = operation && ['AEXPR_OP', 'AEXPR_OP_ANY', 'AEXPR_IN', 'AEXPR_BETWEEN'].includes(operation.kind);
    if (!isStrict || !(operation.kind !== 'AEXPR_OP' || COMPARISONS.has(nameOf(operation.name.at(-1))))) return;
    this.note(operation.lexpr, scope);
    if (operation.kind === 'AEXPR_OP') this.note(operation.rexpr, scope);
  }

  private note(node: Node, scope: Scope): void {
    for (const row of node?.RowExpr?.args ?? []) this.note(row, scope);
    const fields = node?.ColumnRef?.fields;
    if (!fields) return;
    const column = nameOf(fields.at(-1));
    const owner = fields.length > 1 ? nameOf(fields.at(-2)) : undefined;
    const found = scope.relations.find(
      ({ alias, columns }) => (owner === undefined || alias === owner) && columns.has(column),
    );
    if (found || scope.relations.length === 0) scope.present.add(`${found?.alias ?? owner ?? ''}.${column}`);
  }

  private column(fields: Node[], scope: Scope): Value {
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

  value(node: Node, scope: Scope, isGrouped?: boolean): Value {
    const of = (one: Node): Value => this.value(one, scope, isGrouped);
    const [[kind, body]] = Object.entries(node ?? { Nothing: {} }) as [[string, Node]];
    switch (kind) {
      case 'ColumnRef':
        return body.fields.at(-1).A_Star ? { isNullable: false } : this.column(body.fields, scope);
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
        return this.call(body, scope, isGrouped);
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
        return this.operation(body, of);
      default:
        return { isNullable: true };
    }
  }

  private operation(body: Node, of: (one: Node) => Value): Value {
    const operator = nameOf(body.name.at(-1));
    if (body.kind === 'AEXPR_DISTINCT' || body.kind === 'AEXPR_NOT_DISTINCT') return { isNullable: false, pg: 'bool' };
    if (body.kind === 'AEXPR_NULLIF') return { ...of(body.lexpr), isNullable: true };
    const sides = [body.lexpr, body.rexpr].filter(Boolean).flatMap((side) => side.List?.items ?? [side]);
    const values: Value[] = sides.map(of);
    const isNullable = NULLING_OPERATORS.has(operator) || values.some((value) => value.isNullable);
    const pg = COMPARISONS.has(operator) ? 'bool' : values[0]?.pg;
    return { isNullable, ...(pg !== undefined && !NULLING_OPERATORS.has(operator) ? { pg } : {}) };
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

  private call(body: Node, scope: Scope, isGrouped?: boolean): Value {
    const name = functionName(body) ?? '';
    const args: Value[] = (body.args ?? []).map((arg: Node) => this.value(arg, scope, isGrouped));
    const someNull = args.some((value) => value.isNullable);
    const ts = this.jsonType(name, body, args);
    const json = ts === undefined ? {} : { ts, pg: name.startsWith('jsonb') ? 'jsonb' : 'json' };
    if (AGGREGATES.has(name)) {
      const isNever = isGrouped === true && !body.agg_filter && (!someNull || name.endsWith('_agg'));
      const pg = name === 'min' || name === 'max' ? args[0] : {};
      return { ...pg, ...json, isNullable: !isNever };
    }
    const pg = NUMBERS[name];
    if (NEVER_NULL.has(name)) return { ...(pg ? { pg } : {}), ...json, isNullable: false };
    return { ...(pg ? { pg } : {}), ...json, isNullable: !STRICT.has(name) || someNull };
  }

  private jsonType(name: string, body: Node, args: Value[]): string | undefined {
    const [first] = args;
    if (/^jsonb?_agg$/.test(name) && first) return `(${jsonOf(first)})[]`;
    if (/^jsonb?_build_array$/.test(name)) return `[${args.map(jsonOf).join(', ')}]`;
    if (!/^jsonb?_build_object$/.test(name)) return undefined;
    const fields = args.flatMap((value, at) => {
      const key = body.args[at - 1]?.A_Const?.sval?.sval as string | undefined;
      return at % 2 === 1 && key !== undefined ? [`'${key}': ${jsonOf(value)}`] : [];
    });
    return fields.length * 2 === args.length ? `{ ${fields.join('; ')} }` : undefined;
  }
}

const nameOf = (node: Node): string => node?.String?.sval ?? '';
const functionName = (call: Node): string | undefined => call && nameOf(call.funcname.at(-1));

function columnName(node: Node): string {
  if (node.ColumnRef) return nameOf(node.ColumnRef.fields.at(-1));
  if (node.FuncCall) return functionName(node.FuncCall) ?? '';
  if (node.TypeCast) return columnName(node.TypeCast.arg);
  return node.CoalesceExpr ? 'coalesce' : '';
}

function typeOf(typeName: Node): string {
  const name = nameOf(typeName.names.at(-1));
  return typeName.arrayBounds ? `_${name}` : name;
}

function constant(body: Node): Value {
  if (body.isnull) return { isNullable: true, ts: 'null' };
  if (body.sval)
    return { isNullable: false, pg: 'text', ts: `'${String(body.sval.sval ?? '').replaceAll(/['\\]/g, '\\$&')}'` };
  if (body.ival) return { isNullable: false, pg: 'int4' };
  return { isNullable: false, ...(body.boolval ? { pg: 'bool' } : {}) };
}

const emptyJson = ({ sval }: Node): { ts?: string } => {
  if (sval?.sval === '[]') return { ts: 'never[]' };
  return sval?.sval === '{}' ? { ts: 'Record<string, never>' } : {};
};

/** A value that is one of several: of a type that all have. A text beside JSON is JSON. */
function either(values: Value[]): Value {
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

function hasAggregate(node: Node): boolean {
  const name = functionName(node?.FuncCall);
  if (name !== undefined && (AGGREGATES.has(name) || name === 'count')) return true;
  const parts: Node[] = node?.TypeCast ? [node.TypeCast.arg] : (node?.CoalesceExpr?.args ?? node?.FuncCall?.args ?? []);
  return parts.some(hasAggregate);
}

const held = (value: Value, scope: Scope, path: string): Value =>
  scope.present.has(path) ? { ...value, isNullable: false } : value;
const nullable = (columns: Map<string, Value>) =>
  new Map([...columns].map(([name, value]) => [name, { ...value, isNullable: true }]));
const absent = ({ alias, columns }: Relation): Relation => ({ alias, columns: nullable(columns) });
const named = (columns: [string, Value][], names: string[] = []) =>
  new Map(columns.map(([name, value], at) => [names[at] ?? name, value]));
const renamed = (columns: Map<string, Value>, names: Node[] | undefined) => named([...columns], names?.map(nameOf));
