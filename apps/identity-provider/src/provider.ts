import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider' with { 'resolution-mode': 'import' };
import { signOutPage } from './pages';
import type { People } from './people';
import type { Settings } from './settings';

/** Default resource of the console; its access tokens are JWTs that the services read. */
const RESOURCE = 'urn:stopsms:services';
const DAY_S = 86_400;

/** The claims that STOP SMS reads, under its default names. */
const CLAIMS = ['name', 'preferred_username', 'roles', 'advertisers'];

/** OpenID Connect for the console alone: authorization code with PKCE, refresh tokens that change at each use, sign-out. */
export async function makeProvider(settings: Settings, people: People, key: KeyObject): Promise<Provider> {
  // It has no CommonJS build.
  const { Provider } = await import('oidc-provider');
  return new Provider(settings.issuer, configurationOf(settings, people, key));
}

function configurationOf(settings: Settings, people: People, key: KeyObject): Configuration {
  const { client, consoleUrls, audience, accessTokenSeconds } = settings;
  const claimsOf = (id: string) => {
    const { name, roles, advertisers } = people.find(id) ?? { name: id, roles: [], advertisers: [] };
    return { name, preferred_username: id, roles, advertisers };
  };
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: consoleUrls.map((url) => `${url}/session/callback`),
        post_logout_redirect_uris: consoleUrls.map((url) => `${url}/`),
      },
    ],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] } as never,
    // From the key, so that who is signed in here stays so over a restart of the console alone, and needs no setting.
    cookies: {
      keys: [
        createHash('sha256')
          .update(key.export({ type: 'pkcs8', format: 'der' }))
          .digest('hex'),
      ],
    },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub', ...CLAIMS] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => people.find(id) && { accountId: id, claims: () => ({ sub: id, ...claimsOf(id) }) },
    extraTokenClaims: (_context, token) => ('accountId' in token ? claimsOf(String(token.accountId)) : {}),
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    // Nobody is asked whether the console may know them: it is ours.
    loadExistingGrant: async (context) => {
      const { provider, session, client: asking } = context.oidc;
      const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: asking?.clientId ?? '' });
      grant.addOIDCScope('openid offline_access');
      grant.addResourceScope(RESOURCE, '');
      await grant.save();
      return grant;
    },
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: signOutAtOnce },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    ttl: {
      Interaction: 3_600,
      Session: DAY_S,
      Grant: DAY_S,
      RefreshToken: DAY_S,
      IdToken: 3_600,
      AuthorizationCode: 60,
    },
  };
}

/** The person has already confirmed the sign-out in the console. */
const signOutAtOnce = (context: KoaContextWithOIDC, form: string): void => {
  context.body = signOutPage(form);
};
