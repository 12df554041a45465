import { readFileSync } from 'node:fs';
import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import { z } from 'zod';
import type { VendorSettings } from './vendors/vendor-settings';

export interface Settings {
  host: string;
  /** 0 takes a free port. */
  httpPort: number;
  smppPort: number;
  systemId: string;
  password: string;
  /** Messages, replies and receipts kept, each; the oldest go first. */
  maxMessages: number;
  /** Folder of its state, to continue after a restart; absent keeps state in memory alone. */
  stateDir?: string;
  /** A second SMPP port, which speaks TLS alone. */
  tls?: { port: number; cert: string; key: string };
  /** API of a vendor over HTTP; replies are then its callbacks. */
  vendor?: VendorSettings;
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** The text of the file that a variable names. */
const pem = z
  .string()
  .transform((path, context) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      context.addIssue({ code: 'custom', message: `cannot be read: ${(error as Error).message}` });
      return z.NEVER;
    }
  })
  .optional();

const environment = z.object({
  SIMULATOR_VENDOR: z.enum(VENDOR_NAMES).optional(),
  SIMULATOR_VENDOR_PORT: port(3011),
  SIMULATOR_CALLBACK_URL: z.url({ protocol: /^https?$/ }).optional(),
  SIMULATOR_SIGNING_SECRET: z.string().min(1).optional(),
  SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  SIMULATOR_HTTP_PORT: port(3010),
  SIMULATOR_SMPP_PORT: port(2775),
  SIMULATOR_SYSTEM_ID: z.string().min(1).max(15).default('stopsms'),
  SIMULATOR_PASSWORD: z.string().min(1).max(8).default('stopsms'),
  SIMULATOR_MAX_MESSAGES: z.coerce.number().int().min(1).default(1_000_000),
  SIMULATOR_STATE_DIR: z.string().min(1).optional(),
  SIMULATOR_SMPP_TLS_PORT: port(3550),
  SIMULATOR_TLS_CERT: pem,
  SIMULATOR_TLS_KEY: pem,
});

/** @throws RangeError naming every variable that is wrong */
export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const read = environment.safeParse(variables);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new RangeError(`The simulator cannot start with this environment. ${wrong.join('; ')}.`);
  }
  const { data } = read;
  const { SIMULATOR_TLS_CERT: cert, SIMULATOR_TLS_KEY: key } = data;
  if ((cert === undefined) !== (key === undefined)) {
    throw new RangeError('SIMULATOR_TLS_CERT and SIMULATOR_TLS_KEY go together: set both or none.');
  }
  return {
    host: data.SIMULATOR_HOST,
    httpPort: data.SIMULATOR_HTTP_PORT,
    smppPort: data.SIMULATOR_SMPP_PORT,
    systemId: data.SIMULATOR_SYSTEM_ID,
    password: data.SIMULATOR_PASSWORD,
    maxMessages: data.SIMULATOR_MAX_MESSAGES,
    ...(data.SIMULATOR_STATE_DIR !== undefined && { stateDir: data.SIMULATOR_STATE_DIR }),
    ...(data.SIMULATOR_VENDOR && { vendor: vendorOf(data.SIMULATOR_VENDOR, data) }),
    ...(cert !== undefined && key !== undefined && { tls: { port: data.SIMULATOR_SMPP_TLS_PORT, cert, key } }),
  };
}

function vendorOf(name: VendorName, data: z.output<typeof environment>): VendorSettings {
  const { SIMULATOR_CALLBACK_URL: callbackUrl, SIMULATOR_SIGNING_SECRET: signingSecret } = data;
  return {
    name,
    port: data.SIMULATOR_VENDOR_PORT,
    ...(callbackUrl !== undefined && { callbackUrl }),
    ...(signingSecret !== undefined && { signingSecret }),
  };
}
