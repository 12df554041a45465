import { bytes, canonical, climb, digestOf, leafOf, refuse, same } from './digests.mjs';

const FORMAT = 'stopsms-proof/1';
const WORDS = ['issuedAt', 'advertiser', 'summary', 'explanation', 'consentsSince', 'sealing'];
const FACTS = ['format', 'messageId', 'request', 'decisions', 'statuses', 'receipt', 'seals'];

const nameOf = ({ attempt, status }) => (status === undefined ? String(attempt) : `${attempt}:${status}`);
const digestOfRecord = (record) =>
  typeof record === 'string' ? bytes(record, 'a record').toString('hex') : digestOf(record);

/** What was sealed: the entries that were there then, each record by its digest. */
function sealedContent({ format, messageId, request, decisions, statuses, receipt }, covers, previousLeaf) {
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
    ...{ format, messageId, request },
    decisions: decisions.filter(({ attempt }) => covered(nameOf({ attempt }))).map(withDigests),
    statuses: statuses.filter((status) => covered(nameOf(status))),
    receipt: covered('receipt') ? receipt : null,
    previousLeaf,
  };
}

function checkSeal(proof, seal, before) {
  const { covers, leaf, position, path, batch, head, day, ...more } = seal;
  const what = `Seal ${batch.seq} of ${batch.sealedAt}`;
  if (Object.keys(more).length > 0) refuse(`${what}: ${Object.keys(more)[0]} is not known to this command.`);
  if (day === undefined) refuse(`${what}: it lacks "day".`);
  const ordered = entriesOf(proof).filter((name) => covers.includes(name));
  if (ordered.join() !== covers.join()) refuse(`${what}: it names its entries in another order, or one of them twice.`);
  const content = leafOf(canonical(sealedContent(proof, covers, before?.leaf ?? null)));
  const entries = covers.join(', ');
  if (content.toString('hex') !== leaf)
    refuse(
      `${what}: what was sealed then is not what the document tells of the message (request, ${entries}), or a seal before it was left out.`,
    );
  same(climb(content, position, batch.count, path, `${what}: batch`), batch.root, `${what}: the root of the batch`);
  same(digestOf(batch), head, `${what}: the head of the batch`);
  if (batch.day !== batch.sealedAt.slice(0, 10)) refuse(`${what}: its day is ${batch.day}.`);
  if (before && (before.batch.seq >= batch.seq || before.batch.sealedAt > batch.sealedAt))
    refuse(`${what}: it stands behind a seal that is later.`);
  if (before && before.batch.seq + 1 === batch.seq) {
    const previous = before.batch.day === batch.day ? before.head : before.day?.head;
    same(previous, batch.previous, `${what}: what it says came before it`);
  }
  if (day) checkDay(batch, head, day, what);
}

function checkDay(batch, batchHead, { position, path, header, head, ...more }, what) {
  if (Object.keys(more).length > 0) refuse(`${what}: ${Object.keys(more)[0]} is not known to this command.`);
  if (header.day !== batch.day) refuse(`${what}: it is said to be of the day ${header.day}.`);
  if (header.firstSeq + position !== batch.seq) refuse(`${what}: it is not batch ${position + 1} of its day.`);
  const leaf = leafOf(bytes(batchHead, `${what}: the head of the batch`));
  same(climb(leaf, position, header.batches, path, `${what}: day`), header.root, `${what}: the root of the day`);
  same(digestOf(header), head, `${what}: the head of the day`);
}

function checkShape(proof) {
  if (proof === null || typeof proof !== 'object' || proof.format !== FORMAT)
    refuse(`it is not of the form ${FORMAT} that this command reads.`);
  const { digest, ...rest } = proof;
  const known = new Set([...WORDS, ...FACTS]);
  const strange = Object.keys(rest).find((name) => !known.has(name));
  if (strange) refuse(`it holds "${strange}", which no proof does.`);
  const missing = [...known].find((name) => !Object.hasOwn(rest, name));
  if (missing) refuse(`it lacks "${missing}".`);
  return { digest, rest };
}

const entriesOf = ({ decisions, statuses, receipt }) => [
  ...decisions.map(({ attempt }) => nameOf({ attempt })),
  ...statuses.map(nameOf),
  ...(receipt === null ? [] : ['receipt']),
];

/** Entries that no seal covers; refused when one is there twice, since a seal would not tell which is meant. */
function unsealed(proof) {
  const names = entriesOf(proof);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) refuse(`the entry ${twice} is there twice.`);
  for (const { covers, batch } of proof.seals) {
    const gone = covers.find((name) => !names.includes(name));
    if (gone)
      refuse(`Seal ${batch.seq} of ${batch.sealedAt}: the entry ${gone} was sealed and is not in the document.`);
  }
  const covered = new Set(proof.seals.at(-1)?.covers);
  return names.filter((name) => !covered.has(name));
}

export function checkProof(proof) {
  const { digest, rest } = checkShape(proof);
  // First what a seal says, because it names what was altered; the digest covers the words too.
  const open = unsealed(proof);
  proof.seals.forEach((seal, at) => checkSeal(proof, seal, proof.seals[at - 1]));
  if (digestOf(rest) !== digest)
    refuse(
      'the words, names or order of the document were altered: its digest is another. What is sealed still holds.',
    );
  return open;
}
