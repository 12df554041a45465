import { entryOf } from './check-acts.mjs';
import { effectsBeforeCauses } from './check-order-in-time.mjs';
import { coverOf } from './cover.mjs';
import { explain } from './explain.mjs';
import { entriesOf } from './read-proof.mjs';

// What the console shows of a proof: the sentences of `--lang`, of what seals cover alone. The checks themselves need the document as a file.

/** @returns what seals cover, as `explain` takes it, and entries that none covers */
export function foundIn(proof) {
  const entries = [...entriesOf(proof), ...(proof.acts ?? []).map(entryOf)];
  return { ...coverOf(proof, entries, new Set()), tied: [], reversed: effectsBeforeCauses(proof) };
}

export { explain };
