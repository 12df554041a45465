import { type Hmac, createHmac } from 'node:crypto';

// A phone number's plain hash can be undone by trying all numbers; a keyed one cannot. The key below is the only form
// of a number in record keys, logs, traces, metrics and the opt-out list (CNIL MED-2023-040).

const SECRET_BYTES = 32;
const KEY_BYTES = 16;

export const RECIPIENT_KEY_PATTERN = '^[A-Za-z0-9_-]{22}$';

/** Turns numbers into recipient keys with the platform's secret. */
export class RecipientKeys {
  private readonly secret: Buffer;
  private readonly pseudonymKey: Buffer;

  /**
   * @param secret - base64 of 32 bytes (`STOPSMS_RECIPIENT_SECRET`)
   * @throws RangeError if it is not
   */
  constructor(secret: string) {
    this.secret = Buffer.from(secret, 'base64');
    if (this.secret.length !== SECRET_BYTES) {
      throw new RangeError(
        `STOPSMS_RECIPIENT_SECRET holds ${this.secret.length} bytes, 32 are needed, in base64: numbers cannot be hashed. Make one with: openssl rand -base64 32`,
      );
    }
    this.pseudonymKey = createHmac('sha256', this.secret).update('stopsms pseudonyms').digest();
  }

  /** @param e164 - `+` and digits. Returns 22 characters of base64url. */
  keyOf(e164: string): string {
    return this.digest(e164);
  }

  /**
   * Under what name an advertiser knows a recipient: always the same for one advertiser, another for each, and nobody without the
   * secret can tell that two of them are one person, or make a pseudonym of a recipient key.
   * @returns 22 characters of base64url, as a recipient key
   */
  pseudonymOf(recipientKey: string, advertiserId: string): string {
    return shortened(createHmac('sha256', this.pseudonymKey).update(`${advertiserId}:${recipientKey}`));
  }

  /** Equal for two services exactly when their secrets are equal; reveals nothing about the secret. */
  canary(): string {
    return this.digest('stopsms recipient secret canary');
  }

  private digest(text: string): string {
    return shortened(createHmac('sha256', this.secret).update(text));
  }
}

const shortened = (hmac: Hmac): string => hmac.digest().subarray(0, KEY_BYTES).toString('base64url');
