import { digestOf, refuse } from './digests.mjs';

// What proofs of both formats have in common: the words, and what they tell of a message.

const WORDS = ['issuedAt', 'advertiser', 'summary', 'explanation', 'consentsSince', 'sealing'];
/** What only some documents have; it ties them to a number. */
const MORE = ['numberSalt'];
const FACTS = ['format', 'messageId', 'request', 'decisions', 'statuses', 'receipt'];

/** @param seals - names of the members that hold seals. @returns the document without its digest */
export function checkShape(proof, seals) {
  const rest = { ...proof };
  delete rest.digest;
  const known = new Set([...WORDS, ...FACTS, ...seals]);
  const strange = Object.keys(rest).find((name) => !known.has(name) && !MORE.includes(name));
  if (strange) refuse(`it holds "${strange}", which no proof does.`);
  const missing = [...known].find((name) => !Object.hasOwn(rest, name));
  if (missing) refuse(`it lacks "${missing}".`);
  return rest;
}

export function checkWords({ digest }, rest) {
  if (digestOf(rest) !== digest)
    refuse(
      'the words, names or order of the document were altered: its digest is another. What is sealed still holds.',
    );
}

/** `1` is the decision of the first attempt, `1:submitted` its status. */
export const nameOf = ({ attempt, status }) => (status === undefined ? String(attempt) : `${attempt}:${status}`);

export const entriesOf = ({ decisions, statuses, receipt }) => [
  ...decisions.map(({ attempt }) => nameOf({ attempt })),
  ...statuses.map(nameOf),
  ...(receipt === null ? [] : ['receipt']),
];

/** All entries; refused when one is there twice, since a seal would not tell which is meant. */
export function entriesOnce(proof) {
  const names = entriesOf(proof);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) refuse(`the entry ${twice} is there twice.`);
  return names;
}
