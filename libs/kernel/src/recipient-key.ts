import { createHmac } from 'node:crypto';
import { readKeyedSecret } from './keyed-secret';

// A phone number's plain hash can be undone by trying all numbers; a keyed one cannot. The key below is the only form
// of a number in record keys, logs, traces, metrics and the opt-out list (CNIL MED-2023-040).

const KEY_BYTES = 16;

export const RECIPIENT_KEY_PATTERN = '^[A-Za-z0-9_-]{22}$';

/** Turns numbers into recipient keys with the platform's secret. */
export class RecipientKeys {
  private readonly secret: Buffer;

  /**
   * @param secret - base64 of 32 bytes (`STOPSMS_RECIPIENT_SECRET`)
   * @throws RangeError if it is not
   */
  constructor(secret: string) {
    this.secret = readKeyedSecret('STOPSMS_RECIPIENT_SECRET', secret, 'numbers cannot be hashed');
  }

  /** @param e164 - `+` and digits. Returns 22 characters of base64url. */
  keyOf(e164: string): string {
    return this.digest(e164);
  }

  /** Of what is no number, and what nobody without the secret shall guess. Returns 22 characters of base64url. */
  digestOf(text: string): string {
    return this.digest(text);
  }

  /** Equal for two services exactly when their secrets are equal; reveals nothing about the secret. */
  canary(): string {
    return this.digest('stopsms recipient secret canary');
  }

  private digest(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest().subarray(0, KEY_BYTES).toString('base64url');
  }
}
