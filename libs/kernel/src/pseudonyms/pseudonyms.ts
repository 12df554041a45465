import { type Hmac, createHmac } from 'node:crypto';
import { readKeyedSecret } from '../secrets/keyed-secret';
import type { RecipientKeys } from './recipient-key';

const NAME_BYTES = 16;

/** Pseudonyms of recipients in data for advertisers, made with a secret that hashes no number. */
export class Pseudonyms {
  private readonly secret: Buffer;

  /**
   * @param secret - base64 of 32 bytes (`PSEUDONYM_SECRET`)
   * @param keys - by which a recipient has one name whatever secret its key was made with; where all keys are of the first, none
   * @throws RangeError if it is not
   */
  constructor(
    secret: string,
    private readonly keys?: Pick<RecipientKeys, 'first'>,
  ) {
    this.secret = readKeyedSecret('PSEUDONYM_SECRET', secret, 'recipients cannot be named to advertisers');
  }

  /**
   * Under what name an advertiser knows a recipient: always the same for one advertiser, another for each, and nobody without the
   * secret can link two of them to one person, or make a pseudonym of a recipient key.
   * @returns 22 characters of base64url, as a recipient key
   */
  of(recipientKey: string, advertiserId: string): string {
    const first = this.keys ? this.keys.first(recipientKey) : recipientKey;
    return shortened(this.hmac().update(`${advertiserId}:${first}`));
  }

  /** Equal for two files exactly when their names were made with the same secret; reveals nothing about it. */
  digest(): string {
    return shortened(this.hmac().update('stopsms pseudonym secret digest'));
  }

  private hmac(): Hmac {
    return createHmac('sha256', this.secret);
  }
}

const shortened = (hmac: Hmac): string => hmac.digest().subarray(0, NAME_BYTES).toString('base64url');
