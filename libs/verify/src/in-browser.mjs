import { effectsBeforeCauses } from './check-order-in-time.mjs';
import { checkProof } from './check-proof.mjs';
import { coverOf } from './cover.mjs';
import { explain } from './explain.mjs';
import { keysIn } from './keys.mjs';
import { parseJson } from './parse-json.mjs';
import { Refusal } from './refusal.mjs';
import { verdictOf } from './report.mjs';

// The checks of this command for a page, which gives node-crypto.mjs of its own.

/**
 * @param text - the document, as JSON
 * @param keys - what GET /v1/proof-keys gave
 * @returns its verdict, its account in sentences and what of it is covered; or why it is refused
 */
export function judge(text, keys, lang) {
  try {
    const proof = parseJson(text);
    const trust = { heads: new Set(), keyIds: new Set(), keys: keys.items.length > 0 ? keysIn(keys) : undefined };
    const cover = coverOf(proof, checkProof(proof), trust);
    const found = { ...cover, tied: [], reversed: effectsBeforeCauses(proof) };
    const { story, unsealed } = cover;
    return { verdict: verdictOf(found), sentences: explain(proof, lang, found), story, unsealed };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}
