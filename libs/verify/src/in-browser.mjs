import { effectsBeforeCauses } from './check-order-in-time.mjs';
import { checkProof } from './check-proof.mjs';
import { checkEvidence } from './check-evidence.mjs';
import { checkTie } from './check-tie.mjs';
import { coverOf } from './cover.mjs';
import { explain } from './explain.mjs';
import { keysIn } from './keys.mjs';
import { parseJson } from './parse-json.mjs';
import { Refusal } from './refusal.mjs';
import { verdictOf } from './report.mjs';

// The checks of this command for a page, which gives node-crypto.mjs of its own.

/**
 * @param text - the document, as JSON
 * @param keys - what GET /v1/proof-keys gave; without items, who signed it is not checked
 * @param phone - number that it must be of, as people write it; undefined to check none
 * @returns its verdict, its account in sentences and what of it is covered; or why it is refused
 */
export function judge(text, keys, lang, phone) {
  return unlessRefused(() => {
    const proof = parseJson(text);
    const trust = { heads: new Set(), keyIds: new Set(), keys: keys.items.length > 0 ? keysIn(keys) : undefined };
    const cover = coverOf(proof, checkProof(proof), trust);
    const tied = phone === undefined || cover.story.decisions.length === 0 ? [] : checkTie(cover.story, { phone });
    const found = { ...cover, tied, reversed: effectsBeforeCauses(proof) };
    const { story, unsealed } = cover;
    return { verdict: verdictOf(found), sentences: explain(proof, lang, found), story, unsealed };
  });
}

/**
 * Checks the evidence file of a person, but not the proofs in it, which `judge` checks.
 * @returns what `checkEvidence` does; or why it is refused
 */
export const judgeEvidence = (bytes, signature, key) => unlessRefused(() => checkEvidence(bytes, signature, key));

/** A file of another shape breaks the checks themselves: that is a refusal as well. */
function unlessRefused(check) {
  try {
    return check();
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    if (error instanceof TypeError || error instanceof RangeError)
      return { refused: `it has another shape than such a file (${error.message}).` };
    throw error;
  }
}
