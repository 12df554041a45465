import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const makeSigningKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The secrets of one data folder: made at the first start and kept, because its data depends on them. */
export class Secrets {
  private readonly dir: string;

  constructor(stackDir: string) {
    this.dir = join(stackDir, 'secrets');
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
  }

  /** `STOPSMS_RECIPIENT_SECRET`: 32 bytes, base64. */
  recipientSecret(): string {
    return this.keep('recipient-secret', () => randomBytes(32).toString('base64'));
  }

  /** Hexadecimal, so that it needs no quoting anywhere. */
  password(of: string): string {
    return this.keep(`${of}-password`, () => randomBytes(18).toString('hex'));
  }

  /** SMPP 3.4 has room for eight characters. */
  smppPassword(): string {
    return this.keep('smpp-password', () => randomBytes(4).toString('hex'));
  }

  /** `WEBHOOK_SECRETS_KEY`: 32 bytes, base64. */
  webhookSecretsKey(): string {
    return this.keep('webhook-secrets-key', () => randomBytes(32).toString('base64'));
  }

  /** `PSEUDONYM_SECRET`: 32 bytes, base64. */
  pseudonymSecret(): string {
    return this.keep('pseudonym-secret', () => randomBytes(32).toString('base64'));
  }

  /** `OIDC_CLIENT_SECRET`: the console's at the identity provider. */
  oidcClientSecret(): string {
    return this.password('console-client');
  }

  /** `SESSION_SECRET`: 32 bytes, base64. */
  sessionSecret(): string {
    return this.keep('session-secret', () => randomBytes(32).toString('base64'));
  }

  /** `EXPORT_SIGNING_KEY`: Ed25519, PKCS8, PEM. */
  exportSigningKey(): string {
    return this.keep('export-signing-key.pem', makeSigningKey);
  }

  /** `PROOF_SIGNING_KEY`: the same. */
  proofSigningKey(): string {
    return this.keep('proof-signing-key.pem', makeSigningKey);
  }

  private keep(name: string, make: () => string): string {
    const file = join(this.dir, name);
    if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
    return readFileSync(file, 'utf8').trim();
  }
}
