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

/** Which seals a head from elsewhere speaks for. The last one is what counts: it holds all that is sealed. */
export function compare({ seals }, known) {
  if (known.size === 0) return undefined;
  const vouched = seals.filter((seal) => headsOf(seal).some((head) => known.has(head)));
  if (vouched.length === 0)
    refuse(
      `none of its heads is one of yours. The document agrees with itself, but is not what was sealed when your head was noted; or your head is of another day than ${seals.map(({ batch }) => batch.day).join(', ') || 'any'}.`,
    );
  return vouched.at(-1);
}
