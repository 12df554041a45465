import { climb, digestIn, digestOf, leafOf, same } from './digests.mjs';
import { fromHex } from './node-crypto.mjs';
import { SIGNED, checkMembers } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

const BATCH = ['seq', 'day', 'sealedAt', 'count', 'root', 'previous'];
const DAY = ['position', 'path', 'header', 'head'];
const DAY_HEADER = ['day', 'firstSeq', 'batches', 'root', 'previous'];

/** Members of a header whose head is signed. */
const SIGNED_BY = ['signedBy'];

/** A header with a key has a signature, and no other has one. */
function checkSigned(header, beside, what) {
  if (Object.hasOwn(header, 'signedBy') !== Object.hasOwn(beside, 'signature'))
    refuse(`${what}: its head bears no signature of the key that it names, or one of none.`);
}

/** Checks that a batch leads to its head, and to that of its day once the day is over. */
export function checkBatch(seal, what) {
  const { batch, head, day } = seal;
  checkMembers(batch, BATCH, what, SIGNED_BY);
  checkSigned(batch, seal, what);
  same(digestOf(batch), head, `${what}: the head of the batch`);
  if (batch.day !== batch.sealedAt.slice(0, 10)) refuse(`${what}: its day is ${batch.day}.`);
  if (day) checkDay(batch, head, day, what);
}

function checkDay(batch, batchHead, day, what) {
  checkMembers(day, DAY, `${what}: day`, SIGNED);
  const { position, path, header, head } = day;
  checkMembers(header, DAY_HEADER, `${what}: day`, SIGNED_BY);
  checkSigned(header, day, `${what}: day`);
  if (header.day !== batch.day) refuse(`${what}: it is said to be of the day ${header.day}.`);
  if (header.firstSeq + position !== batch.seq) refuse(`${what}: it is not batch ${position + 1} of its day.`);
  const leaf = leafOf(fromHex(digestIn(batchHead, `${what}: the head of the batch`)));
  same(climb(leaf, position, header.batches, path, `${what}: day`), header.root, `${what}: the root of the day`);
  same(digestOf(header), head, `${what}: the head of the day`);
}

/** Checks that a seal may follow the one before it. */
export function checkOrder(before, { batch }, what) {
  if (before.batch.seq >= batch.seq || before.batch.sealedAt > batch.sealedAt)
    refuse(`${what}: it follows a later seal.`);
  if (before.batch.seq + 1 !== batch.seq) return;
  const previous = before.batch.day === batch.day ? before.head : before.day?.head;
  same(previous, batch.previous, `${what}: what it says came before it`);
}
