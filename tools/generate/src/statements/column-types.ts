import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Columns that a file `<store>.columns.ts` describes, `table.column`, and the other types that it exports. */
export interface ColumnsFile {
  path: string;
  columns: Set<string>;
  types: Set<string>;
}

/** Reads `export interface Columns { <table>: { <column>: Type } }`. */
export function readColumnsFile(path: string): ColumnsFile {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const found: ColumnsFile = { path, columns: new Set(), types: new Set() };
  for (const statement of source.statements) {
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (!isType) continue;
    if (statement.name.text !== 'Columns') found.types.add(statement.name.text);
    else if (ts.isInterfaceDeclaration(statement)) {
      for (const [table, type] of membersOf(statement.members)) {
        if (!type || !ts.isTypeLiteralNode(type))
          throw new Error(`${path}: write the columns of ${table} as { column: Type }`);
        for (const [column] of membersOf(type.members)) found.columns.add(`${table}.${column}`);
      }
    }
  }
  return found;
}

const membersOf = (members: ts.NodeArray<ts.TypeElement>): [string, ts.TypeNode | undefined][] =>
  members.flatMap((one) =>
    ts.isPropertySignature(one) && ts.isIdentifier(one.name) ? [[one.name.text, one.type]] : [],
  );
