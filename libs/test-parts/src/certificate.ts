import { type KeyObject, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

// Node reads certificates and cannot make them, and a machine that runs our tests need not have openssl. This is as much of
// X.509 (RFC 5280) as a TLS client looks at: name, validity, who signed, whether it may sign others.

export interface Certificate {
  /** PEM. */
  cert: string;
  key: string;
}

interface CertificateWish {
  /** DNS name or IPv4 address it is for. */
  name: string;
  /** Issuer; itself when absent, and then it may sign others. */
  issuer?: Certificate & { name: string };
  /** Epoch ms; valid from a day ago for two days by default. */
  validFrom?: number;
  validTo?: number;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = oid([1, 2, 840, 10045, 4, 3, 2]);

/** Makes a certificate and its key, for tests. */
export function makeCertificate(wish: CertificateWish): Certificate & { name: string } {
  const { name, issuer, validFrom = Date.now() - DAY_MS, validTo = Date.now() + DAY_MS } = wish;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = der(
    0x30,
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    der(0x30, ECDSA_WITH_SHA256),
    distinguishedName(issuer?.name ?? name),
    der(0x30, instant(validFrom), instant(validTo)),
    distinguishedName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, alternativeName(name), ...(issuer ? [] : [mayIssue()]))),
  );
  const signature = sign('sha256', body, issuer?.key ?? privateKey);
  const whole = der(0x30, body, der(0x30, ECDSA_WITH_SHA256), der(0x03, Buffer.from([0]), signature));
  return { name, cert: pem(whole), key: pemKey(privateKey) };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

function oid([first = 0, second = 0, ...rest]: number[]): Buffer {
  const septets = (arc: number): number[] =>
    arc < 0x80 ? [arc] : [...septets(arc >> 7).map((n) => n | 0x80), arc & 0x7f];
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(septets)]));
}

const integer = (octets: Buffer): Buffer => der(0x02, octets);

const distinguishedName = (name: string): Buffer =>
  der(0x30, der(0x31, der(0x30, oid([2, 5, 4, 3]), der(0x0c, Buffer.from(name)))));

/** GeneralizedTime: YYYYMMDDhhmmssZ. */
const instant = (ms: number): Buffer =>
  der(
    0x18,
    Buffer.from(
      `${new Date(ms)
        .toISOString()
        .replace(/\.\d+Z$/, '')
        .replace(/\D/g, '')}Z`,
    ),
  );

const extension = (id: number[], value: Buffer): Buffer => der(0x30, oid(id), der(0x04, value));

function alternativeName(name: string): Buffer {
  const octets = name.split('.').map(Number);
  const isAddress = octets.length === 4 && octets.every((octet) => octet >= 0 && octet < 256);
  const entry = isAddress ? der(0x87, Buffer.from(octets)) : der(0x82, Buffer.from(name));
  return extension([2, 5, 29, 17], der(0x30, entry));
}

const mayIssue = (): Buffer => extension([2, 5, 29, 19], der(0x30, der(0x01, Buffer.from([0xff]))));

const pem = (octets: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${octets.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

const pemKey = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
