import { z } from 'zod';

export interface Settings {
  host: string;
  /** 0 takes a free one, and then `issuer` must be given. */
  port: number;
  /** Issuer of tokens, and the URL where browsers and services find it. */
  issuer: string;
  /** Audience of access tokens. */
  audience: string;
  client: { id: string; secret: string };
  /** URL of the console, without a slash at the end; several, if it has several names. */
  consoleUrls: string[];
  /** Ids of the advertisers that Mark may act for, until others are put. */
  advertisers: string[];
  accessTokenSeconds: number;
  /** Folder of its signing key and Mark's advertisers; in memory if absent. */
  stateDir?: string;
}

const list = (text: string): string[] => text.split(/[,\s]+/).filter(Boolean);
/** Scheme, host and perhaps a port. */
const origin = z.string().regex(/^https?:\/\/[^/\s]+$/, 'is no origin such as http://127.0.0.1:3007');

/** A list of advertisers' ids. */
export const advertiserIds = z.array(z.guid('is no id of an advertiser'), 'is no list').max(1_000);

const environment = z.object({
  STOPSMS_MODE: z.literal('development', {
    error:
      'the identity provider asks for no password: it runs in development mode alone. Set STOPSMS_MODE=development, or use a provider of your own (docs/console.md)',
  }),
  IDENTITY_PROVIDER_HOST: z.string().min(1).default('127.0.0.1'),
  IDENTITY_PROVIDER_PORT: z.coerce.number().int().min(0).max(65_535).default(3008),
  OIDC_ISSUER: origin.optional(),
  OIDC_AUDIENCE: z.string().min(1).default('stopsms'),
  OIDC_CLIENT_ID: z.string().min(1).default('stopsms-console'),
  OIDC_CLIENT_SECRET: z.string().min(16, 'is shorter than 16 characters'),
  CONSOLE_URL: z.string().default('http://127.0.0.1:3007').transform(list).pipe(z.array(origin).min(1)),
  IDENTITY_PROVIDER_ADVERTISERS: z.string().default('').transform(list).pipe(advertiserIds),
  IDENTITY_PROVIDER_TOKEN_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  IDENTITY_PROVIDER_STATE_DIR: z.string().min(1).optional(),
});

/** @throws RangeError naming every variable that is wrong */
export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  // An empty variable is how deployment tools spell an absent one.
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
  const read = environment.safeParse(present);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new RangeError(`The identity provider cannot start with this environment. ${wrong.join('; ')}.`);
  }
  const { data } = read;
  const { IDENTITY_PROVIDER_PORT: port, IDENTITY_PROVIDER_STATE_DIR: stateDir } = data;
  return {
    host: data.IDENTITY_PROVIDER_HOST,
    port,
    issuer: data.OIDC_ISSUER ?? `http://127.0.0.1:${port}`,
    audience: data.OIDC_AUDIENCE,
    client: { id: data.OIDC_CLIENT_ID, secret: data.OIDC_CLIENT_SECRET },
    consoleUrls: data.CONSOLE_URL,
    advertisers: data.IDENTITY_PROVIDER_ADVERTISERS,
    accessTokenSeconds: data.IDENTITY_PROVIDER_TOKEN_SECONDS,
    ...(stateDir !== undefined && { stateDir }),
  };
}
