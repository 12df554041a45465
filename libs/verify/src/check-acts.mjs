import { checkBatch, checkOrder } from './check-batch.mjs';
import { canonical, climb, leafOf, same } from './digests.mjs';
import { FACT, SEAL, SIGNED, checkMembers } from './read-proof.mjs';
import { refuse } from './refusal.mjs';

// What people and keys did that concerns the message: audit events, leaves of the same trees as what happened to it.

const ACT_FORMAT = 'stopsms-audit/1';

export const ACTS = ['acts', 'actSeals'];

const ACT_ID = /^[\w-]{1,64}$/;

export const entryOf = ({ id, stage }) => `${id}:${stage}`;

const concerns = ({ on }, ids) => on.resources.some(({ id }) => typeof id === 'string' && ids.includes(id));

/** @returns acts of a document that concern what it says of the message */
export const actsOn = (proof) => {
  const own = resourcesOf(proof);
  return (proof.acts ?? []).filter((act) => concerns(act, own));
};

/** Objects of the audit events that may be in this document. */
const resourcesOf = ({ messageId, request, decisions }) => [
  messageId,
  request.campaignId,
  ...decisions.map(({ review }) => review?.id),
];

function checkFact(acts, fact, batch, what) {
  checkMembers(fact, FACT, what);
  const { entry, previous, hash, position, path } = fact;
  const act = acts.get(entry);
  if (!act) refuse(`${what}: the act ${entry} was sealed and is not in the document.`);
  if (previous !== null) refuse(`${what}: the act ${entry} is said to stand behind another, as none does.`);
  const leaf = leafOf(canonical({ ...act, format: ACT_FORMAT }));
  if (leaf !== hash)
    refuse(`${what}: what was sealed then as ${entry} is not what the document states about who did it.`);
  same(climb(leaf, position, batch.count, path, `${what}: ${entry}`), batch.root, `${what}: the root of the batch`);
}

function checkSeal(acts, seal) {
  const { facts, batch } = seal;
  const what = `Seal ${batch.seq} of ${batch.sealedAt}`;
  checkMembers(seal, SEAL, what, SIGNED);
  if (facts.length === 0) refuse(`${what}: it seals no act.`);
  facts.forEach((fact, at) => {
    checkFact(acts, fact, batch, what);
    if (at > 0 && facts[at - 1].position >= fact.position) refuse(`${what}: it names its acts in another order.`);
  });
  checkBatch(seal, what);
}

/** An action is in a proof because it was executed: one that was only begun, refused or a read changed nothing. */
const wasDone = ({ kind, stage, result }) =>
  kind === 'act' && stage === 'ended' && result?.status >= 200 && result.status <= 299;

/** @returns names of the acts in the document */
export function checkActs(proof) {
  if (ACTS.every((name) => !Object.hasOwn(proof, name))) return [];
  const { acts = [], actSeals = [] } = proof;
  const byEntry = new Map(acts.map((act) => [entryOf(act), act]));
  if (acts.some(({ id }) => !ACT_ID.test(id))) refuse('an act in it has an id that none has.');
  if (byEntry.size < acts.length) refuse('an act is there twice.');
  const own = resourcesOf(proof);
  const strange = acts.find((act) => !concerns(act, own));
  if (strange) refuse(`the act ${entryOf(strange)} was done to something else than this message.`);
  const undone = acts.find((act) => !wasDone(act));
  if (undone) refuse(`the act ${entryOf(undone)} was not done: it was only begun, or refused, or was a look.`);
  for (const seal of actSeals) checkSeal(byEntry, seal);
  actSeals.forEach(
    (seal, at) => at > 0 && checkOrder(actSeals[at - 1], seal, `Seal ${seal.batch.seq} of ${seal.batch.sealedAt}`),
  );
  const sealed = actSeals.flatMap(({ facts }) => facts.map(({ entry }) => entry));
  if (new Set(sealed).size < sealed.length) refuse('an act is sealed twice.');
  return [...byEntry.keys()];
}
