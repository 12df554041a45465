// Each route of each service, asked as everybody there is: with a token of each role, a key of each scope, and with none. Who is
// let in must be who docs/permissions.md says. What is real: all services, the broker, the database, and an identity provider.
import { createHash } from 'node:crypto';
import { SERVICES, type ServiceName } from '@stopsms/contracts';
import { FakeProvider, eventually } from '@stopsms/testing';
import type { Product } from '../product';
import { type Row, closed, rows } from './routes-of-page';

const ROLES = ['admin', 'operator', 'reviewer', 'auditor', 'marketer'];
const SCOPES = ['send', 'contacts', 'read', 'consents', 'admin'];
const ADMIN = 'stopsms_of-the-admin-of-this-walk';
const NOBODYS = '0194c1a2-0000-7000-8000-0000000000ff';
/** As any of these a route says that it does not let somebody in. */
const CLOSED = ['not-permitted', 'operators-only', 'scope-missing'];
/** Below it nobody is known, beyond it the route is on its own. */
const UNKNOWN = 401;

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
/** Parts of the path that nothing has, the advertiser's id excepted. */
const filled = (path: string, id = NOBODYS) => path.replaceAll(/:\w+/g, id);
const bodyOf = ({ method }: Row) => (method === 'GET' || method === 'DELETE' ? undefined : {});

/** Asks every route as everybody, on services that were restarted with keys and an identity provider of the test. */
export function testPermissions(of: () => Product): void {
  /** Answers that a cache may keep. */
  const kept = new Set<string>();

  let provider: FakeProvider;
  let mine: string;
  let theirs: string;
  const keys = new Map<string, string>();
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    provider = await FakeProvider.start();
    await of().restart(SERVICES, {
      OPERATOR_KEYS: `admin:${createHash('sha256').update(ADMIN).digest('hex')}`,
      OIDC_ISSUER: provider.issuer,
    });
    [mine, theirs] = [await advertiser('Lorane'), await advertiser('Bricolis')];
    for (const scope of SCOPES) {
      const made = await ask('campaign', 'POST', `/v1/advertisers/${mine}/keys`, bearer(ADMIN), {
        name: scope,
        scopes: [scope],
      });
      keys.set(scope, String(made.body['key']));
    }
    for (const role of ROLES) {
      const claims = { sub: `${role}-1`, name: role, roles: [role], advertisers: [mine] };
      tokens.set(role, await provider.token({ ...claims, exp: Math.floor(Date.now() / 1_000) + 7_200 }));
    }
    for (const service of SERVICES) {
      await eventually(`${service} knows all keys`, async () => {
        const { service: at, path } = closed.find((row) => row.service === service && row.method === 'GET') as Row;
        const tries = [...keys.values()].map((key) => ask(at, 'GET', filled(path), bearer(key)));
        return (await Promise.all(tries)).every(({ status }) => status !== UNKNOWN);
      });
    }
  });
  afterAll(() => provider?.close());

  async function advertiser(name: string): Promise<string> {
    const account = { name, legalName: `${name} SAS`, sender: name, shortCode: '36180', country: 'FR' };
    return String((await ask('campaign', 'POST', '/v1/advertisers', bearer(ADMIN), account)).body['id']);
  }

  async function ask(service: ServiceName, method: string, path: string, headers: object, body?: object) {
    const response = await fetch(of().stack.services[service].url + path, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.headers.get('cache-control')?.split(',')[0] !== 'no-store')
      kept.add(`${service} ${method} ${path} ${response.status}`);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? text : '{}';
    return { status: response.status, body: JSON.parse(json || '{}') as Record<string, unknown> };
  }

  /** Asks a route with nothing that it could work with. */
  async function knock({ service, method, path }: Row, secret: string) {
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    return ask(service, method, filled(path), secret === '' ? {} : bearer(secret), body);
  }

  test('the table has every service, and routes of all kinds', () => {
    expect(new Set(rows.map(({ service }) => service))).toEqual(new Set(SERVICES));
    expect(closed.length).toBeGreaterThan(90);
  });

  test.each(ROLES)('%s has access exactly where the table says', async (role) => {
    const found: string[] = [];
    for (const row of closed) {
      const { status, body } = await knock(row, tokens.get(role) ?? '');
      const isIn = status !== UNKNOWN && !CLOSED.includes(String(body['code']));
      if (isIn !== row.roles.includes(role))
        found.push(`${row.service} ${row.method} ${row.path}: ${status} ${body['code']}`);
    }
    expect(found).toEqual([]);
  });

  test.each(SCOPES)('a key for %s has access exactly as the table says', async (scope) => {
    const found: string[] = [];
    for (const row of closed) {
      const { status, body } = await knock(row, keys.get(scope) ?? '');
      const isIn = status !== UNKNOWN && !CLOSED.includes(String(body['code']));
      if (isIn !== row.scopes.includes(scope))
        found.push(`${row.service} ${row.method} ${row.path}: ${status} ${body['code']}`);
    }
    expect(found).toEqual([]);
  });

  test('refuses requests without a key, with an unknown key, or with a forged token', async () => {
    const forged = await provider.token({ sub: 'eve', roles: ['admin'], iss: 'https://evil.example' });
    const found: string[] = [];
    for (const row of closed) {
      for (const secret of ['', 'stopsms_of-nobody', forged]) {
        const { status } = await knock(row, secret);
        if (status !== UNKNOWN) found.push(`${row.service} ${row.method} ${row.path}: ${status}`);
      }
    }
    expect(found).toEqual([]);
  });

  test('objects of another advertiser are closed to every marketer and key', async () => {
    const found: string[] = [];
    for (const row of closed.filter(({ roles, scopes }) => roles.includes('marketer') || scopes.length > 0)) {
      const location = /^(\w+) in (body|query|params)(, or)?/.exec(row.whose);
      for (const secret of [tokens.get('marketer') ?? '', keys.get('admin') ?? '']) {
        if (location?.[2] === 'params') {
          const { status, body } = await ask(
            row.service,
            row.method,
            filled(row.path, theirs),
            bearer(secret),
            bodyOf(row),
          );
          if (`${status} ${body['code']}` !== '403 not-yours') found.push(`${row.service} ${row.method} ${row.path}`);
        } else if (location) {
          const [, field = '', where] = location;
          const query = where === 'query' ? `?${field}=${theirs}` : '';
          const given = where === 'body' ? { [field]: theirs } : undefined;
          const { status, body } = await ask(row.service, row.method, filled(row.path) + query, bearer(secret), given);
          if (`${status} ${body['code']}` !== '403 not-yours') found.push(`${row.service} ${row.method} ${row.path}`);
        } else if (row.whose.includes('Owner')) {
          const { status } = await knock(row, secret);
          if (status !== 404) found.push(`${row.service} ${row.method} ${row.path}: ${status}`);
        }
      }
    }
    expect(found).toEqual([]);
    const list = await ask('campaign', 'GET', '/v1/advertisers', bearer(tokens.get('marketer') ?? ''));
    expect((list.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual([mine]);
  });

  // The last: it looks at the answers of all others, and asks what is open to everybody.
  test('forbids caching of every response', async () => {
    for (const row of rows.filter(({ permission }) => permission === '–')) {
      await knock(row.method === 'ALL' ? { ...row, method: 'GET' } : row, '');
    }
    expect([...kept]).toEqual([]);
  });
}
