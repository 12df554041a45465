import { digestOf, same } from './digests.mjs';
import { read } from './read-json.mjs';
import { refuse } from './refusal.mjs';

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
