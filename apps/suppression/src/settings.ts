import { readSources } from '@stopsms/providers';
import { serviceUrl } from '@stopsms/service';
import { z } from 'zod';
import { ExportSigner } from './exports/export-signer';
import type { OtherService } from './evidence/other-services';
import { operatorErrors } from './numbers/operator-errors';

/** Settings of suppression beside those of every service. A refused start prints these descriptions. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    HEARTBEAT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(1_000)
      .describe('how often each partition shows it is fresh'),
    STOP_LIST_ERRORS: operatorErrors('53,21610').describe(
      'operators’ errors that say that the recipient had texted STOP to them: OVHcloud 53, Twilio 21610',
    ),
    INVALID_NUMBER_ERRORS: operatorErrors('21614').describe(
      'operators’ errors that say for good that nobody has the number',
    ),
    UNREACHABLE_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .default(30)
      .describe('a number that nothing reaches for that long is suspended for adverts'),
    OPT_OUT_SOURCES_FILE: z
      .string()
      .transform((path, context) =>
        readSources(path, env, 'read', (message) => context.addIssue({ code: 'custom', message, input: path })),
      )
      .optional()
      .describe('other systems whose opt-outs are read, YAML or JSON; see docs/opt-out-sources.md'),
    EXPORT_SIGNING_KEY: z
      .string()
      .transform(signerOf)
      .optional()
      .describe('Ed25519 private key, PKCS8 PEM, with which exports of opt-outs and evidence of persons are signed'),
    CAMPAIGN_URL: urlOf('campaign'),
    COMPLIANCE_URL: urlOf('compliance'),
    INBOUND_MO_URL: urlOf('inbound-mo'),
    NOTIFICATION_URL: urlOf('notification'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>>;

function urlOf(service: OtherService) {
  return serviceUrl(service, 'what it knows of a person, for the evidence file');
}

function signerOf(pem: string, context: z.RefinementCtx): ExportSigner {
  try {
    return new ExportSigner(pem);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}
