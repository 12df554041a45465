// The parts of an identifier may be words that adverts use: of `290bdbd0-a910` the model would read "bdbd", "d" and "a". An identifier
// says which order or appointment a text is about, as a plain number does, so it is read as one.

import { plainText } from '../plain-text';
import { undisguise } from './reading';

/** Letters and digits, perhaps in groups; an address, a host or a percentage is none. */
const RUN =
  /(?<![\p{L}\p{N}_.@/$€£%&?=+-])[_-]{0,2}[a-z0-9]+(?:[_-]{1,2}[a-z0-9]+)*[_-]{0,2}(?![\p{L}\p{N}_@/$€£%&=+-]|[.,][\p{L}\p{N}])/giu;
/** The name of a thing that has a number, at the end of what precedes it: `commande 921e`. */
const NAMED =
  /(?<!\p{L})(?:commande|colis|dossier|rendez-vous|rdv|reservation|facture|contrat|order|parcel|booking|appointment|invoice|contract|bestellung|termin|paket|buchung|rechnung|pedido|cita|reserva|factura|ordine|appuntamento|prenotazione|fattura|bestelling|afspraak|boeking|encomenda|comanda|ordre|ref|nr|no|n°) (?:n[°o]? ?|dumneavoastra )?$/u;
const NAME_LENGTH = 32;
const NUMBER_WITH_LETTER = /^\d{3,8}[a-z]$/;
/** Two letters and two digits, then the groups of four of an account number. */
const IBAN = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?: [a-z0-9]{4}){3,7}(?: [a-z0-9]{1,4})?(?![\p{L}\p{N}])/giu;
const MIN_LENGTH = 4;
/** One digit: no code of a till, no one-time code and no price is one. */
const MASK = '7';
/** `20eur`, `10h30`, `250ml`, `3x12`, `2pour1`: figures with their unit. */
const MEASURE =
  /^(?:\d{1,6}(?:e|k|x|h|m|g|l|s|j|d|km|cm|mm|kg|mg|ml|cl|go|mo|gb|mb|tb|to|kw|kwh|mah|hz|am|pm|min|mn|sec|eur|euros?|chf|gbp|usd|cad|eme|er|ere|nd|st|rd|th|pcs|ans?|mois|jours?|ct|cts|pts?|points?|uhr|tage|stk|off|free|for|pour|fur|por|per|voor|p)\d{0,3})$/;
/** `noel20`, `20noel`: a code that a person can remember. */
const MEMORABLE = /^(?:[a-z]{3,}\d{1,3}|\d{1,3}[a-z]{3,})$/;
const VOWELS = /[aeiouy]/;
/** No word of ours has so many consonants beside each other. */
const UNPRONOUNCEABLE = /[^aeiouy]{5}|^[^aeiouy]{3}|[^aeiouy]{4}$/;

interface Words {
  /** Returns true if the words sell, in plain form. */
  sells: (words: string) => boolean;
  /** Returns true if the model has learnt the word. */
  isKnown: (word: string) => boolean;
}

/** Returns the text with a figure for each identifier. */
export const maskIdentifiers = (text: string, words: Words): string =>
  text.replace(IBAN, MASK).replace(RUN, (run: string, at: number, whole: string) => {
    const isNamed = NAMED.test(`${plainText(whole.slice(Math.max(0, at - NAME_LENGTH), at))} `);
    return isIdentifier(run, isNamed, words) ? MASK : run;
  });

function isIdentifier(run: string, isNamed: boolean, { sells, isKnown }: Words): boolean {
  const parts = plainText(run)
    .split(/[_-]+/)
    .filter((part) => part !== '');
  const plain = parts.join('-');
  if (plain.length < MIN_LENGTH || !/[a-z]/.test(plain)) return false;
  const letters = plain.replace(/[^a-z]/g, '');
  if (!/\d/.test(plain)) return isSpelling(run, letters) && !sells(plain);
  if (isNamed && NUMBER_WITH_LETTER.test(plain)) return true;
  const isOrdinary = parts.every((part) => MEASURE.test(part) || ONE_KIND.test(part));
  if (isOrdinary && !GROUPED.test(plain)) return false;
  if (MEMORABLE.test(plain) && !UNPRONOUNCEABLE.test(letters) && isKnown(letters)) return false;
  const said = undisguise(plain);
  if (sells(said) || sells(plain)) return false;
  if (isNamed) return true;
  const disguised = parts.filter((part) => isDisguise(part, isKnown));
  return disguised.length === 0 || !parts.every((part) => ONE_KIND.test(part) || disguised.includes(part));
}

const ONE_KIND = /^(?:\d+|[a-z]+)$/;
/** `ab-338813`, `ly-400-zj`: short groups of letters beside a number; `g-402913` may be a one-time code. */
const GROUPED = /^(?:[a-z]{2,4}-)\d{3,}(?:-[a-z]{1,3})?$|^\d{3,}-[a-z]{1,3}$/;
const DIGITS_BESIDE_EACH_OTHER = /\d\d/;

/** `v3nte`: a word of which some letters are digits. */
function isDisguise(part: string, isKnown: (word: string) => boolean): boolean {
  const word = undisguise(part);
  if (word.length < MIN_LENGTH || /\d/.test(word) || DIGITS_BESIDE_EACH_OTHER.test(part)) return false;
  return VOWELS.test(word) && !UNPRONOUNCEABLE.test(word) && isKnown(word);
}

/** `CSMLCMWW`, `eEJCUJHxrQ`: capitals that nobody can say, or that begin again and again. */
const isSpelling = (run: string, letters: string): boolean =>
  letters.length >= MIN_SPELLING_LENGTH &&
  ((run === run.toUpperCase() && (NO_SYLLABLES.test(letters) || UNPRONOUNCEABLE.test(letters))) ||
    MANY_CAPITALS.test(run));
const MIN_SPELLING_LENGTH = 6;
const NO_SYLLABLES = /[^aeiou]{5}/;
const MANY_CAPITALS = /(?:[a-z][_-]?[A-Z]+[^A-Z]*){3}|[a-z][A-Z]{2,}[a-z]+[A-Z]|[a-z][A-Z](?:[_-]|$)/;

/** Longest identifier that evidence shows. */
const SHOWN = '[a-z0-9](?:[a-z0-9 _-]{0,46}[a-z0-9])?';
const MAX_EVIDENCE_LENGTH = 60;
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

const SHOWN_MASK = new RegExp(`(?<![a-z0-9])${MASK}(?![a-z0-9])`, 'g');
/** Bounds the time of the search. */
const MAX_SHOWN_MASKS = 2;

/** Returns words of a masked text as they are in the text itself. */
export function unmasked(evidence: string, plain: string): string {
  const masks = evidence.match(SHOWN_MASK)?.length ?? 0;
  if (masks === 0 || masks > MAX_SHOWN_MASKS || plain.includes(evidence)) return evidence;
  const shape = evidence.replace(SPECIAL, '\\$&').replace(SHOWN_MASK, SHOWN);
  return new RegExp(shape).exec(plain)?.[0].slice(0, MAX_EVIDENCE_LENGTH) ?? evidence;
}
