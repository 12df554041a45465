import { Ed25519Signer } from '@stopsms/kernel';
import { z } from 'zod';

const signingKey = z
  .string()
  .superRefine(checkKey)
  .describe('Ed25519 private key, PKCS8 PEM, that signs proofs and their heads');

/** Settings of signatures. In production mode proofs are signed: without the key the service does not start. */
export const signingSettings = (env: NodeJS.ProcessEnv) => ({
  PROOF_SIGNING_KEY: (env['STOPSMS_MODE'] ?? 'production') === 'production' ? signingKey : signingKey.optional(),
  REVOKED_PROOF_KEYS: z
    .string()
    .transform(revokedIn)
    .default(new Map())
    .describe('keys that may have leaked: <key id>@<instant from which their signatures are not trusted>, …'),
});

function checkKey(pem: string, context: z.RefinementCtx): void {
  try {
    new Ed25519Signer(pem);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}

function revokedIn(written: string, context: z.RefinementCtx): Map<string, number> {
  const revoked = new Map<string, number>();
  for (const each of written.split(',').filter((part) => part.trim() !== '')) {
    const [keyId = '', instant = ''] = each.trim().split('@');
    const at = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(instant) ? Date.parse(instant) : NaN;
    if (!/^[\w-]{22}$/.test(keyId) || Number.isNaN(at)) {
      context.addIssue({ code: 'custom', message: 'must be <key id>@<ISO instant with offset>, several by commas' });
      return z.NEVER;
    }
    revoked.set(keyId, at);
  }
  return revoked;
}
