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
      .describe('interval in milliseconds between heartbeats of each partition, which show that it is current'),
    STOP_LIST_ERRORS: operatorErrors('53').describe(
      'codes of receipts by which operators over SMPP report that the recipient texted STOP to them, such as OVHcloud’s 53; those of vendors over HTTP are known',
    ),
    INVALID_NUMBER_ERRORS: operatorErrors('21614').describe(
      'operators’ error codes that mean that the number is permanently unassigned',
    ),
    UNREACHABLE_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .default(30)
      .describe('days of failed deliveries after which a number is suspended for adverts'),
    OPT_OUT_SOURCES_FILE: z
      .string()
      .transform((path, context) =>
        readSources(path, env, 'read', (message) => context.addIssue({ code: 'custom', message, input: path })),
      )
      .optional()
      .describe('file of other systems whose opt-outs are read, YAML or JSON; see docs/opt-out-sources.md'),
    EXPORT_SIGNING_KEY: z
      .string()
      .transform(signerOf)
      .optional()
      .describe('Ed25519 private key, PKCS8 PEM, that signs exports of opt-outs and evidence of persons'),
    CAMPAIGN_URL: urlOf('campaign'),
    COMPLIANCE_URL: urlOf('compliance'),
    INBOUND_MO_URL: urlOf('inbound-mo'),
    NOTIFICATION_URL: urlOf('notification'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>>;

function urlOf(service: OtherService) {
  return serviceUrl(service, 'for the records of a person in an evidence file');
}

function signerOf(pem: string, context: z.RefinementCtx): ExportSigner {
  try {
    return new ExportSigner(pem);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}
