import { CannotStart } from '@stopsms/kernel';
import type { QueryRunner } from 'typeorm';

/**
 * Refuses an index that was to be created beforehand and is not complete, which `CREATE INDEX IF NOT EXISTS` accepts. PostgreSQL leaves one
 * when `CREATE INDEX CONCURRENTLY` is interrupted, and answers no query with it.
 * @throws CannotStart
 */
export async function requireValidIndex(runner: QueryRunner, index: string): Promise<void> {
  const [broken] = (await runner.query(
    'SELECT indexrelid::regclass AS name, current_schema() AS schema FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
    [index],
  )) as { name: string; schema: string }[];
  if (!broken) return;
  throw new CannotStart(
    `Index ${broken.schema}.${broken.name} is invalid: CREATE INDEX CONCURRENTLY did not end. Nothing was changed. Run DROP INDEX ${broken.schema}.${broken.name}, create it again (docs/recovery.md) or let this migration do so, and start again.`,
  );
}
