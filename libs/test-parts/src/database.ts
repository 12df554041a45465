import { randomBytes } from 'node:crypto';
import { provisionDatabase } from '@stopsms/persistence';
import { Client } from 'pg';
import { sharedPostgres } from './shared-parts';

// As good as production mode asks for. One for all, since a role belongs to the server and not to a database.
const PASSWORD = 'the-password-of-the-bed';
/** Any number, as long as all test files use the same: two at a time may not alter one role. */
const ROLES_LOCK = 36_180;

/** A database that one test file has for itself, with the role and schema of one service. */
export interface TestDatabase {
  /** Address with the role of the service. */
  readonly url: string;
  /** Address with the role of the owner: `postgres://postgres:…`. */
  readonly superuserUrl: string;
  readonly password: string;
  drop(): Promise<void>;
}

/** @param server - the run's own by default */
export async function makeTestDatabase(role: string, server = sharedPostgres()): Promise<TestDatabase> {
  const database = `t_${randomBytes(6).toString('hex')}`;
  const urls = await asSuperuser(server, async (superuser) => {
    await superuser.query('SELECT pg_advisory_lock($1)', [ROLES_LOCK]);
    return provisionDatabase({ superuserUrl: server, database, roles: { [role]: PASSWORD } });
  });
  const superuserUrl = new URL(server);
  superuserUrl.pathname = `/${database}`;
  return {
    url: String(urls[role]),
    superuserUrl: superuserUrl.href,
    password: PASSWORD,
    drop: async () => {
      await asSuperuser(server, (superuser) => superuser.query(`DROP DATABASE ${database} WITH (FORCE)`));
    },
  };
}

async function asSuperuser<R>(url: string, work: (client: Client) => Promise<R>): Promise<R> {
  const client = new Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
