import { sha256Hex } from './node-crypto.mjs';
import { isSignedBy, publicKeyFrom } from './keys.mjs';
import { parseJson } from './parse-json.mjs';
import { refuse } from './refusal.mjs';

// The evidence file of a person, as tools/verify-export checks it from files: its signature, and that its lines are all there. How it is
// written: apps/suppression/src/evidence/evidence-format.ts.

const FORMAT = 'stopsms-evidence/1';
const SIGNATURE_FORMAT = 'stopsms-evidence-signature/1';
const BEGIN = '<script type="application/jsonl" id="evidence">\n';
const END = '</script>';

/**
 * @param bytes - the file
 * @param signature - what GET /v1/evidence/<id>/signature gave; undefined if the reader has none
 * @param key - what GET /v1/opt-outs/export-key gave, got by another way than the file; undefined if the reader has none
 * @returns its header, how many entries it has, its proofs as texts, and whether the key's owner signed it
 */
export function checkEvidence(bytes, signature, key) {
  const text = new TextDecoder().decode(bytes);
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(`\n${END}`, begin);
  if (begin < 0 || end < 0) refuse(`it is not of the form ${FORMAT}.`);
  const lines = text.slice(begin + BEGIN.length, end).split('\n');
  const [header, last] = [parseJson(lines[0]), parseJson(lines.at(-1))];
  if (header.kind !== 'header' || header.format !== FORMAT) refuse(`it is not of the form ${FORMAT}.`);
  const entries = lines.length - 2;
  if (last.kind !== 'end' || last.entries !== entries)
    refuse('its last line does not count the lines before it: it is cut or was changed.');
  const isSigned = signature !== undefined && key !== undefined;
  if (signature !== undefined) checkContent(bytes, signature);
  if (isSigned) checkSigner(signature, key);
  const proofs = lines
    .filter((line) => line.startsWith('{"kind":"proof",'))
    .map((line) => JSON.stringify(parseJson(line).entry));
  return { header, entries, proofs, isSigned };
}

function checkContent(bytes, { format, sha256, bytes: size }) {
  if (format !== SIGNATURE_FORMAT) refuse(`the signature is not of the form ${SIGNATURE_FORMAT}.`);
  if (sha256Hex(bytes) === sha256) return;
  if (bytes.length < size) refuse(`it is cut: it has ${bytes.length} bytes of the ${size} that were signed.`);
  refuse('it is not the file that was signed: it was altered, or the signature is of another file.');
}

function checkSigner({ format, sha256, keyId, signature }, { publicKey }) {
  const known = publicKeyFrom(publicKey);
  if (known === undefined) refuse('the public key is no Ed25519 key in PEM.');
  if (known.id !== keyId) refuse(`it was signed with the key ${keyId}, and the public key given is ${known.id}.`);
  if (!isSignedBy(known, `${format} sha256:${sha256}`, signature))
    refuse('the signature is not the key owner’s: it was changed or made by somebody else.');
}
