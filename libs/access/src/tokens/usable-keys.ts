import { type JsonWebKey, createPublicKey } from 'node:crypto';
import type { JWK } from 'jose';

// Each published key is checked: a weak one, or one whose private half is published, would let others sign tokens.

const CURVES = ['P-256', 'P-384', 'P-521', 'Ed25519'];
const MIN_RSA_BITS = 2_048;
/** Private members of RSA, EC and Ed25519 keys, of keys with several primes, and of shared secrets. */
const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** Limit; a provider has two or three. */
const MAX_KEYS = 50;

interface JudgedKeys {
  usable: JWK[];
  /** Reasons why others are refused, in a sentence each. */
  refused: string[];
}

/** @param published - the `keys` of a JSON Web Key Set, of whatever shape */
export function usableKeys(published: readonly unknown[]): JudgedKeys {
  const judged: JudgedKeys = { usable: [], refused: [] };
  for (const key of published.slice(0, MAX_KEYS)) {
    const why = faultOf(key);
    if (why === undefined) judged.usable.push(key as JWK);
    // For encryption, which is not used.
    else if ((key as JWK | null)?.use !== 'enc') judged.refused.push(`a key ${why}`);
  }
  if (published.length > MAX_KEYS) judged.refused.push(`${published.length - MAX_KEYS} keys are too many`);
  return judged;
}

function faultOf(key: unknown): string | undefined {
  if (typeof key !== 'object' || key === null) return 'is no object';
  const { kty, crv, use } = key as Record<string, unknown>;
  if (use !== undefined && use !== 'sig') return 'is not for signatures';
  if (kty === 'oct') return 'is a shared secret';
  if (PRIVATE_PARTS.some((part) => part in key)) return 'is there with its private half';
  const isCurve = (kty === 'EC' || kty === 'OKP') && typeof crv === 'string' && CURVES.includes(crv);
  if (kty !== 'RSA' && !isCurve) return 'is of a kind that is not known here';
  const bits = bitsOf(key as JsonWebKey);
  if (bits === undefined) return 'cannot be read';
  return kty === 'RSA' && bits < MIN_RSA_BITS ? `has ${bits} bits, and ${MIN_RSA_BITS} are needed` : undefined;
}

/** @returns the length of an RSA key, 0 for others; undefined if it is no key */
function bitsOf(key: JsonWebKey): number | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' }).asymmetricKeyDetails?.modulusLength ?? 0;
  } catch {
    return undefined;
  }
}
