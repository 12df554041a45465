import { digestOf } from './digests.mjs';
import { refuse } from './refusal.mjs';

// What proofs of both formats have in common: members, entries and words.

/** Members of a seal, and of a fact in it. */
export const SEAL = ['facts', 'batch', 'head', 'day'];
/** Members of a signed head. */
export const SIGNED = ['signature'];
export const FACT = ['entry', 'previous', 'hash', 'position', 'path'];

/** Checks that an object has these members, and no others but optional ones. */
export function checkMembers(value, names, what, optional = []) {
  const strange = Object.keys(value).find((name) => !names.includes(name) && !optional.includes(name));
  if (strange !== undefined) refuse(`${what}: "${strange}" is not known to this command.`);
  const missing = names.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) refuse(`${what}: it lacks "${missing}".`);
}

const WORDS = ['issuedAt', 'advertiser', 'summary', 'explanation', 'consentsSince', 'sealing'];
/** Members that tie a document to a number; only some have them. */
const MORE = ['numberSalt'];
const FACTS = ['format', 'messageId', 'request', 'decisions', 'statuses', 'receipt'];

/** @param seals - names of the members that hold seals. @returns the document without its digest and signature */
export function checkShape(proof, seals) {
  const rest = { ...proof };
  delete rest.digest;
  delete rest.signature;
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

const STATUS = /^[a-z][a-z-]{0,40}$/;
const isAttempt = (attempt) => Number.isSafeInteger(attempt) && attempt > 0;

/** @returns names of all entries; refused when one is there twice, since a seal would not say which is meant */
export function checkEntries(proof) {
  const odd = [...proof.decisions, ...proof.statuses].find(({ attempt }) => !isAttempt(attempt));
  if (odd) refuse('an entry of it is of no attempt that there can be.');
  if (proof.statuses.some(({ status }) => !STATUS.test(status))) refuse('a status of it has a name that none has.');
  const names = entriesOf(proof);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) refuse(`the entry ${twice} is there twice.`);
  return names;
}
