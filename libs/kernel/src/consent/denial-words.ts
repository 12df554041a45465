import { splitCamelCase } from '../fold-letters';
import { isPlainNo, isStop, wordsOf } from '../opt-out-words';
import { RecentlyUsed } from '../collections/recently-used';
import { isConsentGiven, plainTerm } from './consent-states';
import { excludesSms } from './sms-terms';

// Words with which files say that somebody does not want adverts. They are matched by their beginnings, as each has several forms:
// too many people refused cost a campaign some recipients, one refusal that is overlooked is an advert to somebody who said no.

const beginning = (...lists: string[]): RegExp => new RegExp(`^(?:${lists.join(' ').replaceAll(' ', '|')})`, 'u');

/** Beginnings of words that mean an opt-out wherever they are. */
const LEFT = beginning(
  'optout unsub desinscri desabon desuscri dessubscr descadastr disiscri dezabon blacklist blocklist dnc$ donotcontact suppressed$',
  'abgemeldet abmeldung abbestell ausgetragen austragung uitgeschreven uitschrijving afgemeld afmeld avregistrer avanmal avprenumer',
  'werbesperr smssperr kontaktsperr frameld avmeld wypisan wypisz rezygnac abonelikten svartlist sortlist svartelist',
);
/** Beginnings of words that refuse or withdraw; what they refuse is named beside them. */
const REFUSED = beginning(
  'refus withdr revok revoc revog reject declin complain plainte denied denies objected objection oppos blocked bloque bloquea bloccat blokk blocat zablokowan',
  'widerspr widerruf abgelehn ablehn verweiger gesperrt sperr geweiger weiger ingetrokken bezwaar geblokkeer baja$ rechaz oposic',
  'rifiut oppost recusa recuso nekad neka aterkall sparrad avvis avslag indsigelse tilbage trukket blokeret sprzeciw odmow odwolan',
  'cofnie wycof retras refuz opozit reddedil engellen iptal$ opreste$ resili retrait retire$ retiree?$ expired expiree?$ abgelaufen verlopen caducad scadut',
  'رفض انسحب إلغاء الغاء',
);
const LISTS =
  /\b(?:liste noire|lista negra|lista nera|lista neagra|schwarze liste|zwarte lijst|czarna lista|kara liste|black list|block list)\b/u;

/** Negations in front of a word for contact. */
const NO =
  '(?:do not|dont|don t|does not|never|no more|no|not|non|nao|ne (?:pas|plus|jamais)|pas|plus(?= (?:de|d|du|les|recevoir|etre|envoyer|contacter|recontacter|solliciter)(?: |$))|aucun\\p{L}*|nicht|niemals|kein\\p{L}*|nie|niet|nooit|geen|nunca|sin|senza|mai|sem|inga|ingen|inte|ikke|nu|bez|brak)';
const BESIDE_NO =
  '(?:more|any|me|to|by|be|le|la|les|l|de|d|des|du|mehr|meer|mas|piu|mais|want|wants|veut|veux|souhaite|accepte|quiere|vuole|quer|chce|ha|have|recevoir|etre|envoyer|envoye\\p{L}*|send|receive|recibir|enviar|inviare|ricevere|receber|senden|erhalten|sturen|ontvangen)';
const CONTACT =
  '(?:contact\\p{L}*|kontakt\\p{L}*|contat\\p{L}*|text|sms|mms|textos?|messag\\p{L}*|disturb\\p{L}*|derang\\p{L}*|sollicit\\p{L}*|demarch\\p{L}*|prospect\\p{L}*|relanc\\p{L}*|benader\\p{L}*|anschreib\\p{L}*|marketing|werbung|pub|publicit\\p{L}*|publicidad|pubblicita|reclame|reklam\\p{L}*|spam)';
const NO_CONTACT = new RegExp(
  `^(?:\\p{L}+ ){0,3}?${NO} (?:${BESIDE_NO} )*${CONTACT}(?: |$)|^(?:kontakta|kontakt|kontaktier\\p{L}*) (?:inte|ikke|ej|nicht)(?: |$)`,
  'u',
);
/** `No SMS` and `No contact` are numbers in French headers. */
const NUMBER_OF = /^(?:n|no) (?:sms|mms|contact|message)s?$/u;

/** Words that stand beside others and change nothing: parts of speech, channels of SMS, adverts and the form of the value. */
const BESIDE = new Set(
  [
    'sms mms texto textos text texts message messages mobile marketing commercial commerciale commerciaux commerciales promo promos',
    'promotion promotions publicite publicites pub pubs prospection demarchage offre offres advertising adverts ads werbung reclame',
    'reklam reklama publicidad pubblicita publicidade markedsforing marknadsforing pazarlama',
    'de du des d la le les l a au aux et en par pour via the of to for by on in und fur per der die das am zum zur di del da do dos',
    'das para por voor van op na til for o pe prin ile i',
    'date heure time at le status statut state etat datum uhrzeit fecha data dato tarih flag is has was est user client customer',
    'contact clients yes no oui non y n ja nein nee si sim nao tak nie nej evet o 0 1 true false vrai faux all tout tous list liste',
  ]
    .join(' ')
    .split(' '),
);
/** Words around a request to stop. */
const SAID = new Set(
  'svp stp merci please pls thanks droit exerce right recu recue dit repondu envoye demande said replied sent received texted asked requested erhalten ontvangen'.split(
    ' ',
  ),
);
const CONSENT_NOUNS = new Set(
  [
    'optin consent consents consentement consentements accord accords agreement agreements permission permissions autorisation',
    'einwilligung einwilligungen zustimmung einverstandnis genehmigung erlaubnis toestemming akkoord consentimiento consentimientos',
    'autorizacion consenso consensi autorizzazione consentimento autorizacao samtycke samtykke zgoda zgody consimtamant',
    'consimtamantul acord onay onayi izin izni riza موافقة الموافقة',
  ]
    .join(' ')
    .split(' '),
);
const COMPOUND_CONSENT = /(?:einwilligung|zustimmung|toestemming|samtycke|samtykke)$/u;
const isConsentNoun = (word: string): boolean => CONSENT_NOUNS.has(word) || COMPOUND_CONSENT.test(word);
/** Beginnings of words for agreeing and for being on a list, beside the words of `GIVEN`. */
const AGREES = beginning(
  'consen accept agree autori authori allow inscri subscri abonn permi einwillig zustimm angemeldet einverstand newsletter$',
  'toegest toestem ingeschrev aangemeld geabonn suscri acept accett acconsent iscri aceit samtyck godkan tillat zgad zgod consimt',
  'onay izin willing wants wishes souhaite veut mochte wil$ quiere vuole quer$ contactab joignab reachab prospectab erreichbar gdpr rgpd dsgvo',
);
const OTHER_CHANNEL = new Set(
  [
    'email emails mail mails courriel courriels emailing newsletter newsletters nieuwsbrief nyhetsbrev nyhedsbrev correo courrier',
    'postal push whatsapp rcs messenger telegram facebook instagram linkedin fax cookie cookies analytics bloctel',
    'partner partners partenaire partenaires tiers',
  ]
    .join(' ')
    .split(' '),
);
const SMS = new Set(['sms', 'mms', 'texto', 'textos', 'text', 'texts']);
const METADATA = new Set(
  'url urls link links lien liens ip id uuid hash token key code agent version page number numero count nb nombre'.split(
    ' ',
  ),
);
const TOPIC = new Set(
  'sms mms marketing prospection status statut state etat estado stato stan durum publicite promotions offres werbung'.split(
    ' ',
  ),
);
const BESIDE_TOPIC = new Set(
  [
    'recoit recevoir envoi receive reception communication communications canal channel notification notifications notif alerte alertes alert alerts',
    'enabled active actif activated ok campagne campagnes campaign campaigns',
  ]
    .join(' ')
    .split(' '),
);
/** Words for a switch that is off. */
const OFF = beginning('off$ ko$ nok$ inacti disab desactiv deaktiv disattiv inaktiv nieaktyw uitgeschakeld');
const STATE = new Set('status statut state etat estado stato stan durum'.split(' '));
/** Words of stopping that say something else in the header or the value of an ordinary column: `end_date`, `commande annulée`. */
const AMBIGUOUS = new Set(
  'end quit cancel cancelled revoke remove removed annuler resilier basta pare parar dur ret sair fermare cancella annulla stoppen'.split(
    ' ',
  ),
);
const FIRST_NO =
  /^(?:non?|not|never|jamais|aucun\p{L}*|pas|sans|without|ohne|nein|nicht|kein\p{L}*|nee|niet|geen|nao|nunca|nej|ikke|inte|nie|nu|hayir|لا)$/u;
const NO_SIGN = /^[✗✘❌✖☐⛔🛑🚫👎✋]\uFE0F?$/u;

/** Most values are; the engine needs no more than this for them. */
const ONE_WORD = /^(?:[A-Z]?[a-z]+|[A-Z]+)$/;

/** Words of a name or a value; `optedOut`, `Opt-out` and `opt_out` are one of them, as are `Optin` and `opted in`. */
export function denialWords(written: string): string[] {
  if (ONE_WORD.test(written)) return [written.toLowerCase()];
  const joined = wordsOf(splitCamelCase(written))
    .join(' ')
    .replace(/\bopt(?:ed|ing)? ?(in|out)\b/g, 'opt$1')
    .replace(/\bblack listed?\b/g, 'blacklisted')
    .replace(/\be (mails?)\b/g, 'e$1');
  return joined === '' ? [] : joined.split(' ');
}

const asText = (words: readonly string[]): string => words.join(' ');
const isAbout = (words: readonly string[], has: (word: string) => boolean, beside?: ReadonlySet<string>): boolean =>
  words.some(has) &&
  words.every((word) => has(word) || BESIDE.has(word) || isConsentNoun(word) || beside?.has(word) === true);

export const namesSms = (words: readonly string[]): boolean => words.some((word) => SMS.has(word));
export const isOfOtherChannel = (words: readonly string[]): boolean =>
  words.some((word) => OTHER_CHANNEL.has(word)) && !namesSms(words);
export const isMetadata = (words: readonly string[]): boolean => words.some((word) => METADATA.has(word));
export const isNumberOf = (words: readonly string[]): boolean => NUMBER_OF.test(asText(words));

/** True for `Optin`, `Consentement SMS`, `Consent (yes/no)`. */
export const isConsentHeader = (words: readonly string[]): boolean => isAbout(words, isConsentNoun);
/** True for `consent_given`, `Accepte les SMS`, `Inscrit`. */
export const isAgreementHeader = (words: readonly string[]): boolean =>
  words.some((word) => isConsentNoun(word) || AGREES.test(word)) || isConsentGiven(asText(words));
/** True for `Statut`, `SMS`, `Marketing`. */
export const isTopicHeader = (words: readonly string[]): boolean =>
  isAbout(words, (word) => TOPIC.has(word), BESIDE_TOPIC);
export const namesState = (words: readonly string[]): boolean => words.some((word) => STATE.has(word));
/** True for `opted_out_at`, `STOP SMS`, `Refus`, `consent_withdrawn`, `Ne pas contacter`. */
export const isOptOutHeader = (words: readonly string[]): boolean =>
  isLeft(words) ||
  isAbout(words, (word) => REFUSED.test(word) || (isStop([word]) && !AMBIGUOUS.has(word)), SAID) ||
  (isNoContact(words) && !isNumberOf(words)) ||
  (FIRST_NO.test(words[0] ?? '') && isAgreementHeader(words.slice(1)));

/** True for `consent_expires_at`, `Date d’expiration du consentement`. */
export const isExpiryHeader = (words: readonly string[]): boolean =>
  words.some((word) => EXPIRY.test(word)) && isAgreementHeader(words);
const EXPIRY = beginning('expir ablauf verval caduc vencim scaden fin$ end$ ende$ einde$ until jusqu echeance');

const isLeft = (words: readonly string[]): boolean =>
  words.some((word) => LEFT.test(word)) || LISTS.test(asText(words));
const isNoContact = (words: readonly string[]): boolean => NO_CONTACT.test(asText(words));

/** Sentences say more than a no. */
const MAX_TERM_WORDS = 6;
const MAX_TERM_LENGTH = 120;
const DATE = /\d{1,4}([/.-])\d{1,2}\1\d{1,4}(?:[T ]\d{1,2}[:h]\d{2}(?::\d{2})?Z?)?/g;

/** True for a value, or an item of a list in it, that as a whole says stop: `STOP`, `désinscrit le 03/05/2026`, `ne pas contacter`. */
export function isOptOutTerm(value: string): boolean {
  if (value.length > MAX_TERM_LENGTH || !WORTH_READING.test(value)) return false;
  return optOutTerms.get(value, () => readsAsStop(value));
}

/** Values repeat: sources, wordings, cities, first names. */
const optOutTerms = new RecentlyUsed<boolean>(10_000);
const refusals = new RecentlyUsed<boolean>(1_000);

function readsAsStop(value: string): boolean {
  return value.replace(DATE, '').split(/[,;|]/).some(isStopItem);
}

/** Letters and signs; a number says nothing. */
const WORTH_READING = /[\p{L}\p{S}]/u;

function isStopItem(item: string): boolean {
  const words = denialWords(item);
  if (words.length === 0) return NO_SIGN.test(item.trim());
  if (words.length > MAX_TERM_WORDS) return false;
  if (words.length === 1) return isStopWord(words[0] ?? '');
  if (isAbout(words, isStopWord, SAID) || LISTS.test(asText(words)) || isNoContact(words)) return true;
  return namesSms(words) && isAbout(words, (word) => REFUSED.test(word));
}

const isStopWord = (word: string): boolean =>
  LEFT.test(word) || /^(?:stop(?:p|sms|all)?|arretez|opposition)$/u.test(word);

/** True for a value that says no where the column is about agreeing: also `Non merci`, `refusé`, `pas d’accord`. */
export function isRefusal(value: string): boolean {
  return value.length <= MAX_TERM_LENGTH && value !== '' && refusals.get(value, () => readsAsRefusal(value));
}

function readsAsRefusal(value: string): boolean {
  if (isNoAlone(value) || isOptOutTerm(value)) return true;
  const words = denialWords(value);
  if (words.length > MAX_TERM_WORDS) return false;
  return isStop(words) || words.some((word) => LEFT.test(word) || REFUSED.test(word)) || excludesSms(plainTerm(value));
}

/** True for a no and nothing else. */
export const isNoAlone = (value: string): boolean =>
  NO_SIGN.test(value) || /^f$/i.test(value) || /^0+(?:[.,]0+)?$/.test(value) || isPlainNo(denialWords(value));

/** True for `off`, `désactivé`. */
export const isOff = (value: string): boolean => denialWords(value).every((word) => OFF.test(word)) && value !== '';

/** True for `jamais`, `aucun`, `non désinscrit`: nobody has left. */
export function isNotLeft(value: string): boolean {
  const [first = '', second, ...more] = denialWords(value);
  return FIRST_NO.test(first) && more.length === 0 && (second === undefined || LEFT.test(second));
}

/** True for `Non (STOP)`, `non merci`, `not given`. */
export const beginsWithNo = (value: string): boolean => FIRST_NO.test(denialWords(value)[0] ?? '');

/** First words of a sentence by which a person declines: `Je ne souhaite pas recevoir …`, `I do not agree …`, `Ich möchte keine …`. */
const DECLINES = new RegExp(
  '^(?:(?:non?|nein|nee|nej|nao|nie) )?(?:' +
    '(?:je|j|nous|on) (?:ne |n )?(?:souhaite|souhaitons|veux|voulons|veut|accepte|acceptons|desire|consens|autorise|refuse|m oppose|suis pas|suis contre)(?:$| pas| plus| aucun| de| d| que| l| la| le| les| a)|' +
    'i (?:do not|don t|dont|did not|didn t|refuse|decline|object|opt out)\\b|' +
    'ich (?:mochte|will|wunsche|stimme|willige|akzeptiere|erlaube) (?:\\p{L}+ ){0,4}?(?:nicht|kein\\p{L}*)|' +
    'ik (?:wil|wens|ga|geef) (?:\\p{L}+ ){0,3}?(?:niet|geen)|' +
    '(?:yo )?no (?:quiero|deseo|acepto|autorizo|consiento|doy)|(?:io )?non (?:voglio|desidero|accetto|acconsento|autorizzo|presto)|' +
    '(?:eu )?nao (?:quero|desejo|aceito|autorizo|consinto)|jag (?:vill|samtycker|godkanner) (?:inte|ej)|jeg (?:vil|onsker|samtykker) ikke|' +
    'nie (?:chce|wyrazam|zgadzam)|nu (?:doresc|vreau|sunt de acord|accept)' +
    ')',
  'u',
);
const POLITE_NO =
  /^(?:non?|nein|nee|nej|nao|nie|nu|hayir)(?: (?:merci|thanks|thank|you|danke|bedankt|gracias|grazie|obrigad[oa]|tack|tak|dziekuje|multumesc|tesekkurler|monsieur|madame))+$/u;
/** Positive openings that the pattern above reads, since French drops `ne`: `J’accepte de`, `Je souhaite que`. */
const AGREES_FIRST =
  /^(?:je|j|nous|on) (?:souhaite|souhaitons|veux|voulons|veut|accepte|acceptons|desire|consens|autorise)(?! (?:pas|plus|aucun))/u;

/** True for a source or a wording of a consent that says no, as a word or as a sentence: it is the record of a refusal. */
export function deniesInText(text: string): boolean {
  const start = text.slice(0, MAX_TERM_LENGTH);
  return start !== '' && texts.get(start, () => (start === text && isRefusal(text)) || beginsToDecline(start));
}

const texts = new RecentlyUsed<boolean>(1_000);

function beginsToDecline(start: string): boolean {
  const words = denialWords(start).join(' ');
  return POLITE_NO.test(words) || (DECLINES.test(words) && !AGREES_FIRST.test(words));
}
