import { foldLetters, splitCamelCase } from '../fold-letters';

// States of a consent that say yes. The list is closed: a word that is not in it, in whatever language, is no consent, because a wrong
// guess would send adverts to somebody who refused them.

/** Spreadsheets, CRMs and forms; each is compared whole, in any case, without accents. */
const WORDS = [
  ...['1', 'true', '✓', '✔', '☑', '✅'],
  // English
  ...[
    'yes',
    'y',
    'agree',
    'i agree',
    'agreed',
    'accept',
    'i accept',
    'accepted',
    'consented',
    'i consent',
    'given',
    'granted',
  ],
  ...[
    'allowed',
    'authorized',
    'authorised',
    'approved',
    'confirmed',
    'opt in',
    'optin',
    'opted in',
    'i opt in',
    'double opt in',
  ],
  ...[
    'single opt in',
    'confirmed opt in',
    'subscribed',
    'subscriber',
    'renewed',
    'reaffirmed',
    'explicit',
    'explicit consent',
  ],
  ...[
    'express consent',
    'expressed consent',
    'express written consent',
    'written consent',
    'explicitly given',
    'expressly given',
  ],
  ...[
    'consent given',
    'consent granted',
    'consent obtained',
    'consent accepted',
    'consent confirmed',
    'consent renewed',
  ],
  ...[
    'consent explicitly given',
    'consent reaffirmed',
    'explicit consent given',
    'given consent',
    'has consented',
    'has consent',
  ],
  // French
  ...[
    'oui',
    'o',
    'vrai',
    'd’accord',
    'je suis d’accord',
    'accepté',
    'acceptée',
    'j’accepte',
    'j’ai accepté',
    'accordé',
    'accordée',
  ],
  ...[
    'donné',
    'donnée',
    'consenti',
    'consentie',
    'je consens',
    'a consenti',
    'a accepté',
    'autorisé',
    'autorisée',
    'j’autorise',
  ],
  ...[
    'confirmé',
    'confirmée',
    'renouvelé',
    'renouvelée',
    'inscrit',
    'inscrite',
    'abonné',
    'abonnée',
    'accord donné',
    'accord explicite',
  ],
  ...[
    'consentement donné',
    'consentement accordé',
    'consentement obtenu',
    'consentement recueilli',
    'consentement explicite',
  ],
  ...['consentement confirmé', 'consentement renouvelé', 'donné explicitement', 'explicitement donné'],
  // German, Swiss German, Luxembourgish
  ...[
    'ja',
    'wahr',
    'zugestimmt',
    'ich stimme zu',
    'eingewilligt',
    'ich willige ein',
    'einverstanden',
    'akzeptiert',
    'erteilt',
  ],
  ...[
    'einwilligung erteilt',
    'einwilligung gegeben',
    'zustimmung erteilt',
    'bestätigt',
    'erneuert',
    'angemeldet',
    'abonniert',
    'jo',
  ],
  // Dutch
  ...[
    'akkoord',
    'ik ga akkoord',
    'waar',
    'toegestemd',
    'ingestemd',
    'geaccepteerd',
    'toestemming gegeven',
    'toestemming verleend',
  ],
  ...['gegeven', 'bevestigd', 'ingeschreven', 'aangemeld'],
  // Spanish
  ...[
    'sí',
    'verdadero',
    'acepto',
    'aceptado',
    'aceptada',
    'consentido',
    'de acuerdo',
    'otorgado',
    'concedido',
    'autorizado',
  ],
  ...['consentimiento dado', 'consentimiento otorgado', 'confirmado', 'renovado', 'suscrito', 'suscrita'],
  // Italian
  ...[
    'sì',
    'vero',
    'accetto',
    'accettato',
    'accettata',
    'acconsento',
    'acconsentito',
    'd’accordo',
    'concesso',
    'autorizzato',
  ],
  ...['consenso dato', 'consenso prestato', 'consenso concesso', 'confermato', 'rinnovato', 'iscritto', 'iscritta'],
  // Portuguese
  ...[
    'sim',
    'verdadeiro',
    'aceito',
    'aceite',
    'aceitou',
    'concordo',
    'de acordo',
    'consentimento dado',
    'consentimento concedido',
  ],
  ...['inscrito', 'inscrita', 'subscrito'],
  // Swedish and Danish; Polish, Romanian, Turkish, Arabic
  ...['jag samtycker', 'samtycke givet', 'samtycke lämnat', 'samtycker', 'godkänt', 'sant', 'samtykke givet'],
  ...['tak', 'prawda', 'zgoda udzielona', 'wyrażono zgodę', 'zgadzam się', 'potwierdzono'],
  ...['da', 'adevărat', 'de acord', 'sunt de acord', 'acceptat', 'acordat', 'consimțământ acordat', 'consimțământ dat'],
  ...['evet', 'doğru', 'kabul', 'kabul edildi', 'kabul ediyorum', 'onaylandı', 'onay verildi', 'izin verildi'],
  ...['نعم', 'موافق', 'أوافق', 'تمت الموافقة', 'تم منح الموافقة'],
];

/** Concepts of the Data Privacy Vocabulary (DPV) and of ISO/IEC TS 27560; names with or without their prefix. */
const CONCEPTS = [
  ...['ConsentGiven', 'RenewedConsentGiven', 'ExplicitConsentGiven', 'ConsentStatusValidForProcessing'],
  ...['ExplicitlyExpressedConsent', 'ExpressedConsent', 'ExplicitConsent', 'GivenConsent'],
];

/** IRIs and the prefix of the vocabulary; a concept of another vocabulary is unknown, even under the same name. */
const DPV = /^(?:dpv:|https?:\/\/(?:w3id\.org|www\.w3\.org\/ns|w3c\.github\.io)\/dpv(?:\/[\w.-]+)*#)/i;

/** `ConsentGiven`, `CONSENT-GIVEN` and `consent_given` are one term: words in lower case without accents. */
export function plainTerm(written: string): string {
  return foldLetters(splitCamelCase(written.trim().replace(DPV, '')))
    .replace(/[’ʼ`´]/g, "'")
    .replace(/(?<=\p{L})[\s_-]+(?=\p{L})/gu, ' ')
    .trim();
}

/** Terms that mean yes. */
export const GIVEN: ReadonlySet<string> = new Set([...WORDS, ...CONCEPTS].map(plainTerm));

/** True only for a state that says in so many words that the person agreed. */
export const isConsentGiven = (state: string): boolean => GIVEN.has(plainTerm(state));
