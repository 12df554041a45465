// Runs an identity provider over HTTP with keys of its own. It plays the honest provider, and attackers who pose as somebody else.
import { createLog } from '@stopsms/service';
import { type KeyObject, createHmac, createPublicKey } from 'node:crypto';
import { makeProviderKey, FakeProvider, eventually, type ProviderKey } from '@stopsms/test-parts';
import { UnsecuredJWT, exportJWK } from 'jose';
import { ProviderKeys } from '../src/tokens/provider-keys';
import { VerifyToken, looksLikeToken } from '../src/tokens/verify-token';

const CLAIMS = { OIDC_ROLES_CLAIM: 'roles', OIDC_ADVERTISERS_CLAIM: 'advertisers', OIDC_ROLE_NAMES: undefined };
const ADA = { sub: 'ada-1', name: 'Ada', roles: ['admin'] };
const HOUR_MS = 3_600_000;
const HEADER = { alg: 'ES256', kid: 'first' };

let provider: FakeProvider;
/** Offset of the clock, by which keys age. */
let later = 0;

beforeAll(async () => {
  provider = await FakeProvider.start();
});
beforeEach(() => {
  later = 0;
});
afterEach(async () => {
  await provider.close();
  await provider.rotate('first');
  provider.says = undefined;
  await provider.listen();
  provider.asked.length = 0;
});
afterAll(() => provider?.close());

const log = createLog('dispatcher', 'error');
const keysOf = (issuer = provider.issuer) => new ProviderKeys(issuer, true, log, () => performance.now() + later);
function doorOf(keys = keysOf()) {
  const settings = { ...CLAIMS, OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: 'stopsms' };
  const verify = new VerifyToken(settings, keys);
  return async (token: string | Promise<string>) => {
    const person = await verify.execute(await token);
    return person.ok ? person.value.name : person.refusal.code;
  };
}
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('accepts a token of the provider, with each algorithm of two keys', async () => {
  const enter = doorOf();
  for (const alg of ['RS256', 'PS512', 'ES384', 'EdDSA']) {
    const key = await makeProviderKey(alg, alg);
    provider.keys.push(key.published);
    expect(await doorOf()(provider.token(ADA, key))).toBe('Ada');
  }
  expect(await enter(provider.token({ ...ADA, aud: ['other', 'stopsms'] }))).toBe('Ada');
  expect(provider.asked.filter((path) => path === '/keys')).toHaveLength(5);
});

describe('refused tokens', () => {
  test.each<[string, string, () => Promise<string>]>([
    ['expired', 'token-expired', () => provider.token({ ...ADA, exp: inSeconds(-40) })],
    ['not valid yet', 'token-not-yet-valid', () => provider.token({ ...ADA, nbf: inSeconds(60) })],
    ['of another issuer', 'token-of-another-issuer', () => provider.token({ ...ADA, iss: 'https://evil.example' })],
    ['of none', 'token-of-another-issuer', () => provider.token({ ...ADA, iss: undefined })],
    ['for another audience', 'token-for-another-audience', () => provider.token({ ...ADA, aud: 'other' })],
    ['for nobody', 'token-for-another-audience', () => provider.token({ ...ADA, aud: undefined })],
    ['that never ends', 'token-malformed', () => provider.token({ ...ADA, exp: undefined })],
    ['of nobody', 'token-malformed', () => provider.token({ ...ADA, sub: undefined })],
    ['of a number', 'token-malformed', () => provider.token({ ...ADA, sub: 7 })],
    ['without a role', 'role-missing', () => provider.token({ sub: 'eve' })],
    ['whose roles are an object', 'role-missing', () => provider.token({ ...ADA, roles: { admin: true } })],
    ['that is an identity token', 'token-malformed', () => provider.token({ ...ADA, typ: 'ID' })],
    ['that signs somebody out', 'token-malformed', () => provider.token(ADA, provider.key, { typ: 'logout+jwt' })],
    ['with a kid of nobody', 'token-key-unknown', () => provider.token(ADA, { ...provider.key, kid: 'none' })],
    ['signed by another under the same kid', 'token-forged', forged],
    ['with another’s claims', 'token-forged', exchanged],
    ['that brings its own key', 'token-forged', ownKey],
    ['that points to its own keys', 'token-forged', pointing],
    [
      'with a condition nobody knows',
      'token-malformed',
      async () => `${part({ ...HEADER, crit: ['x'], x: 1 })}.${claims()}.AAAA`,
    ],
    ['by algorithm none', 'token-algorithm', async () => new UnsecuredJWT({ ...ADA, iss: provider.issuer }).encode()],
    ['by none under a kid', 'token-algorithm', async () => `${part({ alg: 'none', kid: 'first' })}.${claims()}.`],
    [
      'by HS256 with the public key',
      'token-algorithm',
      async () => hmac(publicKey().export({ type: 'spki', format: 'pem' })),
    ],
    ['by HS256 with its JWK', 'token-algorithm', async () => hmac(JSON.stringify(provider.key.published))],
    ['that is huge', 'token-malformed', () => provider.token({ ...ADA, more: 'x'.repeat(8_192) })],
    ['of nothing', 'token-malformed', async () => 'eyJ.eyJ.eyJ'],
    ['of a list', 'token-malformed', async () => `${part({ alg: 'ES256' })}.${part([])}.AAAA`],
  ])('a token %s: %s', async (_, code, token) => expect(await doorOf()(token())).toBe(code));

  const claims = () => part({ ...ADA, iss: provider.issuer, aud: 'stopsms', exp: inSeconds(300) });
  const publicKey = (): KeyObject => createPublicKey({ key: provider.key.published as never, format: 'jwk' });
  async function forged() {
    return provider.token(ADA, await makeProviderKey('first'));
  }
  async function exchanged() {
    const [header, , signature] = (await provider.token({ ...ADA, roles: ['auditor'] })).split('.');
    return [header, claims(), signature].join('.');
  }
  async function ownKey() {
    const own = await makeProviderKey('first');
    return provider.token(ADA, own, { jwk: own.published });
  }
  async function pointing() {
    return provider.token(ADA, await makeProviderKey('first'), { jku: 'http://127.0.0.1:1/keys' });
  }
  function hmac(secret: string | Buffer) {
    const signed = `${part({ alg: 'HS256', kid: 'first' })}.${claims()}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }
});

test('clocks may differ by half a minute', async () => {
  const enter = doorOf();
  expect(await enter(provider.token({ ...ADA, exp: inSeconds(-15) }))).toBe('Ada');
  expect(await enter(provider.token({ ...ADA, nbf: inSeconds(20), exp: inSeconds(300) }))).toBe('Ada');
});

test('after a rotation the new key is fetched once, and the old one is refused', async () => {
  const enter = doorOf();
  const before = await provider.token(ADA);
  expect(await enter(before)).toBe('Ada');
  await provider.rotate('second');
  later = 10_000;
  expect(await enter(provider.token(ADA))).toBe('Ada');
  expect(await enter(before)).toBe('token-key-unknown');
});

test('many unknown key ids cause one request to the provider, and lock nobody out', async () => {
  const enter = doorOf();
  expect(await enter(provider.token(ADA))).toBe('Ada');
  provider.asked.length = 0;
  later = 10_000;
  const flood = Array.from({ length: 300 }, (_, n) => enter(provider.token(ADA, { ...provider.key, kid: `kid-${n}` })));
  expect(new Set(await Promise.all(flood))).toEqual(new Set(['token-key-unknown']));
  expect(provider.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  expect(await enter(provider.token(ADA))).toBe('Ada');
});

test('without the provider tokens are refused, concurrent ones share a request, and it is found once it is up', async () => {
  const token = await provider.token(ADA);
  await provider.close();
  const keys = keysOf();
  const enter = doorOf(keys);
  const tries = await Promise.all(Array.from({ length: 50 }, () => enter(token)));
  expect(new Set(tries)).toEqual(new Set(['identity-provider-away']));
  expect(keys.state()).toEqual({ keys: 0, problem: expect.stringContaining('ECONNREFUSED') });
  await provider.listen();
  // It was asked a moment ago.
  expect(await enter(token)).toBe('identity-provider-away');
  expect(provider.asked).toEqual([]);
  later = 10_000;
  expect(await enter(token)).toBe('Ada');
  expect(keys.state()).toEqual({ keys: 1 });
});

test('while it is down known keys are accepted for half a day', async () => {
  const keys = keysOf();
  const enter = doorOf(keys);
  const token = await provider.token({ ...ADA, exp: inSeconds(48 * 3_600) });
  expect(await enter(token)).toBe('Ada');
  const stranger = await provider.token(ADA, { ...provider.key, kid: 'new' });
  await provider.close();
  later = 11 * HOUR_MS;
  expect(await enter(token)).toBe('Ada');
  // This one cannot be verified now.
  expect(await enter(stranger)).toBe('identity-provider-away');
  later = 13 * HOUR_MS;
  expect(await enter(token)).toBe('identity-provider-away');
  expect(keys.state()).toMatchObject({ keys: 0 });
});

test('keys are fetched in the background, at once and when they are old', async () => {
  const keys = keysOf();
  keys.watch();
  await eventually('it knows the key', () => keys.state().keys === 1);
  keys.stop();
  expect(provider.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
});

test.each<[string, () => Promise<unknown> | unknown]>([
  ['keys that are private or weak alone', async () => (provider.keys = await badKeys())],
  ['no list of keys', () => (provider.keys = 'none' as never)],
  ['another issuer', () => (provider.says = 'https://evil.example')],
  ['more than anybody needs', () => (provider.keys = ['x'.repeat(300_000)])],
])('does not trust a provider that publishes %s', async (_, publish) => {
  const token = await provider.token(ADA);
  await publish();
  const keys = keysOf();
  expect(await doorOf(keys)(token)).toBe('identity-provider-away');
  expect(keys.state().problem).toEqual(expect.any(String));
});

test('refuses a key whose private half is published', async () => {
  const exposed = await makeProviderKey('exposed');
  provider.keys = [...(await badKeys(exposed)), provider.key.published];
  expect(await doorOf()(provider.token(ADA, exposed))).toBe('token-key-unknown');
  expect(await doorOf()(provider.token(ADA))).toBe('Ada');
});

test('an API key is not mistaken for a token', () => {
  for (const key of ['stopsms_abc', 'a.b.c', 'eyJhbGciOiJub25lIn0', '']) expect(looksLikeToken(key)).toBe(false);
});

/** Keys with members that are published by mistake. */
async function badKeys(exposed?: ProviderKey): Promise<object[]> {
  const key = exposed ?? (await makeProviderKey('first'));
  return [
    { ...key.published, ...(await exportJWK(key.privateKey)), kid: key.kid },
    { kty: 'oct', k: 'c2VjcmV0', kid: 'secret', alg: 'HS256' },
  ];
}
