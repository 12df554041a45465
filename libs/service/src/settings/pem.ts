import { X509Certificate, createPrivateKey } from 'node:crypto';
import { z } from 'zod';

// Certificates are looked at before anything connects: what has expired or does not fit together is said in our words, by the
// name of the setting, and not by a peer that hangs up.

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Line ends written as `\n`, as they are in an environment variable, are taken too. */
const pem = z.string().transform((text) => text.replaceAll('\\n', '\n'));

/** One certificate or more, each of them of today. */
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

/** Whether `key` is that of the first certificate. */
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
  // Not the platform's clock: TLS itself goes by the machine's.
  if (Date.parse(validTo) < Date.now()) return `the certificate of ${name} expired on ${validTo}: renew it`;
  if (Date.parse(validFrom) > Date.now()) return `the certificate of ${name} is valid from ${validFrom} only`;
  return undefined;
}
