import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

// Digests and signatures for libs/verify in a browser, instead of its node-crypto.mjs: those of browsers come later only, and not
// every browser that is in use has Ed25519.

type Part = string | Uint8Array;
const bytesOf = (part: Part): Uint8Array => (typeof part === 'string' ? utf8ToBytes(part) : part);
/** Bytes of an SPKI before the key. */
const SPKI_BYTES = 12;

export const sha256Hex = (...parts: Part[]): string => bytesToHex(sha256(concatBytes(...parts.map(bytesOf))));

export const fromHex = (hex: string): Uint8Array => hexToBytes(hex);

/** Undefined if it is not canonical base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (sign) => sign.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

/** @param der - SPKI of an Ed25519 key */
export const isSignature = (der: Uint8Array, statement: string, signature: Uint8Array): boolean =>
  ed25519.verify(signature, utf8ToBytes(statement), der.slice(SPKI_BYTES), { zip215: false });
