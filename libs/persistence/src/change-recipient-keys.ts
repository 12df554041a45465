import type { Database, Tx } from './database';

/** Keys read at a time. */
const BATCH = 10_000;

interface Column {
  table: string;
  column: string;
  isArray: boolean;
}

interface KeyChange {
  to: number;
  /** Canary of the secrets up to this generation. */
  canary: string;
  by: string;
  newKeyOf: (recipientKey: string) => string;
}

/**
 * Changes every recipient key of the schema in one transaction: columns named `recipient_key`, or `recipient_keys` for
 * several. Writers wait until it is done and are then refused, since their keys are old; readers see the old state until
 * then. If it is interrupted, nothing has changed.
 * @param also - runs in the same transaction, once the keys are changed
 * @returns number of changed keys; undefined if they had been changed before
 */
export async function changeRecipientKeys(
  database: Database,
  change: KeyChange,
  also: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<number | undefined> {
  return database.runAlone(async (tx) => {
    const [known] = await tx.query<{ generation: number }>('SELECT generation FROM recipient_generation FOR UPDATE');
    if (!known || known.generation >= change.to) return undefined;
    const columns = await keyColumns(tx);
    // A table of the schema instead of a temporary one, for which the role may lack the right.
    await tx.query('CREATE TABLE rekeyed (old text COLLATE "C" PRIMARY KEY, new text NOT NULL)');
    for (const column of columns) await mapKeys(tx, column, change.newKeyOf);
    await tx.query('ANALYZE rekeyed');
    tx.send(`SELECT set_config('stopsms.rekeying', 'on', true)`);
    for (const column of columns) await tx.query(updateOf(column));
    tx.send(`SELECT set_config('stopsms.rekeying', '', true)`);
    const [counted] = await tx.query<{ keys: string }>('SELECT count(*) AS keys FROM rekeyed');
    tx.send('DROP TABLE rekeyed');
    tx.send('UPDATE recipient_generation SET generation = $1, canary = $2, changed_by = $3, changed_at = now()', [
      change.to,
      change.canary,
      change.by,
    ]);
    await also(tx);
    return Number(counted?.keys);
  });
}

async function keyColumns(tx: Tx): Promise<Column[]> {
  return tx.query<Column>(
    `SELECT c.table_name AS table, c.column_name AS column, c.data_type = 'ARRAY' AS "isArray"
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.column_name IN ('recipient_key', 'recipient_keys')
     ORDER BY c.table_name, c.column_name`,
  );
}

async function mapKeys(tx: Tx, { table, column, isArray }: Column, newKeyOf: KeyChange['newKeyOf']): Promise<void> {
  const key = isArray ? `unnest(${column})` : column;
  await tx.query(
    `DECLARE old_keys NO SCROLL CURSOR FOR SELECT DISTINCT key FROM (SELECT ${key} AS key FROM ${table}) k WHERE key IS NOT NULL`,
  );
  for (;;) {
    const rows = await tx.query<{ key: string }>(`FETCH ${BATCH} FROM old_keys`);
    if (rows.length === 0) break;
    const old = rows.map((row) => row.key);
    await tx.query(
      'INSERT INTO rekeyed (old, new) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
      [old, old.map(newKeyOf)],
    );
  }
  await tx.query('CLOSE old_keys');
}

const updateOf = ({ table, column, isArray }: Column): string =>
  isArray
    ? `UPDATE ${table} SET ${column} = ARRAY(
         SELECT r.new FROM unnest(${column}) WITH ORDINALITY AS k(key, n) JOIN rekeyed r ON r.old = k.key ORDER BY n)
       WHERE cardinality(${column}) > 0`
    : `UPDATE ${table} t SET ${column} = r.new FROM rekeyed r WHERE t.${column} = r.old`;
