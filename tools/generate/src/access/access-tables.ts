import { type AccessRule, PERMISSIONS, type PermissionName, ROLES, permissionOf } from '@stopsms/access';
import type { AuditRule } from '@stopsms/audit';
import { type RouteAccess, routesOf } from '@stopsms/bootstrap';
import { KEY_SCOPES } from '@stopsms/contracts';
import { SERVICE_DEFINITIONS } from '../openapi/services';
import { table } from '../rules/markdown';

// Who may do what, for docs/permissions.md: each permission, then each route with everybody whom it lets in. The end-to-end tests
// ask each route as each of them.

/** Every route of every service. */
export const allRoutes = (): RouteAccess[] => SERVICE_DEFINITIONS.flatMap((each) => routesOf(each));

/** Roles that have a permission, `admin` among them. */
export const rolesWith = (name: PermissionName): string[] =>
  ROLES.filter((role) => role === 'admin' || permissionOf(name).roles.includes(role));

/** Scopes that have it; none where no key of an advertiser does. */
export const scopesWith = (name: PermissionName): string[] => {
  const { scopes } = permissionOf(name);
  return scopes.length === 0 ? [] : KEY_SCOPES.filter((scope) => scope === 'admin' || scopes.includes(scope));
};

export function permissionTable(): string {
  const names = Object.keys(PERMISSIONS) as PermissionName[];
  const rows = names.map((name) => [
    `\`${name}\``,
    permissionOf(name).what,
    rolesWith(name).join(', '),
    scopesWith(name).join(', ') || '–',
  ]);
  return table(['permission', 'what', 'roles', 'scopes of advertisers’ keys'], rows);
}

export function routeTable(): string {
  const rows = allRoutes()
    .map(({ service, method, path, rule, audit }) => {
      if (!rule) throw new Error(`${service} ${method} ${path} says nothing of who may use it: add @Permits or @Open`);
      return [service, `\`${method} ${path}\``, ...whoMay(rule), recordedAs(rule, audit)];
    })
    .sort((a, b) => (a.slice(0, 2).join() < b.slice(0, 2).join() ? -1 : 1));
  return table(['service', 'route', 'permission', 'roles', 'scopes', 'whose it is', 'recorded as'], rows);
}

/** As docs/audit.md has it. */
function recordedAs({ kind }: AccessRule, audit: AuditRule): string {
  // Nobody is known there.
  if (kind === 'open') return '–';
  if (audit.kind === 'look') return audit.when ? 'look, where a number is given' : 'look';
  if (audit.kind === 'elsewhere') return 'act, of people';
  return audit.kind === 'act' ? 'act' : '–';
}

function whoMay(rule: AccessRule): string[] {
  if (rule.kind === 'open') return ['–', 'everybody', 'everybody', rule.why];
  const { permission, owner: scope } = rule;
  return [
    `\`${permission}\``,
    rolesWith(permission).join(', '),
    scopesWith(permission).join(', ') || '–',
    scope ? scopeOf(scope) : '–',
  ];
}

function scopeOf(scope: NonNullable<Extract<AccessRule, { kind: 'permits' }>['owner']>): string {
  if (scope === 'anybody') return 'everybody’s';
  if (scope === 'listed') return 'the list shows theirs';
  if ('owner' in scope) return `\`${scope.owner.name}\` of \`:${scope.param}\``;
  return `\`${scope.field}\` in ${scope.in}${scope.optional ? ', or nobody’s' : ''}`;
}
