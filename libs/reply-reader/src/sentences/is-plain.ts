// "Wrong number" alone says that somebody else has this number. With more around it may be about an invoice, an order, or a
// call that the sender made. Only what is plain is acted on beyond the advertiser that was answered.

import { leftOf } from './left-of';
import type { Role } from '../words/role';
import type { Token } from '../words/token';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that make a statement of senders about themselves certain: "I am not", "I just got this number". */
const SAYS_OF_ITSELF = setOf(
  'pas plus not isnt dont doesnt nicht nid net no non niet pa viens vient just only recently',
);
/** "This number no longer belongs to": whoever is named, it is somebody else. */
const TELLS_OWNER = setOf('belongs appartient gehort pertenece appartiene proprietaire titulaire');
/** A phrase that ends so waits for a name, which may be written in any way. */
const AWAITS_NAME = setOf(
  'by called named con llamado llamada kein keine mr m mme mlle monsieur madame herr frau har här madamm senora senor signora signor signore meneer mevrouw',
);
/** "It is not me who decides", "this is not the person that came". */
const RELATIVES = setOf('qui que qu who that che quien die der wie');
/** A person may follow "the number of", "wrong number for". */
const PEOPLE: ReadonlySet<Role> = new Set<Role>(['greet', 'third', 'you', 'i', 'me', 'these', 'polite']);
const BETWEEN: ReadonlySet<Role> = new Set<Role>(['article', 'my', 'yours']);
/** Only of whose number it was may the name stand without a capital: "le bon numéro de tva" names a thing. */
const OWNED = /^(?:plus|pas) (?:celui|(?:le|son) num)/;

/**
 * @param tokens - of one sentence
 * @param at - of a `stranger` phrase
 */
export function isPlain(tokens: readonly Token[], at: number): boolean {
  const words = (tokens[at]?.word ?? '').split(' ');
  if (words.some((word) => TELLS_OWNER.has(word))) return true;
  if (!words.some((word) => SAYS_OF_ITSELF.has(word)) && isOtherMistake(tokens, at)) return false;
  const next = tokens[at + 1];
  if (!next || next.role === 'break' || AWAITS_NAME.has(words.at(-1) ?? '')) return true;
  if (RELATIVES.has(next.word)) return tokens[at + 2]?.role === 'you';
  if (next.role === 'prep' || next.role === 'at') return namesPerson(tokens, at + 2, OWNED.test(words.join(' ')));
  return next.role !== 'unknown' || next.capital;
}

/** "I dialled the wrong number", "you charged the wrong person"; not "I think this is the wrong number". */
function isOtherMistake(tokens: readonly Token[], at: number): boolean {
  const { subject, roles, strange, previous } = leftOf(tokens, at);
  const isObject = previous?.role === 'article' || previous?.role === 'at';
  if (subject !== 'i') return subject !== undefined && isObject && (strange > 0 || roles.has('price'));
  return !roles.has('hedge') && !roles.has('it') && !roles.has('these');
}

/** "the number of Mr Roux", "for Kevin", "de sandrine"; not "of items delivered" or "on my invoice". */
function namesPerson(tokens: readonly Token[], from: number, owned: boolean): boolean {
  let at = from;
  while (BETWEEN.has(tokens[at]?.role ?? 'break')) at += 1;
  const named = tokens[at];
  if (!named || named.role === 'break' || PEOPLE.has(named.role)) return true;
  if (named.role !== 'unknown') return false;
  return named.capital || (owned && at === from && (tokens[at + 1]?.role ?? 'break') === 'break');
}
