import type { DatabasePlan } from '@stopsms/persistence';

const OWNER = 'OWNER_DATABASE_URL';
const SERVICE = /^(?!OWNER_)[A-Z_]+_DATABASE_URL$/;

export class PlanError extends Error {}

/**
 * @param env - `OWNER_DATABASE_URL` of somebody who may create roles and databases, and a `<SERVICE>_DATABASE_URL` for each
 *   service, the very same that the service gets as `DATABASE_URL`
 * @throws PlanError naming everything that is wrong, without a password
 */
export function planFrom(env: NodeJS.ProcessEnv): DatabasePlan {
  const problems: string[] = [];
  const databases = new Set<string>();
  const roles: Record<string, string> = {};
  const superuserUrl = env[OWNER] ?? '';
  if (!URL.canParse(superuserUrl)) problems.push(`${OWNER} is not a URL: postgres://owner:password@host:5432/postgres`);
  const services = Object.entries(env).filter(([name]) => SERVICE.test(name));
  if (services.length === 0) problems.push('no <SERVICE>_DATABASE_URL is set, so there is no role to make');
  for (const [name, text = ''] of services) {
    const { username, password, pathname } = URL.canParse(text) ? new URL(text) : {};
    if (!username || !password || !pathname || pathname === '/') {
      problems.push(`${name} lacks a part: postgres://role:password@host:5432/database`);
      continue;
    }
    roles[username] = decodeURIComponent(password);
    databases.add(pathname.slice(1));
  }
  if (databases.size > 1) problems.push(`the services name ${databases.size} databases, and one is made`);
  const [database = ''] = databases;
  if (problems.length > 0) throw new PlanError(`The database cannot be provisioned: ${problems.join('; ')}.`);
  return { superuserUrl, database, roles };
}
