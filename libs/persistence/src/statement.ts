declare const SHAPE: unique symbol;

/** Types of a statement: its parameters in order and a row of its result. */
export interface StatementShape {
  params: readonly unknown[];
  row: unknown;
}

/** Text of a statement, with the types that PostgreSQL gave it (`npm run generate`). */
export type Statement<S extends StatementShape> = string & { readonly [SHAPE]: S };

/** Parameters after the text of a statement: none where it has none. */
export type ParamsOf<S extends StatementShape> = S['params'] extends readonly [] ? [] : [params: S['params']];

/** Key under which the texts are found as they were written, with the marks of their columns. */
export const WRITTEN = Symbol.for('stopsms.statements');

/**
 * Statements of a store. `T` is the generated type beside the store: `messages.sql.ts` of `messages.store.ts`.
 * @param texts - by name. `AS "name!"` marks a column that is never null where PostgreSQL cannot know it, `AS "name?"` one that may be,
 *   `AS "name:Type"` JSON of a type that the store's `.columns.ts` exports
 */
export function statements<T extends { [K in keyof T]: StatementShape }>(texts: { [K in keyof T]: string }): {
  readonly [K in keyof T]: Statement<T[K]>;
} {
  const plain = Object.entries<string>(texts).map(([name, text]) => [name, text.replace(MARKED, '$1"')]);
  return Object.defineProperty(Object.fromEntries(plain), WRITTEN, { value: texts }) as {
    readonly [K in keyof T]: Statement<T[K]>;
  };
}

const MARKED = /(\bAS "\w+)[!?]?(?:: ?\w+)?"/gi;
