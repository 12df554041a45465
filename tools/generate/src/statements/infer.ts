import type { Catalog } from './catalog';
import { ValueInference, either } from './infer-value';
import { type Relation, type Scope, absent, held, hold, named, nullable, renamed } from './scope';
import { type Node, columnName, functionName, nameOf, typeOf } from './syntax';
import type { Value } from './typescript-types';

// PostgreSQL describes the types of a result and not what may be null, nor what JSON holds. Both are inferred from the syntax tree of the
// statement: a column is nullable unless it is known not to be.

/** TypeScript type of a column that a store describes. */
export type ColumnType = (table: string, column: string) => string | undefined;

/** Infers the columns of the result of a statement, in order. */
export function inferResult(statement: Node, catalog: Catalog, columnType: ColumnType): [name: string, Value][] {
  return new Inference(catalog, columnType).statement(statement, undefined, new Map());
}

const OUTER_LEFT = new Set(['JOIN_LEFT', 'JOIN_FULL']);
const OUTER_RIGHT = new Set(['JOIN_RIGHT', 'JOIN_FULL']);
class Inference {
  private readonly values = new ValueInference((node, outer, ctes) => this.statement(node, outer, ctes));

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
    hold(body.whereClause, scope);
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
        List.items.map((item: Node) => this.values.value(item, { relations: [], outer, ctes, present: new Set() })),
      );
      return (rows[0] ?? []).map((_, at) => [`column${at + 1}`, either(rows.map((row) => row[at] as Value))]);
    }
    const scope: Scope = { relations: [], outer, ctes, present: new Set() };
    for (const from of body.fromClause ?? []) scope.relations.push(...this.from(from, scope));
    hold(body.whereClause, scope);
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
      hold(quals, { ...scope, relations: [...scope.relations, ...left, ...right] });
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
      if (name === 'generate_series')
        return [{ isNullable: false, pg: this.values.value(args[0], scope).pg ?? 'int4' }];
      if (name !== 'unnest') return [{ isNullable: true }];
      return args.map((arg) => {
        const { pg } = this.values.value(arg, scope);
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
      if (!fields.at(-1)?.A_Star) return [[name ?? columnName(val), this.values.value(val, scope, isGrouped)]];
      const of = fields.length > 1 ? nameOf(fields.at(-2)) : undefined;
      const relations = of === undefined ? all : scope.relations.filter(({ alias }) => alias === of);
      return relations.flatMap(({ alias, columns }) =>
        [...columns].map(([column, value]): [string, Value] => [column, held(value, scope, `${alias}.${column}`)]),
      );
    });
  }
}
