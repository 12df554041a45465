import type { Tx } from './database';
import type { ParamsOf, Statement, StatementShape } from './statement';

/**
 * Reads the rows of a statement page by page, so that memory does not grow with them. No page is empty. A transaction reads one
 * statement at a time.
 */
export async function* readPages<S extends StatementShape>(
  tx: Tx,
  maxRows: number,
  sql: Statement<S>,
  ...[params]: ParamsOf<S>
): AsyncGenerator<S['row'][]> {
  await tx.query(`DECLARE page NO SCROLL CURSOR FOR ${sql}`, params);
  for (;;) {
    const rows = await tx.query<S['row']>(`FETCH ${maxRows} FROM page`);
    if (rows.length === 0) break;
    yield rows;
  }
  await tx.query('CLOSE page');
}
