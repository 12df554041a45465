import { anyOf } from './phrases';
import { OTHER_ONE_TIME_CODE, OTHER_PROOF } from './words/relation-other';

// Class S: what a person's own act, security or a legal duty brings about. It passes windows and opt-outs, so the forms
// are few and exact: one-time codes, security notices, recalls and emergencies, answers to STOP.

/** 4 to 8 digits, perhaps grouped, or a code such as `G-402913`. */
const DIGITS = '(?:[a-z]-)?[0-9]{4,8}|[0-9]{2,3}[ -][0-9]{2,3}(?:[ -][0-9]{2,3})?';
const ONE_TIME_CODE = new RegExp(
  [
    `(?:code|mot de passe|passcode|otp|pin)[^.!?]{0,40}?(?:${DIGITS})(?![0-9])`,
    `(?:${DIGITS})(?![0-9])[^.!?]{0,30}(?:code|mot de passe|to (?:sign|log) in|otp)`,
    `(?:use|enter|saisissez|entrez|tapez|saisir|composez) (?:le )?(?:${DIGITS})(?![0-9])`,
    `(?:confirm[a-z]*|valid(?:ez|er)|approve|authori[sz]e) [^.!?]{0,40}(?:avec|with|par|using|:) (?:le code )?(?:${DIGITS})(?![0-9])`,
    `(?:connexion|login|sign-in)[^.!?]{0,30}(?:${DIGITS})(?![0-9])`,
  ].join('|'),
);
/** Words for the purpose of a one-time code. */
const PROOF = anyOf`
      verifi[a-z]+; valid(?:er|ation|ez); valable; valid (?:for|one|until|[0-9]+); saisissez-le
      pour (?:terminer|finaliser|continuer|poursuivre); (?:never|don.t|do not) (?:tell|give|share|show|forward)…
      (?:ne )?(?:le )?(?:montrez|dites|donnez) (?:a personne|jamais|pas)…; activation; activer; activez; debloquer
      approve…; authori[sz]e…; autoris…; signer; signature electronique; creation de compte; inscription; dynamique
      a usage unique; ne (?:le )?transmettez; expire; expires; confirm[a-z]+; connexion; connecter; connectez…
      authenti[a-z]+; identifi[a-z]+; securite; beneficiaire; votre code est
      votre code (?:secret|de securite); one-time; otp; login; log in; sign in; your code is
      security code; ce code; this code; passcode; ne (?:le |la )?(?:partagez|communiquez|donnez); never share
      purchase; your (?:[a-z]+ )?(?:login |sign-in )?code; virement; paiement
      ne le (?:communiquez|partagez)
    `;
/** Codes that open a door or a locker, hand over a parcel, or are shown at a till. */
const OTHER_CODE = anyOf`
      portail; d.acces; acces; digicode; casier; consigne; locker; retrait; retirer; colis; parcel
      parking; chambre; wi-?fi; porte; door; gate; box; arrivee; entree; avantage; promo; caisse; postal
    `;

const SECURITY = anyOf`
      (?:mot de passe|identifiants?|code (?:secret|confidentiel|pin)|pin|numero de telephone|adresse e-?mail)[ ,:].{0,25}(?:a ete |est |vient d.etre )?(?:modifiee?|changee?|reinitialisee?|bloquee?|active)
      (?:nouveau mot de passe|reinitialis[a-z]+ (?:de )?votre mot de passe); mot de passe oublie
      (?:password|pin|passcode|phone number|email)[ ,:].{0,15}(?:was |has been )?(?:changed|reset|updated|locked)
      reset your password; password reset
      (?:connexion|tentative|activite|operation|paiement|transaction|achat) (?:inhabituelle?|suspecte?|inconnue?|frauduleux|frauduleuse)
      (?:unusual|suspicious|unrecogni[sz]ed|new) (?:sign-in|login|activity|payment|transaction|device)
      (?:new|unusual|unknown) (?:sign-?in|log-?in|device) (?:to|from|on|for)
      (?:nouvelle )?connexion[ ,:].{0,30}depuis; nouvelle connexion (?:a|sur|detectee)
      (?:mise?s?|mettre) en opposition; opposition (?:sur|de) (?:votre )?carte
      (?:paiement|achat|virement|operation|transaction|retrait|carte)[ ,:].{0,30}(?:bloquee?s?|suspecte?s?|douteuse?x?|inhabituel…)(?! (?:faute|jusqu|a partir))
      (?:blocked|declined|stopped|flagged|detected|noticed) (?:a|an|your|the|some)[ ,:].{0,40}(?:suspicious|unusual|charge|payment|transaction|activity|attempt|purchase|login|sign-in)
      (?:charge|payment|transaction|purchase|transfer)[ ,:].{0,30}(?:suspicious|unusual|blocked|looks? (?:odd|suspicious))
      did you (?:make|authori[sz]e|try|request|just|attempt); fraud (?:alert|team|check|warning); pas a l.origine
      faux (?:sms|messages?|conseillers?|mails?|appels?); ne (?:vous )?demand(?:e|ons|era|ent) jamais
      (?:numero|appareil|adresse|beneficiaire|iban|rib|carte)[ ,:].{0,25}(?:ajoutee?|liee?|rattachee?) (?:au|a votre|sur votre) compte
      (?:identifiants?|donnees|mots? de passe)[ ,:].{0,25}(?:fuite|voles?|compromis|divulgu)…; data breach; leaked
      compromised; appareil (?:inconnu|non reconnu|nouveau); (?:tried|trying|attempt(?:ed)?) to (?:sign|log) in
      someone (?:signed|logged|accessed|tried); suppression de votre compte; ce n.est pas vous; si ce n.etait pas vous
      ce n.etait pas vous; hameconnage; phishing; usurpation; ne communiquez jamais; (?:we|banks?) (?:will )?never ask
      nouvel appareil[ ,:].{0,25}connect[a-z]+; new device; fraude; (?:par|pour) securite
      (?:etait|est-ce|etait-ce) (?:bien )?vous \?
      compte[ ,:].{0,20}(?:verrouillee?|bloquee?|suspendue?) (?:apres|suite)…
      account[ ,:].{0,12}(?:locked|suspended) (?:after|for); pas vous \?; etait pas vous
      si ce n.est pas vous; not you\?; was (?:it|this) you; wasn.t you; alerte securite
    `;
const PUBLIC_SAFETY = anyOf`
      rappel (?:de (?:produits?|securite)|produits?|volontaire|constructeur)(?! (?:preferes|du moment))
      (?:may|can|could|might) (?:catch fire|overheat|explode|shatter|break|leak|choke)
      (?:peut|risque de) (?:prendre feu|exploser|surchauffer|se briser|bruler)
      (?:tornado|hurricane|flood|wildfire|tsunami) (?:spotted|approaching|coming|near)…; take cover; evacuate
      phase rouge; ne (?:sortez|circulez|buvez|touchez) (?:plus|pas); listeria; salmonell[a-z]+; e\. coli
      defectueu[a-z]+ .{0,60}(?:risque|ne (?:pas|plus)|cessez|rapportez)
      (?:cessez|arretez) (?:de l.|d.|toute |son |de les )(?:utilis|consomm)…
      risque (?:de |d.)(?:brulure|incendie|blessure|choc electrique|etouffement|intoxication|explosion|electrocution)s?
      (?:flood|tornado|fire|storm|hurricane|earthquake|tsunami|wildfire|evacuation|emergency|severe weather|amber|missing child|air quality|heat) (?:warning|alert|watch|order)
      gas leak; move to (?:higher|safe) ground; seek shelter; shelter in place
      (?:fire|choking|burn|injury|electrocution|shock) (?:risk|hazard); is (?:being )?recalled; urgent recall
      safety recall; may contain (?:glass|metal|plastic|nuts|undeclared); do not (?:eat|consume)
      produit rappele; contamine(?:e|s|es)?; lot [a-z0-9]+ .{0,40}(?:jetez|rapportez|ne (?:pas|plus)|danger)
      ne sortez pas; rappel ?: ne; (?:arretez|cessez) d.utiliser
      ne (?:consommez|mangez|buvez|utilisez) (?:pas|plus); ne (?:pas|plus) (?:consommer|utiliser|boire)
      ne (?:le|la|les) (?:donnez|utilisez|consommez|mangez|branchez|portez) (?:pas|plus)
      lots? [a-z0-9]+ (?:retiree?s?|rappelee?s?|recalled); coulee de boue
      montez (?:a l.etage|sur les toits|en hauteur); product recall; recall ?:; ne l.utilisez (?:plus|pas)
      (?:freins?|brakes?|batterie|battery|sangle|strap|harnais|chargeur|charger)[ ,:].{0,15}(?:defaillante?s?|defectueu…|may (?:fail|break))
      feu de foret; quittez (?:la zone|les lieux|le batiment|votre logement); product recall; recall notice
      (?:stop|do not) (?:using|use|eat|drink|consume); non potable
      faites-la bouillir; boil (?:your )?water; fr-alert
      alerte (?:enlevement|inondation|incendie|tempete|cyclone|tsunami|rouge|crue|population)
      vigilance (?:rouge|violette); evacuez; evacuation; confinez-vous; mettez-vous a l.abri; abritez-vous
      (?:seisme|tsunami|cyclone|earthquake); eloignez-vous; restez (?:chez vous|a l.interieur); coupez le gaz
      fuite de gaz
      (?:take shelter|stay indoors)
      evacuate; emergency alert
    `;
const OPT_OUT_ANSWER = anyOf`
      vous ne (?:recevrez|serez) plus
      (?:retiree?|supprimee?|effacee?|enlevee?) de (?:notre|nos|la) (?:liste|fichiers?|base|envois?|listes)
      (?:desinscription|desabonnement|opposition)[ ,:].{0,20}(?:prise? en compte|pris en compte|confirmee?|effectuee?|validee?|enregistree?)
      plus (?:aucune?|de|d.) (?:sms|messages?|publicites?|envois?|pub) (?:de notre part|ne (?:vous )?sera|commercial|publicitaire)…
      n.aurez plus; vous avez (?:ecrit|envoye|repondu|demande) stop; stop ?: plus de; plus de (?:sms|messages?) de
      stop (?:bien )?recu; stop received; no more (?:ads|adverts|promotions); demande d.arret
      (?:won.t|will not|not) hear from us; plus aucun (?:sms|message); vous recevrez a nouveau
      (?:sms|messages?) edites? par; ce numero est (?:edite|utilise) par
      (?:texts?|messages?|sms) (?:are )?sent by[ ,:].{0,80}(?:stop|help|call|@); removed from (?:our|the|this) list
      no (?:more|further) (?:texts?|messages?|sms|marketing); (?:re-?subscribed|opted (?:back )?in)
      vous (?:etes|avez ete) (?:bien )?(?:desinscrite?|desabonnee?)
      desinscription (?:est )?(?:prise en compte|confirmee|enregistree)
      (?:stop|arret|desabonnement)[ ,:].{0,40}(?:bien )?pris en compte
      (?:for help|pour (?:de l.)?aide|aide ?:|help ?:)[ ,:].{0,60}(?:stop|unsubscribe|arreter)
      stop (?:est )?(?:note|pris en compte|enregistre)
      you (?:are|have been) (?:now )?(?:unsubscribed|opted out); you will (?:receive|get) no more
      you will no longer receive
    `;

/** The words that make a text a service one, or undefined. */
export function serviceIn(plain: string): string | undefined {
  const code = ONE_TIME_CODE.exec(plain);
  if (code && PROOF.test(plain) && !OTHER_CODE.test(plain)) return code[0];
  const foreign = OTHER_ONE_TIME_CODE.exec(plain);
  if (foreign && OTHER_PROOF.test(plain) && !OTHER_CODE.test(plain)) return foreign[0];
  return (SECURITY.exec(plain) ?? PUBLIC_SAFETY.exec(plain) ?? OPT_OUT_ANSWER.exec(plain))?.[0];
}
