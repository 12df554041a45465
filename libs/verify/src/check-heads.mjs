import { digestOf, same } from './digests.mjs';
import { read } from './read-json.mjs';
import { refuse } from './refusal.mjs';

/**
 * Heads that the reader trusts, and ids of the keys that their headers name. With both, the list need not be trusted: it only has to lead
 * from its days to the head.
 * @param head - one noted elsewhere; may be absent
 * @param path - of a list of heads; may be absent
 */
export function trustedHeads(head, path) {
  if (path === undefined) return trusted(head === undefined ? [] : [{ head }]);
  const { days, latest } = listed(path);
  if (days.length === 0 && !latest)
    refuse(
      'it names no head, so nothing can be compared with it. Ask for the days of the proof: GET /v1/proof-heads?from=…&to=….',
    );
  if (head === undefined) return trusted([...days, ...(latest ? [latest] : [])]);
  const at = days.findIndex((day) => day.head === head);
  if (at >= 0) return trusted(days.slice(0, at + 1));
  if (latest?.head !== head) refuse('your head is not in it, so it says nothing about what your head fixes.');
  return trusted([latest, ...(latest.previous === days.at(-1)?.head ? days : [])]);
}

const trusted = (headers) => ({
  heads: new Set(headers.map(({ head }) => head)),
  keyIds: new Set(headers.flatMap(({ signedBy }) => signedBy ?? [])),
});

/** Each day must name the one before it; then any one of them fixes all before. */
function listed(path) {
  const { items, latest } = read(path);
  if (!Array.isArray(items)) refuse('it is no list of heads as GET /v1/proof-heads gives it.');
  items.forEach((day, at) => {
    same(headIn(day), day.head, `the head of ${day.day}`);
    if (at > 0) same(items[at - 1].head, day.previous, `what ${day.day} says of the day before`);
  });
  if (latest) same(headIn(latest), latest.head, `the head of batch ${latest.seq}`);
  return { days: items, latest };
}

/** Members of a header with its head and signature. */
function headIn(item) {
  const header = { ...item };
  delete header.head;
  delete header.signature;
  return digestOf(header);
}
