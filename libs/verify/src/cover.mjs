import { actsOn, entryOf } from './check-acts.mjs';
import { signerOf } from './check-signatures.mjs';
import { entriesOf, nameOf } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

// How far seals cover what a document says of a message, and heads of the reader vouch for the seals. What is not covered is no part of
// what is reported: it is listed apart.

/**
 * @param entries - names of all entries of the document
 * @param trust - `heads`, those that the reader trusts, and `keyIds`, of the keys that their headers name; `keys` of the platform, undefined
 *   where none were given
 * @returns `covered`, names of the entries that count; `unsealed` and `unvouched`, the others; `sealedAt`, up to when heads vouch;
 *   `isSigned`, whether the platform signed the document; `isVouched`, whether a key or a head of the reader speaks for it
 */
export function coverOf(proof, entries, { heads, keyIds, keys }) {
  const sealed = sealedIn(proof, () => true);
  const isKnown = ({ head, day }) => heads.has(head) || (day !== null && heads.has(day.head));
  const byHeads = heads.size > 0 ? sealedIn(proof, isKnown) : new Set();
  if (heads.size > 0 && byHeads.size === 0)
    refuse(
      `none of its heads is one of yours. The document agrees with itself, but is not what was sealed when your head was noted; or your head is of another day than ${daysOf(proof)}.`,
    );
  if (sealed.size > 0 && !sealed.has('1'))
    refuse('the first decision is not among what is sealed, so nothing shows who asked for what.');
  if (byHeads.size > 0 && !byHeads.has('1'))
    refuse(
      'your heads vouch for what came later alone, not for the first decision. Give those of its day as well: --heads.',
    );
  const signer = signerOf(proof, keys, new Set([...keyIds, ...keyIdsOf(proof, heads)]));
  if (keys && !signer.isSigned && byHeads.size === 0)
    refuse(
      'it bears no signature: it was made by somebody else than the platform, or before proofs were signed. Of such a one a head says whether it is genuine: --head or --heads.',
    );
  const counted = signer.isSigned || heads.size === 0 ? sealed : byHeads;
  const story = storyOf(proof, counted);
  const covered = new Set([...entriesOf(story), ...(story.acts ?? []).map(entryOf)]);
  return {
    ...{ covered, story, ...signer, isVouched: signer.isSigned || (byHeads.size > 0 && proof.signature === undefined) },
    unsealed: entries.filter((name) => !sealed.has(name)),
    unvouched: entries.filter((name) => sealed.has(name) && !covered.has(name)),
    ...(byHeads.size > 0 && { sealedAt: lastOf(proof, isKnown) }),
  };
}

/** Ids of the keys that headers of trusted heads name; a day whose head is not trusted is ignored. */
function* keyIdsOf({ seals, sealsBefore = [], actSeals = [] }, heads) {
  for (const { batch, head, day } of [...sealsBefore, ...seals, ...actSeals]) {
    const isDayKnown = day !== null && heads.has(day.head);
    if (batch.signedBy !== undefined && (isDayKnown || heads.has(head))) yield batch.signedBy;
    if (isDayKnown && day.header.signedBy !== undefined) yield day.header.signedBy;
  }
}

/** The document reduced to its sealed entries. */
function storyOf(proof, covered) {
  const has = (name) => covered.has(name);
  const story = {
    ...proof,
    decisions: proof.decisions.filter(({ attempt }) => has(nameOf({ attempt }))),
    statuses: proof.statuses.filter((status) => has(nameOf(status))),
    receipt: has('receipt') ? proof.receipt : null,
  };
  if (proof.acts === undefined) return story;
  return { ...story, acts: actsOn({ ...story, acts: proof.acts.filter((act) => has(entryOf(act))) }) };
}

/**
 * Names of the entries that seals cover, of those seals that count. A seal of format 1 covers all before it; a fact names the one before
 * it, so whoever vouches for one vouches for all before it.
 */
function sealedIn({ seals, sealsBefore = [], actSeals = [] }, counts) {
  const ofFormat1 = [...sealsBefore, ...seals].filter(({ covers }) => covers !== undefined);
  const facts = seals.flatMap(({ facts: each = [] }) => each);
  const byHash = new Map(facts.map((fact) => [fact.hash, fact]));
  const held = new Set();
  for (const fact of seals.filter(counts).flatMap(({ facts: each = [] }) => each))
    for (let at = fact; at && !held.has(at); at = byHash.get(at.previous)) held.add(at);
  return new Set([
    ...(ofFormat1.filter(counts).at(-1)?.covers ?? []),
    ...[...held].map(({ entry }) => entry),
    ...actSeals.filter(counts).flatMap(({ facts: each }) => each.map(({ entry }) => entry)),
  ]);
}

const sealsOf = ({ seals, sealsBefore = [] }) => [...sealsBefore, ...seals];
const lastOf = (proof, isKnown) => sealsOf(proof).findLast(isKnown)?.batch.sealedAt;
const daysOf = (proof) =>
  sealsOf(proof)
    .map(({ batch }) => batch.day)
    .join(', ') || 'any';
