import { digestOf, refuse, same } from './digests.mjs';
import { read } from './read-json.mjs';

/**
 * Heads that the reader trusts. With both, the list need not be trusted: it only has to lead from its days to the head.
 * @param head - one noted elsewhere; may be absent
 * @param path - of a list of heads; may be absent
 */
export function trustedHeads(head, path) {
  if (path === undefined) return new Set(head === undefined ? [] : [head]);
  const { days, latest } = listed(path);
  if (days.length === 0 && !latest)
    refuse(
      'it names no head, so nothing can be compared with it. Ask for the days of the proof: GET /v1/proof-heads?from=…&to=….',
    );
  if (head === undefined) return new Set([...days, ...(latest ? [latest.head] : [])]);
  const at = days.indexOf(head);
  if (at >= 0) return new Set(days.slice(0, at + 1));
  if (latest?.head !== head) refuse('your head is not in it, so it says nothing about what your head fixes.');
  return new Set([head, ...(latest.previous === days.at(-1) ? days : [])]);
}

/** Each day must name the one before it; then any one of them fixes all before. */
function listed(path) {
  const { items, latest } = read(path);
  if (!Array.isArray(items)) refuse('it is no list of heads as GET /v1/proof-heads gives it.');
  items.forEach(({ head, ...header }, at) => {
    same(digestOf(header), head, `the head of ${header.day}`);
    if (at > 0) same(items[at - 1].head, header.previous, `what ${header.day} says of the day before`);
  });
  if (latest) {
    const { head, ...header } = latest;
    same(digestOf(header), head, `the head of batch ${header.seq}`);
  }
  return { days: items.map(({ head }) => head), latest };
}

const headsOf = ({ head, day }) => [head, ...(day ? [day.head] : [])];

/**
 * How far a head from elsewhere speaks for the document; undefined when there is none.
 * @returns until when what was sealed is vouched for, and whether that is all of it
 */
export function compare({ seals, sealsBefore = [], actSeals = [] }, known) {
  if (known.size === 0) return undefined;
  const all = [...sealsBefore, ...seals];
  const isKnown = (seal) => headsOf(seal).some((head) => known.has(head));
  const vouched = all.filter(isKnown);
  const last = vouched.at(-1);
  if (!last)
    refuse(
      `none of its heads is one of yours. The document agrees with itself, but is not what was sealed when your head was noted; or your head is of another day than ${all.map(({ batch }) => batch.day).join(', ') || 'any'}.`,
    );
  const isAll = lastBefore(seals, sealsBefore, vouched) && factsHold(seals, vouched) && actSeals.every(isKnown);
  return { sealedAt: last.batch.sealedAt, isAll };
}

/** A seal of format 1 covers all before it: the last counts. */
function lastBefore(seals, sealsBefore, vouched) {
  const last = sealsBefore.at(-1) ?? seals.findLast(({ covers }) => covers);
  return !last || vouched.includes(last);
}

/** A fact names the one before it: whoever vouches for one vouches for all before it. */
function factsHold(seals, vouched) {
  const facts = seals.flatMap(({ facts: each = [] }) => each);
  const byHash = new Map(facts.map((fact) => [fact.hash, fact]));
  const held = new Set();
  for (const fact of vouched.flatMap(({ facts: each = [] }) => each)) {
    for (let at = fact; at && !held.has(at); at = byHash.get(at.previous)) held.add(at);
  }
  return held.size === facts.length;
}
