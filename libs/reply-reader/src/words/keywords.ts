// The keywords each country's pack and docs/design/replies.md#keywords list. A whole reply that is one of them needs no reading.

/** Opt-out keywords, as `keywordForm` writes them. `exact` opt out as the pack says; `spoken` are stop words the pack reads without listing them as keywords: `clear`. */
interface StopKeywords {
  readonly exact: ReadonlySet<string>;
  readonly spoken: ReadonlySet<string>;
}

const EVERYWHERE = ['stop', 'stop all', 'stopall'];
const keywords = (exact: readonly string[], spoken: readonly string[] = []): StopKeywords => ({
  exact: new Set([...EVERYWHERE, ...exact]),
  spoken: new Set(spoken),
});

const FRANCE = keywords(['stopsms', 'stop sms', 'arret']);
const ENGLISH = ['end', 'quit', 'cancel', 'unsubscribe', 'opt out', 'optout', 'opt-out'];

/**
 * Packs add words to those of docs/design/replies.md#keywords; where that names a country, its list decides and the rest are
 * `spoken`.
 */
export const STOP_KEYWORDS: Readonly<Record<string, StopKeywords>> = {
  ...Object.fromEntries(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF'].map((country) => [country, FRANCE])),
  BE: keywords(['arret'], ['stoppen', 'afmelden', 'uitschrijven']),
  DE: keywords(['stopp'], ['abmelden', 'abbestellen']),
  AT: keywords(['stopp'], ['abmelden', 'abbestellen']),
  ES: keywords(['baja'], ['alto', 'cancelar']),
  GB: keywords(ENGLISH),
  IE: keywords(ENGLISH),
  US: keywords([...ENGLISH, 'revoke']),
  CA: keywords(['arret', 'arreter', 'end', 'quit', 'cancel', 'unsubscribe', 'unsub']),
  CH: keywords(['arret', 'abmelden', 'stopp', 'annulla']),
  IT: keywords(['cancella', 'annulla', 'basta', 'disiscrivi']),
  PL: keywords([], ['rezygnuje', 'rezygnacja', 'wypisz', 'usun', 'koniec']),
  PT: keywords([], ['parar', 'sair', 'cancelar', 'remover']),
  SE: keywords(['stopp'], ['avsluta', 'sluta', 'avregistrera']),
  LU: keywords(['arret', 'stopp', 'abmelden']),
};
const ELSEWHERE = keywords([]);

/** Keywords of countries whose replies are read by set phrases alone. */
const FROM_PHRASES = ['koniec', 'usun', 'wypisz', 'parar', 'sair', 'remover', 'avsluta', 'sluta'];
/** Keywords that are also ordinary words, and so only `likely` in a country where they are none. */
const ORDINARY = new Set(['end', 'quit', 'cancel', 'baja', 'alto', 'cancelar', 'cancella', 'annulla', ...FROM_PHRASES]);
/** Stop words of every country. */
const ANYWHERE = new Set(Object.values(STOP_KEYWORDS).flatMap(({ exact, spoken }) => [...exact, ...spoken]));

/** Returns the tier of a reply that is exactly a stop word of another country than the sender's. */
export function foreignKeywordTier(form: string): 'clear' | 'likely' | undefined {
  if (!ANYWHERE.has(form)) return undefined;
  return ORDINARY.has(form) ? 'likely' : 'clear';
}

/** @param country - ISO 3166-1 alpha-2, upper case; an unknown one has the keywords valid everywhere */
export function stopKeywordsOf(country: string): StopKeywords {
  return STOP_KEYWORDS[country] ?? ELSEWHERE;
}

type AnswerTier = 'contact' | 'help' | 'start' | 'report';

/** Keywords that ask for another answer; read in every country. */
export const ANSWER_KEYWORDS: ReadonlyMap<string, AnswerTier> = new Map<string, AnswerTier>([
  ['contact', 'contact'],
  ...['help', 'aide', 'info', 'hilfe', 'ayuda', 'ajuda', 'pomoc', 'hjalp'].map((word): [string, AnswerTier] => [
    word,
    'help',
  ]),
  ...['start', 'reprise', 'unstop', 'alta'].map((word): [string, AnswerTier] => [word, 'start']),
  ...['spam', '33700'].map((word): [string, AnswerTier] => [word, 'report']),
]);

/** Keywords that reach every advertiser of the platform (docs/law/opt-outs.md#scope). */
export const STOP_ALL_KEYWORDS: ReadonlySet<string> = new Set(['stop all', 'stopall', 'stop tout', 'stoptout']);
