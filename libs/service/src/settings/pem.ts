import { X509Certificate, createPrivateKey } from 'node:crypto';
import { z } from 'zod';

// Certificates are checked before anything connects: an expired one or a wrong key is reported by the name of the setting, instead
// of by a peer that closes the connection.

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** PEM text; line ends may be written as `\n`, as in an environment variable. */
const pem = z.string().transform((text) => text.replaceAll('\\n', '\n'));

/** One or more certificates that are valid now. */
export const certificates = pem.superRefine((text, context) => {
  const found = text.match(CERTIFICATES) ?? [];
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  if (found.length === 0) wrong('holds no certificate: PEM is needed, -----BEGIN CERTIFICATE-----');
  for (const one of found) {
    const problem = problemOf(one);
    if (problem) wrong(problem);
  }
});

export const privateKey = pem.superRefine((text, context) => {
  try {
    createPrivateKey(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is no private key in PEM without a passphrase' });
  }
});

/** Returns whether `key` belongs to the first certificate. */
export function fitTogether(cert: string, key: string): boolean {
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
}

function problemOf(text: string): string | undefined {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(text);
  } catch {
    return 'holds a certificate that cannot be read';
  }
  const { subject, validFrom, validTo } = certificate;
  const name = subject.replaceAll('\n', ', ');
  // Not the platform's clock: TLS itself uses the machine's.
  if (Date.parse(validTo) < Date.now()) return `the certificate of ${name} expired on ${validTo}: renew it`;
  if (Date.parse(validFrom) > Date.now()) return `the certificate of ${name} is valid from ${validFrom} only`;
  return undefined;
}
