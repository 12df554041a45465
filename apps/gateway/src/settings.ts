import { CannotStart } from '@stopsms/kernel';
import { allowance, certificates, fitTogether, privateKey } from '@stopsms/service';
import { z } from 'zod';
import { openAccountsFile } from './accounts/accounts-file';

const port = z.coerce.number().int().min(0).max(65_535);

/** Settings of the gateway beside those of every service. A refused start prints these descriptions. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    GATEWAY_ACCOUNTS_FILE: z
      .string()
      .transform((path, context) =>
        openAccountsFile(path, env, (message) => context.addIssue({ code: 'custom', message, input: path })),
      )
      .optional()
      .describe(
        'file of accounts for submitting systems, YAML or JSON, reloaded on change; see docs/accounts.example.yaml',
      ),
    GATEWAY_SMPP_PORT: port.default(2776).describe('SMPP port without TLS'),
    GATEWAY_SMPP_TLS_PORT: port.default(3551).describe('SMPP port with TLS, if a certificate is set'),
    GATEWAY_BIND_WITHIN_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(10_000)
      .describe('milliseconds from the connection of a system to its bind'),
    GATEWAY_ENQUIRE_LINK_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(30_000)
      .describe('milliseconds of silence before an `enquire_link`, and time to answer it'),
    GATEWAY_TLS_CERT: certificates.optional().describe('PEM certificate of the SMPP server'),
    GATEWAY_TLS_KEY: privateKey.optional().describe('PEM private key of that certificate'),
    ALLOW_PLAIN_SMPP: allowance('lets production mode have accounts that may bind without TLS'),
    GATEWAY_PARTS_WAIT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .max(3_600_000)
      .default(60_000)
      .describe('milliseconds for which a long text waits for its segments'),
    GATEWAY_RECEIPTS_KEPT_HOURS: z.coerce
      .number()
      .int()
      .min(1)
      .max(720)
      .default(72)
      .describe('hours for which a receipt or reply waits for a system that does not fetch it'),
    GATEWAY_MAX_WAITING: z.coerce
      .number()
      .int()
      .min(1)
      .default(100_000)
      .describe('receipts and replies waiting for one account, above which it may not submit'),
    GATEWAY_CALLBACKS_ALLOW_PRIVATE: z
      .enum(['true', 'false'])
      .optional()
      .describe('whether receipts and replies may be posted to private addresses; by default in development only'),
  });

/** @throws CannotStart if only one of certificate and key is set, or they do not belong together */
export function tlsOf({
  GATEWAY_TLS_CERT: cert,
  GATEWAY_TLS_KEY: key,
}: Settings): { cert: string; key: string } | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined || !fitTogether(cert, key)) {
    throw new CannotStart('GATEWAY_TLS_CERT and GATEWAY_TLS_KEY do not belong together: set both, of one certificate.');
  }
  return { cert, key };
}

export type Settings = z.output<ReturnType<typeof settingsOf>>;
