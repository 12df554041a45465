// One schema and one role per service, so that no service can read another's tables even by mistake.

const IDENTIFIER = /^[a-z_]+$/;

/**
 * SQL to run as the owner of the database, before the service first starts; a repetition changes only the password.
 * @param role - also the name of its schema: lower-case letters and underscores
 */
export function provisionSql(role: string, password: string): string[] {
  if (!IDENTIFIER.test(role))
    throw new RangeError(`"${role}" is not a role name: use lower-case letters and underscores`);
  const secret = `'${password.replaceAll("'", "''")}'`;
  return [
    `DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `ALTER ROLE ${role} WITH LOGIN PASSWORD ${secret}`,
    `CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${role}`,
    `ALTER ROLE ${role} SET search_path = ${role}`,
    // Every statement is a batch of look-ups by key; the default, for rotating disks, causes some of them to read whole
    // tables.
    `ALTER ROLE ${role} SET random_page_cost = 1.1`,
    `DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${role}', current_database()); END $$`,
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
  ];
}
