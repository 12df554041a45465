import { Client } from 'pg';
import { provisionSql } from './provision';

export interface DatabasePlan {
  superuserUrl: string;
  database: string;
  /** Passwords by role name. Each role gets the schema of its own name, and has access to nothing else. */
  roles: Record<string, string>;
}

/**
 * Creates the database with one schema and one role per service. A repetition changes nothing but the passwords, which become
 * the given ones.
 * @returns connection URLs by role name; the role's `search_path` is its schema
 */
export async function provisionDatabase({
  superuserUrl,
  database,
  roles,
}: DatabasePlan): Promise<Record<string, string>> {
  await connected(superuserUrl, async (server) => {
    const { rowCount } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await server.query(`CREATE DATABASE ${server.escapeIdentifier(database)}`);
  });
  await connected(urlOf(superuserUrl, { database }), async (client) => {
    await client.query(`REVOKE ALL ON DATABASE ${client.escapeIdentifier(database)} FROM PUBLIC`);
    const statements = Object.entries(roles).flatMap(([role, password]) => provisionSql(role, password));
    for (const statement of statements) await client.query(statement);
  });
  const urls = Object.entries(roles).map(([user, password]) => [
    user,
    urlOf(superuserUrl, { database, user, password }),
  ]);
  return Object.fromEntries(urls) as Record<string, string>;
}

async function connected(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(base: string, part: { database: string; user?: string; password?: string }): string {
  const url = new URL(base);
  url.pathname = `/${part.database}`;
  if (part.user !== undefined) url.username = part.user;
  if (part.password !== undefined) url.password = part.password;
  return url.href;
}
