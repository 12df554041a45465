import { anyOf } from './phrases';
import { SIGNALS, type Signal, type SignalCode } from './signals';

// Percentages, prices and codes mean something else in a bill, a battery warning or an appointment, so each is read with
// the words of its sentence.

/** Enough to find it in the text, too little to carry a text into an answer that may be kept. */
const MAX_EVIDENCE_LENGTH = 60;

export const found = (code: SignalCode, evidence: string): Signal => ({
  code,
  weight: SIGNALS[code].weight,
  evidence: evidence.trim().slice(0, MAX_EVIDENCE_LENGTH),
});

/** A measure, not a price: `consommation en baisse de -20%`. */
const MEASURE = anyOf`
  consommation…; conso; batter…; debit…; niveau…; temperature…; humidite; frequentation; bourse; production
  pression; volume; charge a; occupation; remplissage; signal…
`;
/** Words for amounts owed, repaid or taxed. */
const BILLED_PERCENT = anyOf`acompte…; solde; depot; deposit; rembours…; avance…; taux; tva; echeancier; paiement annuel; cotisation…; echeance…`;
/** `-20%` (or `-2O%`, with the letter), or `- 20% sur`; a range such as `10-20%` has a digit before. */
const MINUS_PERCENT = /(?<![\d%a-z])-[\do]{1,2} ?%|(?<![\d%a-z])- \d{1,2} ?% (?:sur|off|on|ce|cette|dans|pour|jusqu)/;
const PERCENT_WITH_WORD = anyOf`
  [0-9]{1,3} ?% (?:off|de (?:remise|reduction|moins|rabais|cashback|bonus)|(?:extra )?discount|offerts?|en plus|cashback|extra|less|cheaper|auf|finances?|pris en charge)
  (?:credit|reduction) d.impots? .{0,12}[0-9]{1,2} ?%; [0-9]{1,2} ?% .{0,12}(?:credit|reduction) d.impots?
  [0-9]{1,2} ?% (?:pour (?:les|vous|tous|toute)|reverse…|de votre achat)
  [0-9]{1,3} ?% sur (?:tout|tous|toutes|nos|les|la|le|une)
  (?:remises?|reductions?|rabais|promo[a-z]*|discount) (?:de |jusqu.a |of )?-?[0-9]{1,3} ?%; aides? .{0,20}[0-9]{1,3} ?%
`;
const PERCENT_IN_WORDS = anyOf`
  (?:dix|quinze|vingt|trente|quarante|cinquante|soixante) pour ?cent de (?:moins|remise|reduction|rabais)
  (?:ten|fifteen|twenty|thirty|forty|fifty|sixty) per ?cent (?:off|discount|less)
`;

export function percentSignal(sentence: string): Signal | undefined {
  if (MEASURE.test(sentence)) return undefined;
  const off = MINUS_PERCENT.exec(sentence) ?? PERCENT_IN_WORDS.exec(sentence);
  if (off) return found('PERCENT_OFF', off[0]);
  const worded = PERCENT_WITH_WORD.exec(sentence);
  return worded && !BILLED_PERCENT.test(sentence) ? found('PERCENT_OFF', worded[0]) : undefined;
}

const RATE = /\d{1,2}(?:[.,]\d{1,2})? ?%/;
const SAVING = anyOf`livrets?; epargne; placements?; compte a terme; savers?; savings; earn; prets?; credits?; loans?`;

export function rateSignal(sentence: string): Signal | undefined {
  const rate = RATE.exec(sentence);
  return rate && SAVING.test(sentence) && !BILLED_PERCENT.test(sentence) ? found('RATE', rate[0]) : undefined;
}

/** `49 eur`, `1 290,50 €`, `£9.90`. */
const AMOUNT = String.raw`(?:[£$€] ?\d[\d ]{0,8}(?:[.,]\d{1,2})?|\d[\d .]{0,8}(?:[.,]\d{1,2})? ?(?:eur|euros?|€|gbp|£|usd|\$|chf|pounds?|quid|bucks)(?![a-z])|(?:eur|chf) ?\d[\d ]{0,8}(?:[.,]\d{1,2})?|(?<![a-z])(?:a|des) \d{1,4},\d{2}(?![\d %]))`;
const PRICE = new RegExp(AMOUNT);
/** The words of bills, payments, refunds, wages: what is owed or was paid. */
const BILL = anyOf`
  kwh; cantine; deliberation; recharge; charging; retrait…; withdraw…; withdrew; prise en charge; accorde…
  comptabilis…; inferieur…; (?:dropped )?below; droits; douane; customs; enchere; bid; signed up for; supplement
  a payer; tiers payant; plafond…; limit; main d.oeuvre; labou?r; pieces et; interets; timbre
  ok to (?:fix|proceed|go); comme indique; part restante; reste…; depass…; caution; sous peine; penalit…; declined
  blocked; refuse…; suspicious; suspect…; bloque…; charge of; instal?ment; consomme…; hors forfait; devis; quote
  estimate; preparez; mainten…;
  montant…; total…; facture…; prelev…; virement…; vire…; paiement…; paye…; paie; regler; regle…; rembours…; acompte…
  solde
  avoir de; caution…; depot…; indemn…; frais; cotisation…; loyer…; echeance…; mensualite…; encaiss…; debit…; recue?s?
  versee?s?; verser; prime; salaire; dues?; (?:reste|montant|solde) du; en votre faveur; regularisation
  (?:on|at|upon) (?:pickup|pick-up|collection); a l.enlevement; sur place; frais 0; reste a; invoice…; refund…; paid
  payment…; pay; bills?; billed; balance; charged
  received; fees?; rent; transfer…; salary; receipt; owed; recalcul…; achat de; purchase…; adjuge…; amende…
  commande [^.]{0,20}de [0-9]…; order [^.]{0,20}of [0-9]…; voucher…; remise de [0-9]…; franchise de; don de
  bon de [0-9]…
`;

/** Asks to keep a service at its price: that may be the contract's own notice. */
const RENEWAL = anyOf`ensuite; apres quoi; then it.s; trial (?:ends|expires|is over|period); periode d.essai; essai (?:se termine|prend fin|expire|gratuit (?:se termine|prend fin|expire)); stay with us; keep (?:your|going|enjoying); continuez; continuer; prolonge…; renouvel…; gardez; renew…; extend…`;

/** @param factual - the sentence is about a transaction or a public fact, so that its price is most likely theirs */
export function priceSignal(sentence: string, factual: boolean): Signal | undefined {
  const price = PRICE.exec(sentence);
  if (!price || BILL.test(sentence)) return undefined;
  if (RENEWAL.test(sentence)) return found('RENEWAL_PRICE', price[0]);
  return found(factual ? 'PRICE' : 'PRICE_OFFER', price[0]);
}

/** Two prices side by side; `18 h au lieu de 17 h` is not a match. */
const INSTEAD =
  /\d ?(?:eur|euros?|€|gbp|£)?,? (?:au lieu d[e'] ?|instead of |plutot que )[£€$]?\d+(?!\d| ?h|:)|was [£€$]?\d+[^.]{0,15}now [£€$]?\d/;
/** `passe de 60 a 45 eur`: a price that goes down; one that goes up is a notice. */
const FROM_TO =
  /(?:passe|passent|baisse|tombe|drops?|goes|down) (?:de|from) [£€$]?(\d+)(?:[.,]\d+)?[^\d.]{1,8}(\d+)(?:[.,]\d+)?/;
const CONTRACT_PRICE = anyOf`
  mensualite…; loyer…; prelevement…; cotisation…; facture…; forfait…; votre abonnement; votre contrat; instalment…; rent
`;

export function priceDropSignal(sentence: string): Signal | undefined {
  if (!PRICE.test(sentence) || CONTRACT_PRICE.test(sentence)) return undefined;
  const instead = INSTEAD.exec(sentence);
  if (instead) return found('PRICE_DROP', instead[0]);
  const change = FROM_TO.exec(sentence);
  return change && Number(change[2]) < Number(change[1]) ? found('PRICE_DROP', change[0]) : undefined;
}

/** A code in capitals, with the words that offer it: `avec le code MAI20`, `use code 8841FIT`, `avec NOEL35`. */
const CODE =
  /\b(?:code|coupon|voucher)s? ?:? ?["']?([A-Z][A-Z0-9]{3,11}|\d{2,6}[A-Z]{2,8})\b|\b(?:avec|with|use|utilisez) ["']?([A-Z]{2,10}\d{1,4})\b/i;
/** Capitals, or letters with a number at their end, which are as good when typed small. */
const LIKE_A_CODE = /[A-Z]{2}|^[a-z]{4,12}\d{1,3}$/;
const ACCENTS = /\p{M}/gu;
/** Codes that open, prove or track something. */
const OTHER_CODE = anyOf`
  portail; acces; d.acces; portes?; digicode; wi-?fi; casier; locker; gate; doors?; entree; verif…; valider; confirm…
  connex…; connecter; login; log in; sign in; identif…; retrait; consigne; chambre; suivi; track…; colis; parcel
  dossier; reservation; booking; reference; postal; iban; parking; one-time; access
`;

/** Letters and a number, offered: `voici MERCI5`, `enter SPRING25 at checkout`, `un code exclusif : NOEL20`. */
const OFFERED_CODE =
  /\b(?:code [a-zà-ÿ]{2,12} ?:?|enter|saisissez|saisir|entrez|avec|with|use|utilisez|voici|here['’]?s|here is) ?:? ?["'«]? ?([A-Z]{3,12}\d{1,3})\b/i;

export function promoCodeSignal(readable: string, plain: string): Signal | undefined {
  if (OTHER_CODE.test(plain)) return undefined;
  const bare = readable.normalize('NFD').replace(ACCENTS, '').replace(/\s+/g, ' ');
  const codes = [CODE, OFFERED_CODE].map((shape) => shape.exec(bare));
  const code = codes.find((each) => LIKE_A_CODE.test(each?.[1] ?? each?.[2] ?? ''));
  return code ? found('PROMO_CODE', code[0]) : undefined;
}
