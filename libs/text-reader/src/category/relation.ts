import { ENGLISH_NOTICE, ENGLISH_PASSIVE, ENGLISH_PRACTICAL, ENGLISH_TRANSACTION } from './words/relation-english';
import { FRENCH_HEADLINE, FRENCH_NOTICE, FRENCH_PRACTICAL, FRENCH_TRANSACTION } from './words/relation-french';
import { OTHER_TRANSACTION } from './words/relation-other';
import { offersGoods } from './words/goods';
import { anyOf, oneOf } from './phrases';
import type { Sentence } from './reading';

// An informative text is about something that exists: an order, an appointment, a file, a line that is late. Each of its
// sentences is, or follows from it: how to reach somebody, what to bring, thanks. A sentence that does neither shows no
// relation, and then nothing makes it informative, whatever comes before it.

/** `est réparée`, `a été relevé`: the accents distinguish a participle from other words. */
const PARTICIPLE = /(?<!\p{L})(?:est|sont|sera|seront|été) (?:bien |déjà |pas )?\p{Ll}{2,}(?:é|ée|és|ées)(?!\p{L})/u;

/** The words that show a transaction of the recipient, or undefined. */
export const transactionIn = ({ plain }: Sentence): string | undefined =>
  (FRENCH_TRANSACTION.exec(plain) ?? ENGLISH_TRANSACTION.exec(plain) ?? OTHER_TRANSACTION.exec(plain))?.[0];

/** True when the words state a fact that concerns the recipient without naming a transaction. */
export const isNotice = ({ plain, accented }: Sentence): boolean =>
  FRENCH_NOTICE.test(plain) || ENGLISH_NOTICE.test(plain) || ENGLISH_PASSIVE.test(plain) || PARTICIPLE.test(accented);

/** Words for work on a person's own things. */
const REWORKED = anyOf`(?:retouche|repare|nettoye|lave|echange|remplace|retrouve|arrive|commande)e?s?; recue?s?; livree?s? (?:a (?:mm?e?|[0-9])|hier|ce matin)`;

/** A notice that leaves out the verb; in French the accents show its participle. */
export const isHeadline = ({ plain, accented }: Sentence): boolean =>
  FRENCH_HEADLINE.test(plain) &&
  (!offersGoods(plain) || REWORKED.test(plain)) &&
  /é(?:e|s|es)?(?!\p{L})/u.test(accented);

/** True for words that may follow any fact and state none. */
export const isPractical = ({ plain }: Sentence): boolean =>
  FRENCH_PRACTICAL.test(plain) || ENGLISH_PRACTICAL.test(plain);

/** The sender's own goods, put forward: `nos coussins`, `our umbrellas`; its people, premises and terms are none. */
const NO_PRODUCT = oneOf`
  equipes?; services?; agences?; conditions; bureaux; locaux; sites?; techniciens?; conseill; accueil; ateliers?
  salles?; ecoles?; horaires; numero; standard; guichets?; livreurs?; transporteur; part\b; message; appel; erreur
  excuses; plateforme; systeme; politique; partenaire; chauffeur; medecin; cabinet; mairie; courrier; echange
  rendez-vous; entretien; hotline; centre; prestataire; reglement; serveur; reseau; region; ville; commune; club
  association; sms; pub; accordeur; ramoneur; tarifs; assistance; support; cote; remerciements; adresse
  nouvelle adresse; parking; dernier; mail; e-mail; team; office; driver; engineer; system; website; terms; policy
  apologies; records; staff; depot; warehouse; technician; surgery; clinic; customers; side; end; best; service
  texts; offices; opening hours; address; liste; fichier; list; messages; secretariat; intervention; visite; passage
  proposition; reponse; courriel; dossier; demande; delai; banque; network; branch; line
`;
const OUR_PRODUCT = new RegExp(`(?<![a-z])(?:nos|notre|our) (?!${NO_PRODUCT})[a-z]{3,}`);
export const ourProductIn = ({ plain }: Sentence): string | undefined => OUR_PRODUCT.exec(plain)?.[0];
