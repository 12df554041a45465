import { createHash, createPublicKey, verify } from 'node:crypto';

// Digests and signatures of this machine. The console has the same for a browser: apps/console/web/src/auditor/proofs/browser-crypto.ts.

/** SHA-256 of texts and bytes one after the other, hexadecimal. */
export const sha256Hex = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

export const fromHex = (hex) => Buffer.from(hex, 'hex');

/** @returns bytes; undefined where it is no base64 in its one spelling */
export function fromBase64(text) {
  const bytes = Buffer.from(String(text), 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** @param der - SPKI of an Ed25519 key */
export function isSignature(der, statement, signature) {
  const key = createPublicKey({ key: Buffer.from(der), type: 'spki', format: 'der' });
  return verify(null, Buffer.from(statement), key, signature);
}
