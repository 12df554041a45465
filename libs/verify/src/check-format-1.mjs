import { checkBatch, checkOrder } from './check-batch.mjs';
import { canonical, climb, digestOfRecord, leafOf, same } from './digests.mjs';
import { SIGNED, checkEntries, checkMembers, checkShape, checkWords, entriesOf, nameOf } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

// How messages were sealed until `stopsms-proof/2`: each seal covers all that was there of a message, and names the seal before it.

export const FORMAT_1 = 'stopsms-proof/1';

const SEAL_BEFORE = ['covers', 'leaf', 'position', 'path', 'batch', 'head', 'day'];

/** The sealed entries, each record by its digest. */
function sealedContent({ messageId, request, decisions, statuses, receipt }, covers, previousLeaf) {
  const covered = (name) => covers.includes(name);
  const withDigests = (decision) => {
    const { consent, reading } = decision;
    return {
      ...decision,
      ...(consent !== undefined && { consent: digestOfRecord(consent) }),
      ...(reading !== undefined && { reading: digestOfRecord(reading) }),
    };
  };
  return {
    ...{ format: FORMAT_1, messageId, request },
    decisions: decisions.filter(({ attempt }) => covered(nameOf({ attempt }))).map(withDigests),
    statuses: statuses.filter((status) => covered(nameOf(status))),
    receipt: covered('receipt') ? receipt : null,
    previousLeaf,
  };
}

/** @param before - the seal before it; undefined for the first */
export function checkSealOfBefore(proof, seal, before) {
  const { covers, leaf, position, path, batch } = seal;
  const what = `Seal ${batch.seq} of ${batch.sealedAt}`;
  checkMembers(seal, SEAL_BEFORE, what, SIGNED);
  const ordered = entriesOf(proof).filter((name) => covers.includes(name));
  if (ordered.join() !== covers.join()) refuse(`${what}: it names its entries in another order, or one of them twice.`);
  const content = leafOf(canonical(sealedContent(proof, covers, before?.leaf ?? null)));
  const entries = covers.join(', ');
  if (content !== leaf)
    refuse(
      `${what}: what was sealed then is not what the document states about the message (request, ${entries}), or a seal before it was left out.`,
    );
  same(climb(content, position, batch.count, path, `${what}: batch`), batch.root, `${what}: the root of the batch`);
  checkBatch(seal, what);
  if (before) checkOrder(before, seal, what);
}

/** Entries that were sealed must be there, whatever came later. */
export function checkCovers({ covers, batch }, names) {
  const gone = covers.find((name) => !names.includes(name));
  if (gone) refuse(`Seal ${batch.seq} of ${batch.sealedAt}: the entry ${gone} was sealed and is not in the document.`);
}

/** @returns names of the entries that are in the document */
export function checkFormat1(proof) {
  const rest = checkShape(proof, ['seals']);
  const names = checkEntries(proof);
  // First what a seal says, because it names what was altered; the digest covers the words too.
  for (const seal of proof.seals) checkCovers(seal, names);
  proof.seals.forEach((seal, at) => checkSealOfBefore(proof, seal, proof.seals[at - 1]));
  checkWords(proof, rest);
  return names;
}
