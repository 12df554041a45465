import { oidcSettings } from '@stopsms/access';
import { SecretSeal } from '@stopsms/kernel';
import { databaseConnection } from '@stopsms/persistence';
import { databaseSettings, processSettings, readSettings, weakKey, weakSecret } from '@stopsms/service';
import { z } from 'zod';
import { serviceSettings } from './service-urls';

const origin = z
  .url({ protocol: /^https?$/, error: 'must be scheme, host and perhaps a port' })
  .refine((url) => {
    const { origin: bare, pathname, search, hash } = new URL(url);
    return url.replace(/\/$/, '') === bare && pathname === '/' && search === '' && hash === '';
  }, 'must have neither path nor query')
  .transform((url) => new URL(url).origin);
const whole = (fallback: number, least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

const sealKeys = z.string().superRefine((keys, context) => {
  try {
    new SecretSeal(keys);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

const schema = z.object({
  ...processSettings,
  ...databaseSettings.shape,
  CONSOLE_URL: origin.describe(
    'public URL of the console; the identity provider redirects to <CONSOLE_URL>/session/callback',
  ),
  CONSOLE_WEB_DIR: z.string().min(1).optional().describe('folder of the built browser application'),
  ...oidcSettings,
  OIDC_ISSUER: oidcSettings.OIDC_ISSUER.unwrap().describe('URL of the OpenID Connect provider by which people sign in'),
  OIDC_CLIENT_ID: z.string().min(1).default('stopsms-console').describe('client ID of the console at the provider'),
  OIDC_CLIENT_SECRET: z.string().min(1).describe('client secret of the console at the provider'),
  OIDC_SCOPE: z
    .string()
    .regex(/\bopenid\b/, 'must have openid')
    .default('openid profile'),
  SESSION_SECRET: sealKeys.describe('32 bytes, base64: encrypts tokens and signs cookies; <new>,<old> during rotation'),
  SESSION_IDLE_MINUTES: whole(30, 1, 1_440).describe('minutes without a request after which a session ends'),
  SESSION_HOURS: whole(10, 1, 168).describe('hours after which a session ends in any case'),
  SESSION_BINDING: z
    .enum(['network', 'agent'])
    .default('network')
    .describe(
      'binding of a session cookie: `network` (browser and network) or `agent` (browser only); see docs/console.md',
    ),
  SIGN_INS_PER_SECOND: whole(5, 1, 1_000).describe(
    'sign-ins per second of each network, per replica; bursts up to twice as many',
  ),
  REQUESTS_PER_SECOND: whole(100, 1, 10_000).describe(
    'requests per second of each network, per replica, beside files of the pages; bursts up to twice as many',
  ),
  SERVICE_SILENCE_MS: whole(120_000, 100, 3_600_000).describe(
    'milliseconds without data after which a request to a service is aborted',
  ),
  PROMETHEUS_URL: origin
    .optional()
    .describe('URL of the Prometheus with the alert rules; the platform page then shows firing alerts'),
  ...serviceSettings,
});

/** Under which the settings are injected. */
export const SETTINGS = Symbol('settings');

export type ConsoleSettings = z.output<typeof schema>;

/** @throws ConfigurationError with one line per problem */
export function settingsFrom(env: NodeJS.ProcessEnv): ConsoleSettings {
  return readSettings('console', schema, env, (settings, production) => (production ? refusedIn(settings) : []));
}

/** Settings that production mode refuses. */
function refusedIn(settings: ConsoleSettings): string[] {
  const { CONSOLE_URL, OIDC_ISSUER, OIDC_CLIENT_SECRET, SESSION_SECRET } = settings;
  const plain = (url: string) => url.startsWith('http://');
  const weakKeys = SESSION_SECRET.split(',').flatMap((key) => weakKey(key) ?? []);
  const weak = weakSecret(OIDC_CLIENT_SECRET, 16);
  return [
    ...(plain(CONSOLE_URL)
      ? ['CONSOLE_URL is without TLS: whoever is on the way takes the session. Set an https address']
      : []),
    ...(plain(OIDC_ISSUER) && !settings.ALLOW_PLAIN_OIDC
      ? ['OIDC_ISSUER is without TLS. Where nobody else is on the way, ALLOW_PLAIN_OIDC=true allows it']
      : []),
    ...(isPlainDatabase(settings) && !settings.ALLOW_PLAIN_POSTGRES
      ? [
          'PostgreSQL is reached without TLS: set DATABASE_SSL_CA, or ?sslmode=verify-full in DATABASE_URL. Where nobody else is on the way, ALLOW_PLAIN_POSTGRES=true allows it',
        ]
      : []),
    ...weakKeys.map((why) => `SESSION_SECRET ${why}. Make one: openssl rand -base64 32`),
    ...(weak ? [`OIDC_CLIENT_SECRET ${weak}: production mode takes none that others know`] : []),
  ];
}

export const isPlainDatabase = ({ DATABASE_URL, DATABASE_SSL_CA }: ConsoleSettings): boolean =>
  databaseConnection(DATABASE_URL, DATABASE_SSL_CA).ssl === false;
