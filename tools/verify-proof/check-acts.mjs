import { checkBatch, checkOrder } from './check-batch.mjs';
import { canonical, climb, leafOf, refuse, same } from './digests.mjs';

// What people and keys did that concerns the message: audit events, leaves of the same trees as what happened to it.

const ACT_FORMAT = 'stopsms-audit/1';

export const ACTS = ['acts', 'actSeals'];

const entryOf = ({ id, stage }) => `${id}:${stage}`;

/** What an act must have been done to, to stand in this document. */
const resourcesOf = ({ messageId, request, decisions }) => [
  messageId,
  request.campaignId,
  ...decisions.map(({ review }) => review?.id),
];

function checkFact(acts, { entry, previous, hash, position, path, ...more }, batch, what) {
  if (Object.keys(more).length > 0) refuse(`${what}: ${Object.keys(more)[0]} is not known to this command.`);
  const act = acts.get(entry);
  if (!act) refuse(`${what}: the act ${entry} was sealed and is not in the document.`);
  if (previous !== null) refuse(`${what}: the act ${entry} is said to stand behind another, as none does.`);
  const leaf = leafOf(canonical({ format: ACT_FORMAT, ...act }));
  if (leaf.toString('hex') !== hash)
    refuse(`${what}: what was sealed then as ${entry} is not what the document tells of who did it.`);
  same(climb(leaf, position, batch.count, path, `${what}: ${entry}`), batch.root, `${what}: the root of the batch`);
}

function checkSeal(acts, { facts, batch, head, day, ...more }) {
  const what = `Seal ${batch.seq} of ${batch.sealedAt}`;
  if (Object.keys(more).length > 0) refuse(`${what}: ${Object.keys(more)[0]} is not known to this command.`);
  if (day === undefined) refuse(`${what}: it lacks "day".`);
  if (facts.length === 0) refuse(`${what}: it seals no act.`);
  facts.forEach((fact, at) => {
    checkFact(acts, fact, batch, what);
    if (at > 0 && facts[at - 1].position >= fact.position) refuse(`${what}: it names its acts in another order.`);
  });
  checkBatch({ batch, head, day }, what);
}

/** @returns acts that no seal covers */
export function checkActs(proof) {
  if (ACTS.every((name) => !Object.hasOwn(proof, name))) return [];
  const { acts = [], actSeals = [] } = proof;
  const byEntry = new Map(acts.map((act) => [entryOf(act), act]));
  if (byEntry.size < acts.length) refuse('an act is there twice.');
  const own = resourcesOf(proof);
  const strange = acts.find(({ on }) => !on.resources.some(({ id }) => own.includes(id)));
  if (strange) refuse(`the act ${entryOf(strange)} was done to something else than this message.`);
  for (const seal of actSeals) checkSeal(byEntry, seal);
  actSeals.forEach(
    (seal, at) => at > 0 && checkOrder(actSeals[at - 1], seal, `Seal ${seal.batch.seq} of ${seal.batch.sealedAt}`),
  );
  const sealed = actSeals.flatMap(({ facts }) => facts.map(({ entry }) => entry));
  if (new Set(sealed).size < sealed.length) refuse('an act is sealed twice.');
  return [...byEntry.keys()].filter((entry) => !sealed.includes(entry));
}
