import { actsOn, entryOf } from './check-acts.mjs';
import { entriesOf, nameOf } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

// How far seals cover what a document says of a message, and heads of the reader vouch for the seals. What is not covered is no part of
// what is reported: it is listed apart.

/**
 * @param entries - names of all entries of the document
 * @param known - heads that the reader trusts; empty when none was given
 * @returns `covered`, names of the entries that count; `unsealed` and `unvouched`, the others; `sealedAt`, up to when the heads vouch
 */
export function coverOf(proof, entries, known) {
  const sealed = sealedIn(proof, () => true);
  const isChecked = known.size > 0;
  const isKnown = ({ head, day }) => known.has(head) || (day !== null && known.has(day.head));
  const vouched = isChecked ? sealedIn(proof, isKnown) : sealed;
  if (isChecked && vouched.size === 0)
    refuse(
      `none of its heads is one of yours. The document agrees with itself, but is not what was sealed when your head was noted; or your head is of another day than ${daysOf(proof)}.`,
    );
  if (sealed.size > 0 && !sealed.has('1'))
    refuse('the first decision is not among what is sealed, so nothing shows who asked for what.');
  if (vouched.size > 0 && !vouched.has('1'))
    refuse(
      'your heads vouch for what came later alone, not for the first decision. Give those of its day as well: --heads.',
    );
  const story = storyOf(proof, vouched);
  const own = new Set([...entriesOf(story), ...(story.acts ?? []).map(entryOf)]);
  return {
    covered: own,
    story,
    unsealed: entries.filter((name) => !sealed.has(name)),
    unvouched: entries.filter((name) => sealed.has(name) && !own.has(name)),
    ...(isChecked && { sealedAt: lastOf(proof, isKnown) }),
  };
}

/** The document with what is covered alone. */
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
