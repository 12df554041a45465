import { digestOf } from './digests.mjs';
import { base64UrlOf } from './keys.mjs';
import { sha256Hex } from './node-crypto.mjs';
import { numbersMeant } from './numbers.mjs';
import { refuse } from './refusal.mjs';

// What ties a proof to a number and to a text. Neither is in it: the text is there by its digest, the number by the digest of it and of
// a salt that is handed out to whoever asks with the number.

/** @param proof - with what is covered alone. @returns to what it is tied, and how, in words */
export function checkTie(proof, { phone, text }) {
  const tied = [];
  if (phone !== undefined) tied.push({ what: 'Number', how: tieNumber(proof, phone) });
  if (text !== undefined) tied.push({ what: 'Text', how: tieText(proof, text) });
  return tied;
}

function tieNumber({ messageId, request, decisions, numberSalt }, phone) {
  const sealed = decisions.find(({ attempt }) => attempt === 1)?.numberDigest;
  if (sealed === undefined)
    refuse('no number was sealed with this message: it is older than that, or had none that could be read.');
  if (numberSalt === undefined)
    refuse(
      'it has no "numberSalt", without which it cannot be checked against a number. Ask for it with the number: POST /v1/messages/<id>/proof.',
    );
  const is = numbersMeant(phone, request.region).some(
    (number) => digestOf({ messageId, number, salt: numberSalt }) === sealed,
  );
  if (!is) refuse('it is no proof of a message to this number.');
  return 'is the one that was asked for: sealed with the first decision';
}

const hashOf = (text) => `sha256-${base64UrlOf(sha256Hex(text)).replace(/=+$/, '')}`;

function tieText({ request, decisions, statuses }, text) {
  // A file that was saved by an editor ends with a line end that no text of an SMS has.
  const hashes = [text, text.replace(/\r?\n$/, '')].map(hashOf);
  const sent = decisions.filter(({ sentTextHash }) => sentTextHash !== undefined);
  const own = sent.find(({ sentTextHash }) => hashes.includes(sentTextHash));
  if (own) {
    const left = statuses.some(({ attempt, status }) => attempt === own.attempt && status === 'submitted');
    return left
      ? 'is the one that left, with the STOP mention that was put in'
      : 'is the one that was allowed to leave, with the STOP mention that was put in; nothing sealed says that it left';
  }
  if (!hashes.includes(request.textHash))
    refuse('it is no proof of a message with this text: one sign more or less is another text.');
  return sent.length > 0
    ? 'is the one that was asked for; what left has a STOP mention besides'
    : 'is the one that was asked for, unchanged';
}
