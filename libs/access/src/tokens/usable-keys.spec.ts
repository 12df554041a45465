import { generateKeyPairSync } from 'node:crypto';
import { usableKeys } from './usable-keys';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const GOOD = { ...ec.publicKey.export({ format: 'jwk' }), kid: 'good' };

test.each([
  ['of elliptic curves', GOOD],
  ['of RSA with 2,048 bits', rsa(2_048).publicKey.export({ format: 'jwk' })],
  ['of Ed25519', generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })],
])('a key %s is taken', (_, key) => expect(usableKeys([key])).toEqual({ usable: [key], refused: [] }));

test.each([
  ['with its private half', ec.privateKey.export({ format: 'jwk' }), 'a key is there with its private half'],
  ['that is a shared secret', { kty: 'oct', k: 'c2VjcmV0' }, 'a key is a shared secret'],
  [
    'of RSA with 1,024 bits',
    rsa(1_024).publicKey.export({ format: 'jwk' }),
    'a key has 1024 bits, and 2048 are needed',
  ],
  ['of RSA padded with noughts', padded(), 'a key has 1024 bits, and 2048 are needed'],
  ['on another curve', { ...GOOD, crv: 'secp256k1' }, 'a key is of a kind that is not known here'],
  ['at no point of its curve', { ...GOOD, x: 'AAAA' }, 'a key cannot be read'],
  ['that is no object', 'key', 'a key is no object'],
])('a key %s is not, and the others are', (_, key, why) =>
  expect(usableKeys([key, GOOD])).toEqual({ usable: [GOOD], refused: [why] }),
);

test('a key for encryption is ignored, and so are keys beyond the fiftieth', () => {
  expect(usableKeys([{ ...GOOD, use: 'enc' }])).toEqual({ usable: [], refused: [] });
  const many = usableKeys(Array.from({ length: 60 }, () => GOOD));
  expect([many.usable.length, many.refused]).toEqual([50, ['10 keys are too many']]);
});

/** Looks like 2,048 bits. */
function padded(): object {
  const key = rsa(1_024).publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(key.n ?? '', 'base64url');
  return { ...key, n: Buffer.concat([Buffer.alloc(128), modulus]).toString('base64url') };
}
