import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type MigrationClass, WRITTEN, databaseConnection, openDataSource } from '@stopsms/persistence';
import { makeTestDatabase } from '@stopsms/test-parts';
import { loadModule, parse } from 'libpg-query';
import { Client } from 'pg';
import { readCatalog } from './catalog';
import { type ColumnsFile, readColumnsFile } from './column-types';
import { describe } from './describe';
import { inferResult } from './infer';
import { type Described, columnsName, renderTypes, typesOf } from './render';
import { schemaSnapshot } from './schema-snapshot';

/** Services whose migrations are a list. */
export const SERVICES = readdirSync('apps').filter((app) => existsSync(`apps/${app}/src/migrations/index.ts`));

/**
 * Files of a service that are made from its migrated schema: the schema itself, and the types of the statements of its stores. Stores are
 * loaded from `dist`, as the last build left them.
 * @param server - `postgres://postgres:…`, on which a database is made and dropped
 */
export async function databaseFiles(service: string, server: string): Promise<Map<string, string>> {
  await loadModule();
  const database = await makeTestDatabase(service.replaceAll('-', '_'), server);
  const client = new Client(database.url);
  try {
    const { MIGRATIONS } = load(`apps/${service}/src/migrations/index.ts`) as { MIGRATIONS: MigrationClass[] };
    const dataSource = await openDataSource({ connection: databaseConnection(database.url), migrations: MIGRATIONS });
    await dataSource.destroy();
    await client.connect();
    const files = new Map([[`apps/${service}/schema.sql`, await schemaSnapshot(client, service)]]);
    for (const [file, content] of await storeTypes(service, client)) files.set(file, content);
    return files;
  } finally {
    await client.end();
    await database.drop();
  }
}

async function storeTypes(service: string, client: Client): Promise<Map<string, string>> {
  const { tables, types } = await readCatalog(client);
  const sources = readdirSync(`apps/${service}/src`, { recursive: true, encoding: 'utf8' }).map(
    (path) => `apps/${service}/src/${path}`,
  );
  const described = sources.filter((path) => path.endsWith('.columns.ts')).map(readColumnsFile);
  const columnType = (table: string, column: string) => typeOf(described, table, column);
  const files = new Map<string, string>();
  const faults: string[] = [];
  for (const store of sources.filter((path) => path.endsWith('.store.ts')).sort()) {
    const statements: Described[] = [];
    for (const [name, text] of textsOf(store)) {
      try {
        const { stmts = [] } = await parse(text);
        const result = inferResult(stmts[0]?.stmt, { tables, types }, columnType);
        statements.push({ name, text, types, result, ...(await describe(client, text)) });
      } catch (error) {
        faults.push(`${store}: ${name}: ${(error as Error).message}${near(error, text)}`);
      }
    }
    if (statements.length === 0) continue;
    try {
      files.set(typesOf(store), await formatted(renderTypes(store, statements, described)));
    } catch (error) {
      faults.push(`${store}: ${(error as Error).message}`);
    }
  }
  if (faults.length > 0) throw new StatementRefused(faults.join('\n'));
  return files;
}

/** Statements that PostgreSQL or the rules for their results refuse, one a line. */
export class StatementRefused extends Error {}

function typeOf(files: ColumnsFile[], table: string, column: string): string | undefined {
  const file = files.find(({ columns }) => columns.has(`${table}.${column}`));
  return file && `${columnsName(file)}['${table}']['${column}']`;
}

/** The statements that a store exports, as they were written. */
function textsOf(store: string): [string, string][] {
  const exported = Object.values(load(store)) as { [WRITTEN]?: Record<string, string> }[];
  return exported.flatMap((one) => Object.entries(one?.[WRITTEN] ?? {}));
}

/** Loads a source as it was built. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const load = (path: string): object => require(resolve(join('dist', path.replace(/\.ts$/, '.js')))) as object;

function near(error: unknown, text: string): string {
  const at = Number((error as { position?: string }).position ?? 0);
  return at > 0 ? `, at "${text.slice(at - 1, at + 39).replaceAll(/\s+/g, ' ')}"` : '';
}

async function formatted(source: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  return format(source, { ...(await resolveConfig('package.json')), parser: 'typescript' });
}
