import { checkValid, isSignedBy, publicKeyFrom } from './keys.mjs';
import { checkMembers } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

// Whether the platform signed a document, and the heads of its seals. By the signature of the document it says that at `issuedAt` this was
// all it had of the message: without it, entries could be cut off the end unseen.

const SIGNATURE = ['keyId', 'publicKey', 'signature'];
const DAY_MS = 86_400_000;

const headStatement = (head) => `stopsms-proof-head/1 ${head}`;
const documentStatement = (digest) => `stopsms-proof-document/1 sha256:${digest}`;

const sealsOf = ({ seals, sealsBefore = [], actSeals = [] }) => [...sealsBefore, ...seals, ...actSeals];
const isHeadSigned = ({ batch }) => Object.hasOwn(batch, 'signedBy');

/** Checks that a document is signed by the key in it, and that its signature was not removed. */
export function checkOwnSignature(proof) {
  const { signature, digest } = proof;
  if (signature === undefined) {
    if (sealsOf(proof).some(isHeadSigned)) refuse('the signature of the document was taken out: its heads are signed.');
    return;
  }
  checkMembers(signature, SIGNATURE, 'the signature');
  const key = publicKeyFrom(signature.publicKey);
  if (key?.id !== signature.keyId) refuse('the key in it is no Ed25519 key with the id that it names.');
  if (!isSignedBy(key, documentStatement(digest), signature.signature))
    refuse('its signature is not of this document: entries were added, cut off or altered since it was given.');
}

/**
 * True if the platform signed the document.
 * @param keys - of the platform by their ids; undefined where none was given
 * @param keyIds - of keys that headers name which the reader trusts
 * @returns `isSigned`, whether by a key of the platform; `unsigned`, numbers of batches of before heads were signed
 */
export function signerOf(proof, keys, keyIds) {
  const { signature } = proof;
  const unsigned = sealsOf(proof).flatMap((seal) => (isHeadSigned(seal) ? [] : [seal.batch.seq]));
  if (signature === undefined || (!keys && !keyIds.has(signature.keyId))) return { isSigned: false, unsigned };
  if (keys) {
    const key = keys.get(signature.keyId);
    if (!key) refuse(`it is signed with the key ${signature.keyId}, which is none of your keys.`);
    checkValid(key, proof.issuedAt, 'the document');
    for (const seal of sealsOf(proof)) checkHeads(seal, keys);
  }
  return { isSigned: true, unsigned };
}

const checked = new WeakMap();

function checkHeads({ batch, head, signature, day }, keys) {
  const what = `Seal ${batch.seq} of ${batch.sealedAt}`;
  if (batch.signedBy !== undefined) checkHead({ ...batch, head, signature }, batch.sealedAt, keys, what);
  if (day?.header.signedBy === undefined) return;
  // When a day was closed its head does not say: after its end, and with a key that counted then.
  const over = new Date(Date.parse(day.header.day) + DAY_MS).toISOString();
  checkHead({ ...day.header, head: day.head, signature: day.signature }, over, keys, `${what}: day`, true);
}

function checkHead({ signedBy, head, signature }, at, keys, what, isLater = false) {
  const key =
    keys.get(signedBy) ?? refuse(`${what}: its head is signed with the key ${signedBy}, which is none of your keys.`);
  checkValid(isLater ? { ...key, from: -Infinity } : key, at, what);
  const known = checked.get(keys) ?? new Map();
  checked.set(keys, known);
  // Many documents have seals of one batch.
  if (known.get(head) === signature) return;
  if (!isSignedBy(key, headStatement(head), signature)) refuse(`${what}: the signature of its head is not its key's.`);
  known.set(head, signature);
}
