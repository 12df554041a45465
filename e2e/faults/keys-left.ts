import { generationOf, RecipientKeys } from '@stopsms/kernel';
import { DATABASE, type RunningStack } from '@stopsms/local-stack';
import { Client } from 'pg';
import { KEYED, readTopics } from './read-topics';

const LISTS = ['suppression.opt-outs.v1', 'suppression.number-states.v1'];

/** Recipient keys on the compacted topics; a key without a value is deleted. */
export async function listedKeys({ kafka }: RunningStack): Promise<string[]> {
  const last = new Map<string, unknown>();
  for (const { topic, key, value } of await readTopics(kafka.bootstrap, LISTS)) {
    if (KEYED.test(key)) last.set(`${topic} ${key}`, value);
  }
  return [...last].flatMap(([key, value]) => (value === undefined ? [] : [(key.split(' ')[1] ?? '').slice(0, 22)]));
}

/** Generations of recipient keys. */
export const generationsOf = (keys: readonly string[]): Set<number> => new Set(keys.map((key) => generationOf(key)));

/** Tables of any service that contain one of these recipients under the key of the first secret. */
export async function tablesWithFirstKeys(stack: RunningStack, listed: readonly string[]): Promise<string[]> {
  const keys = new RecipientKeys(stack.recipientSecret);
  const first = listed.map((key) => keys.first(key));
  const client = new Client({ connectionString: stack.postgres.superuserUrl.replace(/\/[^/]*$/, `/${DATABASE}`) });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      const all = rows.map(({ row }) => row).join('\n');
      if (first.some((key) => all.includes(key))) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}
