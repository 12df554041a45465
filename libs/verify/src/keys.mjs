import { fromBase64, fromHex, isSignature, sha256Hex } from './node-crypto.mjs';
import { checkMembers } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

// Keys with which the platform signs heads and documents: Ed25519. The id of a key is made of the key, so whoever trusts the id trusts the key.

const KEY_ID_CHARACTERS = 22;
const SIGNATURE_BYTES = 64;
/** Prefix of the SPKI of an Ed25519 key (RFC 8410); 32 bytes of the key follow. */
const ED25519 = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const KEY = ['keyId', 'algorithm', 'publicKey', 'validFrom', 'validUntil', 'revokedFrom'];
/** Clocks of different machines: the key is on record by one, the document signed by another. */
const CLOCKS_DIFFER_MS = 5_000;

/** Documents name few keys; a file of forged ones could name many. */
const MAX_OPENED = 1_000;
const opened = new Map();

/** @param pem - SPKI. @returns the key and its id; undefined where it is no Ed25519 key, written as the platform writes one */
export function publicKeyFrom(pem) {
  if (opened.size > MAX_OPENED) opened.clear();
  if (!opened.has(pem)) opened.set(pem, open(pem));
  return opened.get(pem);
}

function open(pem) {
  const [, body] = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]{60})\n-----END PUBLIC KEY-----\n$/.exec(pem) ?? [];
  const der = body === undefined ? undefined : fromBase64(body);
  if (!der || !ED25519.every((byte, at) => der[at] === byte)) return undefined;
  return { der, id: base64UrlOf(sha256Hex(der)).slice(0, KEY_ID_CHARACTERS) };
}

export const base64UrlOf = (hex) =>
  btoa(String.fromCharCode(...fromHex(hex)))
    .replaceAll('+', '-')
    .replaceAll('/', '_');

/** @param signature - base64, in its one spelling */
export function isSignedBy({ der }, statement, signature) {
  const bytes = fromBase64(signature);
  return bytes?.length === SIGNATURE_BYTES && isSignature(der, statement, bytes);
}

/**
 * The platform's keys by their ids.
 * @param list - what GET /v1/proof-keys gave, got by another way than the proof
 */
export function keysIn(list) {
  const items = list?.items;
  if (!Array.isArray(items) || items.length === 0) refuse('it is no list of keys as GET /v1/proof-keys gives it.');
  const keys = new Map();
  for (const item of items) {
    checkMembers(item, KEY, 'a key');
    const { keyId, publicKey, validFrom, validUntil, revokedFrom } = item;
    const known = publicKeyFrom(publicKey);
    if (known?.id !== keyId) refuse(`the key ${keyId} is no Ed25519 key with that id.`);
    // Two lists in one file: an old line must not undo the revocation in a new one.
    if (keys.has(keyId)) refuse(`the key ${keyId} is there twice. Use one list, the latest.`);
    keys.set(keyId, { ...known, from: instant(validFrom), until: end(validUntil), revoked: end(revokedFrom) });
  }
  return keys;
}

const end = (at) => (at === null ? Infinity : instant(at));
const instant = (at) => {
  const ms = typeof at === 'string' ? Date.parse(at) : NaN;
  return Number.isNaN(ms) ? refuse('a key of it has an instant that is none.') : ms;
};

/**
 * Refuses what a key signed when it did not count.
 * @param at - ISO, when it was signed
 */
export function checkValid({ from, until, revoked }, at, what) {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) refuse(`${what}: ${at} is no instant.`);
  if (ms >= revoked) refuse(`${what}: its key was revoked before ${at}.`);
  if (ms + CLOCKS_DIFFER_MS < from || ms - CLOCKS_DIFFER_MS > until)
    refuse(`${what}: its key was not in use on ${at}.`);
}
