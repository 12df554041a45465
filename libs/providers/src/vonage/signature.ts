import { createHash, createHmac } from 'node:crypto';
import { isSecretOf } from '@stopsms/kernel';

/** Algorithms of the account's setting, by the length of their hexadecimal digest. */
const BY_LENGTH: Readonly<Record<number, readonly ((text: string, secret: string) => string)[]>> = {
  32: [
    (text, secret) =>
      createHash('md5')
        .update(text + secret)
        .digest('hex'),
    hmacBy('md5'),
  ],
  40: [hmacBy('sha1')],
  64: [hmacBy('sha256')],
  128: [hmacBy('sha512')],
};

/**
 * True if Vonage signed the fields: `sig` is the digest of the other fields in the order of their names, each as `&name=value`
 * with `&` and `=` of a value replaced. The account chooses the algorithm, which the length of `sig` shows.
 */
export function isSignedByVonage(fields: Readonly<Record<string, string>>, secrets: readonly string[]): boolean {
  const { sig = '', ...others } = fields;
  const text = signedText(others);
  const digests = BY_LENGTH[sig.length] ?? [];
  return isSecretOf(
    sig.toLowerCase(),
    digests.flatMap((digest) => secrets.map((secret) => digest(text, secret))),
  );
}

export const signedText = (fields: Readonly<Record<string, string>>): string =>
  Object.keys(fields)
    .sort()
    .map((name) => `&${name}=${(fields[name] ?? '').replace(/[&=]/g, '_')}`)
    .join('');

function hmacBy(algorithm: string) {
  return (text: string, secret: string): string => createHmac(algorithm, secret).update(text, 'utf8').digest('hex');
}
