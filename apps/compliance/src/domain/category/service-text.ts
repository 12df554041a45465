import { anyOf } from './phrases';

// Class S: what a person's own act, security or a legal duty brings about. It passes windows and opt-outs, so the forms
// are few and exact: one-time codes, security notices, recalls and emergencies, answers to STOP.

/** 4 to 8 digits, perhaps grouped, or a code such as `G-402913`. */
const DIGITS = '(?:[a-z]-)?[0-9]{4,8}|[0-9]{2,3}[ -][0-9]{2,3}(?:[ -][0-9]{2,3})?';
const ONE_TIME_CODE = new RegExp(
  [
    `(?:code|mot de passe|passcode|otp|pin)[^.!?]{0,40}?(?:${DIGITS})(?![0-9])`,
    `(?:${DIGITS})(?![0-9])[^.!?]{0,30}(?:code|mot de passe|to (?:sign|log) in|otp)`,
    `(?:use|enter|saisissez|entrez|tapez) (?:${DIGITS})(?![0-9])`,
    `(?:connexion|login|sign-in)[^.!?]{0,30}(?:${DIGITS})(?![0-9])`,
  ].join('|'),
);
/** What a one-time code proves. */
const PROOF = anyOf`
      verifi[a-z]+; valid(?:er|ation|ez); valable; valid (?:for|one|until|[0-9]+); activation; expire; expires; confirm[a-z]+; connexion; connecter; connectez…
      authenti[a-z]+; identifi[a-z]+; securite; beneficiaire; votre code est
      votre code (?:secret|de securite); one-time; otp; login; log in; sign in; your code is
      security code; ce code; this code; passcode; ne (?:le |la )?(?:partagez|communiquez|donnez); never share; purchase; your (?:[a-z]+ )?(?:login |sign-in )?code; virement; paiement
      ne le (?:communiquez|partagez)
    `;
/** Codes that open a door or a locker, hand over a parcel, or are shown at a till. */
const OTHER_CODE = anyOf`
      portail; d.acces; acces; digicode; casier; consigne; locker; retrait; retirer; colis; parcel
      parking; chambre; wi-?fi; porte; door; gate; box; arrivee; entree; avantage; promo; caisse; postal
    `;

const SECURITY = anyOf`
      (?:mot de passe|identifiants?|code (?:secret|confidentiel|pin)|pin|numero de telephone|adresse e-?mail) .{0,25}(?:a ete |est |vient d.etre )?(?:modifiee?|changee?|reinitialisee?|bloquee?|active)
      (?:nouveau mot de passe|reinitialis[a-z]+ (?:de )?votre mot de passe); mot de passe oublie
      (?:password|pin|passcode|phone number|email) .{0,15}(?:was |has been )?(?:changed|reset|updated|locked)
      reset your password; password reset
      (?:connexion|tentative|activite|operation|paiement|transaction|achat) (?:inhabituelle?|suspecte?|inconnue?|frauduleux|frauduleuse)
      (?:unusual|suspicious|unrecogni[sz]ed|new) (?:sign-in|login|activity|payment|transaction|device)
      nouvel appareil .{0,25}connect[a-z]+; new device; fraude; (?:par|pour) securite; (?:etait|est-ce|etait-ce) (?:bien )?vous \?; compte .{0,20}(?:verrouillee?|bloquee?|suspendue?) (?:apres|suite)…; account .{0,12}(?:locked|suspended) (?:after|for); pas vous \?; etait pas vous
      si ce n.est pas vous; not you\?; was (?:it|this) you; wasn.t you; alerte securite
    `;
const PUBLIC_SAFETY = anyOf`
      rappel (?:de )?produits?; produit rappele; contamine(?:e|s|es)?; lot [a-z0-9]+ .{0,40}(?:jetez|rapportez|ne (?:pas|plus)|danger); ne sortez pas;  rappel ?: ne; (?:arretez|cessez) d.utiliser
      ne (?:consommez|mangez|buvez|utilisez) (?:pas|plus); ne (?:pas|plus) (?:consommer|utiliser|boire)
      product recall; recall notice; (?:stop|do not) (?:using|use|eat|drink|consume); non potable
      faites-la bouillir; boil (?:your )?water; fr-alert
      alerte (?:enlevement|inondation|incendie|tempete|cyclone|tsunami|rouge|crue|population)
      vigilance (?:rouge|violette); evacuez; evacuation; confinez-vous; mettez-vous a l.abri; abritez-vous; (?:seisme|tsunami|cyclone|earthquake); eloignez-vous; restez (?:chez vous|a l.interieur); coupez le gaz; fuite de gaz
      (?:take shelter|stay indoors)
      evacuate; emergency alert
    `;
const OPT_OUT_ANSWER = anyOf`
      vous ne recevrez plus; vous (?:etes|avez ete) (?:bien )?(?:desinscrite?|desabonnee?)
      desinscription (?:est )?(?:prise en compte|confirmee|enregistree)
      (?:stop|arret|desabonnement) .{0,40}(?:bien )?pris en compte; stop (?:est )?(?:note|pris en compte|enregistre)
      you (?:are|have been) (?:now )?(?:unsubscribed|opted out); you will (?:receive|get) no more
      you will no longer receive
    `;

/** The words that make a text a service one, or undefined. */
export function serviceIn(plain: string): string | undefined {
  const code = ONE_TIME_CODE.exec(plain);
  if (code && PROOF.test(plain) && !OTHER_CODE.test(plain)) return code[0];
  return (SECURITY.exec(plain) ?? PUBLIC_SAFETY.exec(plain) ?? OPT_OUT_ANSWER.exec(plain))?.[0];
}
