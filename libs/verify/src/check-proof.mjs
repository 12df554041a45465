import { FORMAT_1, checkFormat1 } from './check-format-1.mjs';
import { FORMAT_2, checkFormat2 } from './check-format-2.mjs';
import { checkOwnSignature } from './check-signatures.mjs';
import { refuse } from './refusal.mjs';

const CHECKS = new Map([
  [FORMAT_1, checkFormat1],
  [FORMAT_2, checkFormat2],
]);

/** @returns names of the entries that are in the document */
export function checkProof(proof) {
  const check = proof !== null && typeof proof === 'object' ? CHECKS.get(proof.format) : undefined;
  if (!check) refuse(`it is not of the form ${[...CHECKS.keys()].join(' or ')} that this command reads.`);
  const entries = check(proof);
  checkOwnSignature(proof);
  return entries;
}
