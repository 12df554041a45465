import { foldLetters } from './fold-letters';

// Words of opt-outs in files of other systems. Somebody who asked to be left alone in words that no list has is opted out all the same: only a
// word that plainly says something else keeps a row out of the import.

/** `yes`: an opt-out; `no`: plainly none; `unknown`: anything else, which counts as an opt-out. */
export type Meaning = 'yes' | 'no' | 'unknown';

/** Words in lower case, without accents, in compatible letters: `S.T.O.P`, `ＳＴＯＰ` and `Stop !` are one word. */
export function wordsOf(written: string): string[] {
  const words = foldLetters(written.normalize('NFKC'))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const isSpelled = words.length > 1 && words.every((word) => /^\p{L}$/u.test(word));
  return isSpelled ? [words.join('')] : words;
}

const setOf = (...lists: string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(' ').map((word) => wordsOf(word).join(' '))));

/** Words that ask for the end of messages, and those with which systems mark who asked. */
const STOP = setOf(
  'stop stopp stopall stopsms end quit cancel cancelled revoke revoked optout unsubscribe unsubscribed remove removed dnc',
  'blacklist blacklisted blocklist blocklisted blocked suppressed withdrawn',
  'arret arrêt arrete arretez arreter stopper stoppez annuler desinscrire desinscription desinscrit desinscrite',
  'desabonner desabonnement desabonne desabonnee desinscrivez desabonnez bloque bloquee opposition resilier',
  'abmelden abbestellen abgemeldet gesperrt stoppen afmelden uitschrijven afgemeld uitgeschreven geblokkeerd',
  'baja cancelar parar bloqueado annulla cancella basta fermare disiscritto disiscriviti bloccato sair pare',
  'avsluta avbryt avregistrera afmeld frameld wypisz wypis rezygnuje anuluj dezabonare dezabonat opreste iptal dur ret',
  'توقف إلغاء الغاء',
);
/** Words that change nothing beside one of these. */
const BESIDE_STOP = setOf(
  'all tout tous sms mms pub pubs publicite publicites me moi text texts message messages this the from to 2 les des vos',
  'i have has opted out user contact manually manual is bitte alle toutes',
);
const PLEASE = setOf('please pls plz svp stp bitte por favor per favore prosze tack mercibien alstublieft aub');
const THANKS = setOf(
  'merci thanks thank you danke gracias grazie obrigado obrigada bedankt tak multumesc bcp beaucoup',
);
const PHRASES_OF_COURTESY = /\bs il (?:vous|te) plait\b/g;
/** Words with which people come back, ask for help, or agree. */
const NOT_STOP = setOf(
  'start unstop yes oui resume reprise reprendre subscribe help info aide infos hilfe ayuda aiuto ajuda ok okay',
);
const STOP_SIGN = /[🛑⛔🚫✋🖐]/u;

/** Reads a reply that a list of messages has. */
export function readReply(text: string): Meaning {
  const words = wordsOf(wordsOf(text).join(' ').replace(PHRASES_OF_COURTESY, 'svp'));
  if (words.length === 0) return STOP_SIGN.test(text) ? 'yes' : 'unknown';
  const said = words.filter((word) => !PLEASE.has(word) && !THANKS.has(word) && !/^\p{N}+$/u.test(word));
  if (said.length === 0) return words.some((word) => THANKS.has(word)) && !hasPlease(words) ? 'no' : 'unknown';
  if (isStop(said)) return 'yes';
  return said.every((word) => NOT_STOP.has(word)) ? 'no' : 'unknown';
}

/** True where a request may have been lost beside the please. */
const hasPlease = (words: readonly string[]): boolean => words.some((word) => PLEASE.has(word));

/** True for words that ask for the end of messages, alone or beside words that change nothing. */
export const isStop = (words: readonly string[]): boolean =>
  STOP.has(words.join('')) ||
  (words.some((word) => STOP.has(word)) && words.every((word) => STOP.has(word) || BESIDE_STOP.has(word)));

const YES = setOf('1 true yes y oui o vrai x ja wahr jo waar si verdadero vero sim verdadeiro sant da evet نعم');
const PLAIN_NO = setOf(
  '0 false no n non faux nein falsch nee onwaar falso nao nej falskt falsk nei nie falsz nu fals hayir yok لا nope',
);
const NOTHING = setOf('null nil none na undefined');
const NOT_OPTED_OUT = setOf('subscribed active inscrit abonne unblocked');
const TICK = /^[✓✔☑✅]\uFE0F?$/u;
const BLANK = /^[-–—]*$/;

/** Reads a mark for an opt-out, as a column has it. */
export function readMark(value: string): Meaning {
  const written = value.trim();
  if (BLANK.test(written)) return 'no';
  if (TICK.test(written)) return 'yes';
  const words = wordsOf(written.replace(/^([01])[.,]0+$/, '$1').replace(/^n\/a$/i, 'na'));
  const form = words.join(' ');
  if (PLAIN_NO.has(form) || NOTHING.has(form) || NOT_OPTED_OUT.has(form)) return 'no';
  return YES.has(form) || isStop(words) ? 'yes' : 'unknown';
}

/** True for a no in so many words: `non`, `0`, `FALSE`. */
export const isPlainNo = (words: readonly string[]): boolean => PLAIN_NO.has(words.join(' '));
