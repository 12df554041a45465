// Why a message did not leave, in the words of `--lang`. docs/reason-codes.md names the same codes; a test holds the two together.

const NUMBER = [
  'le numéro n’est pas celui d’un téléphone mobile joignable',
  'the number is not that of a mobile phone that can be reached',
];
const MENTION = ['la mention STOP manquait ou n’était pas valable', 'the STOP mention was missing or not valid'];
const LINK = ['le lien de désinscription n’était pas valable', 'the unsubscribe link was not valid'];
const TEXT = ['le texte ne pouvait pas être envoyé tel quel', 'the text could not be sent as it was'];
const SENDER = [
  'l’expéditeur n’était pas autorisé pour cet annonceur',
  'the sender was not allowed for this advertiser',
];
const HOURS = [
  'les messages publicitaires ne sont pas permis à cette heure ou ce jour-là',
  'adverts are not allowed at that hour or on that day',
];
const ROUTE = [
  'le message n’a pas pu être transmis à ce moment-là',
  'the message could not be passed on at that moment',
];
const UNKNOWN = ['on ignore si l’opérateur l’a reçu', 'nobody knows whether the operator received it'];

/** French, English. */
const REASONS = {
  ...Object.fromEntries(
    [
      ...[
        'EMPTY',
        'NOT_A_NUMBER',
        'TOO_SHORT',
        'TOO_LONG',
        'LANDLINE',
        'NOT_MOBILE',
        'EXCEL_MANGLED',
        'UNKNOWN_COUNTRY',
      ],
    ].map((kind) => [`PHONE_${kind}`, NUMBER]),
  ),
  ...Object.fromEntries(
    [
      ...['MISSING', 'NO_SEPARATOR', 'NOT_LAST', 'NO_CODE', 'CODE_LENGTH', 'CODE_RANGE', 'CODE_NOT_ASSIGNED'],
      ...['CODE_UNREACHABLE', 'OBFUSCATED', 'AMBIGUOUS', 'PLACEHOLDER', 'TRUNCATED'],
    ].map((kind) => [`MENTION_${kind}`, MENTION]),
  ),
  ...Object.fromEntries(['NOT_HTTPS', 'HOST', 'TOKEN', 'UNLABELLED'].map((kind) => [`MENTION_LINK_${kind}`, LINK])),
  MENTION_ON_INFORMATIVE: [
    'le texte n’était pas publicitaire et portait une mention STOP',
    'the text was no advert and carried a STOP mention',
  ],
  TEXT_EMPTY: ['le texte était vide', 'the text was empty'],
  TEXT_TOO_LONG: ['le texte était trop long', 'the text was too long'],
  TEXT_LONE_SURROGATE: TEXT,
  TEXT_CONTROL_CHARACTER: TEXT,
  PACK_MISSING: [
    'aucune règle n’est en vigueur pour le pays de la personne',
    'no rules are in force for the person’s country',
  ],
  CATEGORY_PROMOTIONAL: [
    'le texte est une publicité, quoi qu’en ait dit l’annonceur',
    'the text is an advert, whatever the advertiser declared',
  ],
  CATEGORY_DOUBTFUL: [
    'le texte est peut-être une publicité : une personne doit le lire',
    'the text may be an advert: a person must read it',
  ],
  CATEGORY_TOO_LOOSE: [
    'le texte relève de règles plus strictes que celles déclarées',
    'the text falls under stricter rules than those declared',
  ],
  SECTOR_BANNED: [
    'la publicité de ce secteur est interdite, même avec consentement',
    'adverts of this sector are banned, consent or not',
  ],
  SECTOR_NEEDS_PACK: [
    'la publicité de ce secteur n’est pas permise ici',
    'adverts of this sector are not allowed here',
  ],
  PUBLISHER_NOT_ALLOWED: [
    'la demande ne venait pas de quelqu’un qui peut parler pour l’annonceur',
    'the request did not come from somebody who speaks for the advertiser',
  ],
  CAMPAIGN_NOT_YOURS: [
    'la demande nommait une campagne qui n’était pas celle de l’annonceur',
    'the request named a campaign that was not the advertiser’s',
  ],
  INVALID_REQUEST: [
    'l’enregistrement publié n’était pas une demande valable',
    'the published record was not a valid request',
  ],
  UNDECIDABLE: [
    'une défaillance de la plateforme a empêché la décision',
    'a fault of the platform prevented the decision',
  ],
  ADVERTISER_UNKNOWN: ['l’annonceur est inconnu', 'the advertiser is unknown'],
  ADVERTISER_UNNAMED: [
    'le message ne disait pas de quel annonceur il venait',
    'the message did not say from which advertiser it came',
  ],
  SENDER_INVALID: SENDER,
  SENDER_NOT_YOURS: SENDER,
  SENDER_UNREGISTERED: SENDER,
  SENDER_NAME_UNREACHABLE: [
    'un nom d’expéditeur n’arrive pas dans ce pays',
    'a sender name does not arrive in that country',
  ],
  CODE_NOT_FOR_ADVERTS: ['ce numéro court n’est pas fait pour la publicité', 'this short code is not for adverts'],
  COUNTRY_NOT_ALLOWED: ['l’annonceur n’écrit pas dans ce pays', 'the advertiser does not write to that country'],
  OBSERVE_EXPIRED: [
    'les règles étaient seulement observées pour cet annonceur depuis plus de 90 jours',
    'the rules had only been observed for this advertiser for more than 90 days',
  ],
  QUOTA_EXCEEDED: ['l’annonceur avait épuisé son nombre de messages', 'the advertiser had used up its messages'],
  CAP_REACHED: [
    'la personne avait déjà reçu le nombre de publicités permis',
    'the person had already received as many adverts as allowed',
  ],
  REVIEW_NEEDED: [
    'une personne devait lire le texte avant l’envoi',
    'a person had to read the text before it could leave',
  ],
  REVIEW_REFUSED: ['une personne a lu le texte et l’a refusé', 'a person read the text and refused it'],
  CONSENT_MISSING: ['aucun consentement de cette personne n’était connu', 'no consent of this person was known'],
  CONSENT_WITHDRAWN: ['la personne avait retiré son consentement', 'the person had withdrawn the consent'],
  CONSENT_BASIS_INVALID: [
    'le motif invoqué pour écrire à la personne ne vaut pas dans ce pays',
    'the ground for writing to the person does not hold in that country',
  ],
  CONSENT_EXPIRED: ['le consentement était trop ancien', 'the consent was too old'],
  CONSENT_UNREAD: ['des consentements n’étaient pas encore lus', 'consents were not read yet'],
  OPTED_OUT: [
    'la personne avait demandé à ne plus recevoir de messages',
    'the person had asked to receive no more messages',
  ],
  NUMBER_INVALID: [
    'un opérateur avait signalé que le numéro n’est plus attribué',
    'an operator had reported that nobody has the number',
  ],
  NUMBER_SUSPENDED: [
    'le numéro ne répondait plus et a pu changer de titulaire',
    'nothing reached the number any more, so somebody else may have it',
  ],
  WINDOW_CLOSED: HOURS,
  WINDOW_ENDING: HOURS,
  WINDOW_NEVER_OPENS: HOURS,
  NOT_BEFORE: ['l’envoi était demandé pour plus tard', 'it was asked to leave later'],
  CAMPAIGN_PAUSED: ['la campagne était en pause', 'the campaign was paused'],
  ADVERTISER_PAUSED: ['les publicités de l’annonceur étaient suspendues', 'the adverts of the advertiser were paused'],
  CAMPAIGN_CANCELLED: ['la campagne avait été annulée', 'the campaign had been cancelled'],
  EXPIRED: ['le message ne devait plus être envoyé', 'the message was not to be sent any more'],
  REPLY_UNREAD: [
    'une réponse de la personne pouvait demander l’arrêt et n’était pas encore lue ou tranchée',
    'a reply of the person might have asked to stop and was not read or decided yet',
  ],
  SENDER_NOT_ENABLED: SENDER,
  FICTION_NUMBER: ['le numéro est réservé à la fiction', 'the number is reserved for fiction'],
  OPERATOR_REJECTED: ['l’opérateur l’a refusé', 'the operator refused it'],
  UNSENDABLE: TEXT,
  ROUTE_CLOSED: ROUTE,
  NOT_WRITTEN: ROUTE,
  KEY_CHANGED: ROUTE,
  OUTCOME_UNKNOWN: UNKNOWN,
  PARTLY_SUBMITTED: ['une partie seulement a été remise à l’opérateur', 'only a part was handed to the operator'],
};

/** @param lang - `fr` or `en`. A code that is newer than this folder is given as it is. */
export const reasonIn = (lang, code) => (knows(code) ? REASONS[code][lang === 'fr' ? 0 : 1] : code);

export const knows = (code) => Object.hasOwn(REASONS, code);
