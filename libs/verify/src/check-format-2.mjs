import { ACTS, checkActs } from './check-acts.mjs';
import { checkBatch, checkOrder } from './check-batch.mjs';
import { checkCovers, checkSealOfBefore } from './check-format-1.mjs';
import { canonical, climb, digestIn, digestOf, digestOfRecord, leafOf, same } from './digests.mjs';
import { FACT, SEAL, SIGNED, checkEntries, checkMembers, checkShape, checkWords, nameOf } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

// How messages are sealed since: each thing that happened is a leaf of its own, and names the one before it.

export const FORMAT_2 = 'stopsms-proof/2';

const REQUEST = [
  ...['advertiserId', 'campaignId', 'category', 'region'],
  ...['recipientKey', 'traceparent', 'requestedAt', 'textHash'],
];
/** Members of a decision that are sealed by their digest. */
const RECORDS = ['consent', 'reading'];
/** Context of a decision, which it shares with decisions on other messages, together with the first four above. */
const SHARED = ['verdict', 'code', 'pack', 'window', 'trust', 'review'];

function decisionContent({ request }, decision) {
  const { advertiserId, campaignId, category, region, recipientKey, traceparent } = request;
  const context = { advertiserId, campaignId, category, region };
  const isShared = ([name]) => SHARED.includes(name);
  const written = ([name, value]) => [name, RECORDS.includes(name) ? digestOfRecord(value) : value];
  // From entries: an assignment to some names of JavaScript would add no member, and what it says would be missed.
  const members = Object.entries(decision);
  const shared = Object.fromEntries(members.filter(isShared));
  return {
    context: digestOf({ ...context, ...shared }),
    decision: Object.fromEntries(members.filter((member) => !isShared(member)).map(written)),
    ...(decision.attempt === 1 && { request: { recipientKey, traceparent } }),
  };
}

/** Content of a fact, found in the document by the name of its entry. */
function contentOf(proof, entry) {
  const { decisions, statuses, receipt } = proof;
  if (entry === 'receipt' && receipt !== null) return { receipt };
  const decision = decisions.find(({ attempt }) => nameOf({ attempt }) === entry);
  if (decision) return decisionContent(proof, decision);
  const status = statuses.find((each) => nameOf(each) === entry);
  return status && { status };
}

function checkFact(proof, fact, batch, what) {
  checkMembers(fact, FACT, what);
  const { entry, previous, hash, position, path } = fact;
  const content = contentOf(proof, entry);
  if (!content) refuse(`${what}: the entry ${entry} was sealed and is not in the document.`);
  if (previous !== null) digestIn(previous, `${what}: what stood before ${entry}`);
  const { messageId } = proof;
  const leaf = leafOf(canonical({ format: FORMAT_2, messageId, entry, previous, ...content }));
  if (leaf !== hash)
    refuse(
      `${what}: what was sealed then as ${entry} is not what the document states about the message, or about what came before it.`,
    );
  same(climb(leaf, position, batch.count, path, `${what}: ${entry}`), batch.root, `${what}: the root of the batch`);
}

function checkSeal(proof, seal) {
  const { facts, batch } = seal;
  const what = `Seal ${batch.seq} of ${batch.sealedAt}`;
  checkMembers(seal, SEAL, what, SIGNED);
  if (facts.length === 0) refuse(`${what}: it seals nothing of the message.`);
  facts.forEach((fact, at) => {
    checkFact(proof, fact, batch, what);
    if (at > 0 && facts[at - 1].position >= fact.position) refuse(`${what}: it names its entries in another order.`);
  });
  checkBatch(seal, what);
}

/**
 * Each fact once, and behind the one that it says stood before it; the first decision alone has none.
 * @param coveredBefore - entries that a seal of format 1 covers
 */
function checkLinks(facts, coveredBefore) {
  const [seen, entries] = [new Set(), new Set(coveredBefore)];
  const isOlder = entries.has('1');
  for (const { entry, previous, hash } of facts) {
    if (entries.has(entry)) refuse(`the entry ${entry} is sealed twice.`);
    if (previous === null ? !isOlder && entry !== '1' : !seen.has(previous))
      refuse(`what stood before ${entry} when that was written down was left out.`);
    seen.add(hash);
    entries.add(entry);
  }
}

/** Checks repeated words and the order of events. */
function checkConsistency({ request, decisions, statuses }) {
  checkMembers(request, REQUEST, 'the request');
  same(decisions[0]?.at, request.requestedAt, 'when it was asked for');
  same(decisions[0]?.textHash ?? '', request.textHash, 'the digest of the text that was asked for');
  for (const { textHash, pack, reading } of decisions) {
    if (typeof reading !== 'object') continue;
    same(reading.textHash, textHash, 'the digest of the text that was read');
    same(canonical(reading.pack), canonical(pack), 'the rule pack under which the text was read');
  }
  const later = decisions.findIndex(({ attempt }, at) => at > 0 && decisions[at - 1].attempt >= attempt);
  if (later > 0) refuse('its decisions stand in another order.');
  if (statuses.some((status, at) => at > 0 && compare(statuses[at - 1], status) >= 0))
    refuse('its statuses stand in another order.');
}

const rank = ({ status }) => (status === 'submitting' ? 0 : 1);
const compare = (one, other) =>
  Date.parse(one.at) - Date.parse(other.at) ||
  one.attempt - other.attempt ||
  rank(one) - rank(other) ||
  one.status.length - other.status.length ||
  (one.status < other.status ? -1 : Number(one.status > other.status));

/** @returns names of the entries that are in the document: of the message, and acts */
export function checkFormat2(proof) {
  const { sealsBefore = [], seals } = proof;
  const has = (name) => Object.hasOwn(proof, name);
  // Acts and their seals stand together or not at all.
  const sometimes = [...(has('sealsBefore') ? ['sealsBefore'] : []), ...(ACTS.some(has) ? ACTS : [])];
  const rest = checkShape(proof, ['seals', ...sometimes]);
  const names = checkEntries(proof);
  for (const seal of sealsBefore) checkCovers(seal, names);
  sealsBefore.forEach((seal, at) => checkSealOfBefore(proof, seal, sealsBefore[at - 1]));
  for (const seal of seals) checkSeal(proof, seal);
  const all = [...sealsBefore, ...seals];
  all.forEach(
    (seal, at) => at > 0 && checkOrder(all[at - 1], seal, `Seal ${seal.batch.seq} of ${seal.batch.sealedAt}`),
  );
  checkLinks(
    seals.flatMap(({ facts }) => facts),
    sealsBefore.at(-1)?.covers ?? [],
  );
  checkConsistency(proof);
  const acts = checkActs(proof);
  checkWords(proof, rest);
  return [...names, ...acts];
}
