import { oidcSettings } from './oidc-settings';
import { type ClaimSettings, personOf } from './person-of';

const PLAIN = { OIDC_ROLES_CLAIM: 'roles', OIDC_ADVERTISERS_CLAIM: 'advertisers', OIDC_ROLE_NAMES: undefined };
const A = '0194c1a2-0000-7000-8000-00000000000a';
const B = '0194c1a2-0000-7000-8000-00000000000b';

const person = (claims: object, settings: Partial<ClaimSettings> = {}) => {
  const found = personOf({ sub: 'f81d4fae', ...claims }, { ...PLAIN, ...settings } as ClaimSettings);
  return found.ok ? found.value : found.refusal.code;
};
const rolesOf = (claims: object, settings: Partial<ClaimSettings> = {}) => {
  const found = person(claims, settings);
  return typeof found === 'string' ? found : found.roles;
};
const names = (list: string) => oidcSettings.OIDC_ROLE_NAMES.parse(list);

test('the subject identifies a person, the token names them', () =>
  expect(person({ name: 'Mark Marais', roles: ['marketer'], advertisers: [A, B.toUpperCase(), A] })).toEqual({
    kind: 'person',
    subject: 'f81d4fae',
    name: 'Mark Marais',
    roles: ['marketer'],
    advertisers: [A, B],
  }));

test.each([
  [{ preferred_username: 'mark' }, 'mark'],
  [{ name: 7, preferred_username: 'mark' }, 'mark'],
  [{ name: ' \u202e\n ' }, 'f81d4fae'],
  [{ name: 'Mark\r\nby: ada \u202etpircs' }, 'Mark by: ada tpircs'],
  [{ name: 'x'.repeat(500) }, 'x'.repeat(80)],
])('%p is called %p', (claims, name) => expect(person({ roles: ['auditor'], ...claims })).toMatchObject({ name }));

test.each([
  ['a list', { roles: ['auditor', 'reviewer', 'auditor', 'cook'] }, {}, ['auditor', 'reviewer']],
  ['one name', { roles: 'auditor' }, {}, ['auditor']],
  ['a path', { realm_access: { roles: ['admin'] } }, { OIDC_ROLES_CLAIM: 'realm_access.roles' }, ['admin']],
  ['a claim with dots', { 'https://a.b/roles': ['admin'] }, { OIDC_ROLES_CLAIM: 'https://a.b/roles' }, ['admin']],
  [
    'names of theirs',
    { roles: ['SMS admins', 'sms=read', 'admin'] },
    { OIDC_ROLE_NAMES: names('SMS admins=operator, sms=read=auditor,sms=read=reviewer') },
    ['operator', 'auditor', 'reviewer'],
  ],
])('roles are read from %s', (_, claims, settings, roles) => expect(rolesOf(claims, settings)).toEqual(roles));

test.each([
  ['is not there', {}],
  ['is empty', { roles: [] }],
  ['is an object', { roles: { admin: true } }],
  ['is a list with something else in it', { roles: ['admin', { name: 'admin' }] }],
  ['is a list of lists', { roles: [['admin']] }],
  ['is names in one text', { roles: 'admin,auditor' }],
  ['is in another case', { roles: ['Admin'] }],
  ['is longer than any', { roles: Array.from({ length: 1_001 }, () => 'admin') }],
])('a claim of roles that %s gives none', (_, claims) => expect(person(claims)).toBe('role-missing'));

test('inherited members are no claims, and a provider’s admin is none of ours once names are mapped', () => {
  expect(person({ roles: 'x' }, { OIDC_ROLES_CLAIM: 'constructor.name' })).toBe('role-missing');
  expect(person({ roles: ['x'] }, { OIDC_ROLES_CLAIM: 'roles.0' })).toBe('role-missing');
  expect(person({ roles: ['admin'] }, { OIDC_ROLE_NAMES: names('boss=admin') })).toBe('role-missing');
});

test('advertisers of the wrong shape are ignored', () => {
  for (const advertisers of [undefined, 7, { id: A }, [A, 7], [[A]]])
    expect(person({ roles: ['marketer'], advertisers })).toMatchObject({ advertisers: [] });
});

test.each(['', 'x'.repeat(256)])('a subject of %p is refused', (sub) =>
  expect(person({ sub, roles: ['admin'] })).toBe('token-malformed'),
);

test.each(['admin', 'boss=', '=admin', 'boss=king', 'a=admin,b'])('OIDC_ROLE_NAMES %p is wrong', (list) =>
  expect(oidcSettings.OIDC_ROLE_NAMES.safeParse(list).success).toBe(false),
);
