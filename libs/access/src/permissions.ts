import type { KeyScope } from '@stopsms/contracts';
import type { Role } from './roles';

// All permissions: a route names one of these, and docs/permissions.md lists the routes of each. Operators get no permission that
// shows a recipient; auditors none that changes anything.

interface Permission {
  what: string;
  /** Roles with the permission, besides `admin`; a marketer has it for the advertisers of the token alone. */
  roles: readonly Role[];
  /** Scopes of an advertiser's key with the permission, for that advertiser alone; `admin` is implied if there is one. */
  scopes: readonly KeyScope[];
}

const EVERY_SCOPE = ['send', 'contacts', 'read', 'consents'] as const;

export const PERMISSIONS = {
  'advertisers:read': {
    what: 'settings, quotas, senders and the names of keys of an advertiser',
    roles: ['operator', 'reviewer', 'auditor', 'marketer'],
    scopes: EVERY_SCOPE,
  },
  'advertisers:history': { what: 'who changed what of an advertiser', roles: ['auditor'], scopes: [] },
  'advertisers:manage': {
    what: 'advertisers, their keys, secrets and senders; to let all adverts of one go on',
    roles: [],
    scopes: [],
  },
  'adverts:pause': { what: 'to pause all adverts of an advertiser', roles: ['operator', 'reviewer'], scopes: [] },
  'senders:ask': { what: 'to ask for a sender', roles: ['marketer'], scopes: ['admin'] },
  'campaigns:read': {
    what: 'campaigns, their texts and figures',
    roles: ['operator', 'auditor', 'marketer'],
    scopes: ['send', 'read'],
  },
  'campaigns:write': { what: 'to make, change and start campaigns', roles: ['marketer'], scopes: ['send'] },
  'campaigns:control': {
    what: 'to pause, resume and cancel campaigns',
    roles: ['operator', 'marketer'],
    scopes: ['send'],
  },
  'messages:read': {
    what: 'what became of a message, also found by a number',
    roles: ['auditor', 'marketer'],
    scopes: ['send', 'read'],
  },
  'messages:send': { what: 'to send one message', roles: ['marketer'], scopes: ['send'] },
  'texts:check': {
    what: 'what would become of a text',
    roles: ['reviewer', 'auditor', 'marketer'],
    scopes: ['send', 'read'],
  },
  'recipients:check': {
    what: 'what would become of messages to given people, or of a campaign',
    roles: ['auditor', 'marketer'],
    scopes: ['send', 'read'],
  },
  'books:read': {
    what: 'address books and imports, without who is in them',
    roles: ['operator', 'auditor', 'marketer'],
    scopes: ['send', 'contacts', 'read'],
  },
  'contacts:read': { what: 'who is in an address book', roles: ['auditor', 'marketer'], scopes: ['contacts'] },
  'contacts:write': { what: 'to fill and change address books', roles: ['marketer'], scopes: ['contacts'] },
  'consents:read': { what: 'what a person agreed to', roles: ['auditor', 'marketer'], scopes: ['consents'] },
  'consents:write': { what: 'to record consents, and their end', roles: ['marketer'], scopes: ['consents'] },
  'proofs:read': { what: 'proofs of messages', roles: ['auditor', 'marketer'], scopes: ['read'] },
  'rules:read': {
    what: 'rule packs, and the heads by which proofs are checked',
    roles: ['operator', 'reviewer', 'auditor', 'marketer'],
    scopes: EVERY_SCOPE,
  },
  'rules:replay': { what: 'what a pack would have decided', roles: ['operator', 'auditor'], scopes: [] },
  'reviews:read': { what: 'texts that wait for a person', roles: ['reviewer', 'auditor'], scopes: [] },
  'reviews:decide': { what: 'to decide on them', roles: ['reviewer'], scopes: [] },
  'answers:read': {
    what: 'what people answered to an advertiser, and how each was read',
    roles: ['reviewer', 'auditor', 'marketer'],
    scopes: ['read'],
  },
  'answers:numbers': {
    what: 'the number that an answer came from, where its advertiser has texted it',
    roles: ['reviewer', 'auditor', 'marketer'],
    scopes: ['contacts'],
  },
  'replies:read': {
    what: 'replies that nobody could read, and whom they hold back',
    roles: ['reviewer', 'auditor'],
    scopes: [],
  },
  'replies:decide': { what: 'to decide on them', roles: ['reviewer'], scopes: [] },
  'complaints:read': { what: 'complaints', roles: ['reviewer', 'auditor'], scopes: [] },
  'complaints:decide': { what: 'to bring complaints in and say whose they are', roles: ['reviewer'], scopes: [] },
  'opt-outs:read': { what: 'who has opted out, and why a number is blocked', roles: ['auditor'], scopes: [] },
  'opt-outs:write': { what: 'to opt people out, and to lift that on a document', roles: [], scopes: [] },
  'persons:read': {
    what: 'everything that is known of a number, as one signed file too; erasures; what is in a dead letter',
    roles: ['auditor'],
    scopes: [],
  },
  'persons:erase': { what: 'to erase a person’s data', roles: [], scopes: [] },
  'audit:read': { what: 'who did what, and who looked at whose data', roles: ['auditor'], scopes: [] },
  'platform:read': {
    what: 'how the platform runs: operators, views, webhooks, no personal data',
    roles: ['operator', 'auditor'],
    scopes: [],
  },
  'platform:operate': { what: 'to keep it running', roles: ['operator'], scopes: [] },
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof PERMISSIONS;

export const permissionOf = (name: PermissionName): Permission => PERMISSIONS[name];

/** Permissions that may be limited to some advertisers: their routes declare which part of a request names the advertiser. */
export type LimitedPermission = {
  [P in PermissionName]: (typeof PERMISSIONS)[P]['scopes'] extends readonly []
    ? 'marketer' extends (typeof PERMISSIONS)[P]['roles'][number]
      ? P
      : never
    : P;
}[PermissionName];

/** Returns whether a key with these scopes has the permission. */
export const opensByScope = ({ scopes }: Permission, held: readonly KeyScope[]): boolean =>
  scopes.length > 0 && (held.includes('admin') || scopes.some((scope) => held.includes(scope)));

/** Returns those of the roles that have the permission. */
export const openingRoles = ({ roles }: Permission, held: readonly Role[]): Role[] =>
  held.filter((role) => role === 'admin' || roles.includes(role));
