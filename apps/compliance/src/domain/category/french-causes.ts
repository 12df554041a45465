import { type Phrase, anyOf, phrase } from './phrases';

// French texts that promote a cause, a job or the sender's own list: adverts too (rules.md 1).

export const FRENCH_CAUSES: readonly Phrase[] = [
  phrase(
    'CONSENT_REQUEST',
    anyOf`
      (?:souhaitez|voulez|acceptez|desirez|aimeriez)-vous .{0,30}(?:recevoir|informee?s?|prevenue?s?|au courant) .{0,30}(?:ventes?|offres?|nouveautes?|bons? plans?|actualites?|actus|newsletter|promotions?|promos?|evenements?)
      (?:repondez|envoyez|tapez) .{1,12}pour (?:recevoir|etre (?:informee?|prevenue?|averti)|rester informee?|suivre) .{0,30}(?:ventes?|offres?|nouveautes?|bons? plans?|actualites?|actus|newsletter|promotions?|promos?|evenements?)
    `,
  ),
  phrase(
    'PREMIUM_NUMBER',
    /(?<![a-z])(?:envoie|envoye[rz]|tape[rz]?|reponds?|repondez|text|txt|sms|send) [^.!?]{1,30}(?:au|to|vers le) [4-8]\d{4}(?!\d)|(?<![\d])0 ?8 ?9\d(?:[ .]?\d\d){3}(?!\d)/,
  ),
  phrase(
    'POLITICAL',
    anyOf`
      votez; voter (?:pour|utile); (?:votre|notre|nos) candidate?s?; candidate?s? (?:aux?|a la)
      (?:signez|signer) (?:la|notre) petition; petition (?:pour|contre|en ligne); chaque signature compte; changeons; construisons; batissons; chaque voix compte; municipales 20[0-9]{2}; merite mieux que
      meeting (?:de|avec)
    `,
    anyOf`bureau de vote; procuration; vote par correspondance; candidature`,
  ),
  phrase('POLITICAL', anyOf`reunion publique`, anyOf`travaux; concertation; information; enquete`),
  phrase(
    'CHARITY',
    anyOf`
      faites un don; (?:votre|vos|un) dons? .{0,40}(?:chang|sauv|aid|nourr|permet|offr|compt)…
      dons? .{0,40}deductibles?; [0-9]+ ?% (?:sont )?deductibles?; donnons; comptent? sur vous; [0-9]+ ?(?:eur|euros|€) ?= ?[0-9]+
      donnez(?! (?:votre|nous|suite|une note|le|la|un avis)); soutenez; aidez[- ](?:nous|les|moi)
      [0-9]+ ?(?:eur|euros|€) (?:offrent|permettent|nourrissent|suffisent|sauvent)
    `,
    anyOf`recu fiscal; merci (?:pour|de) votre don; don du sang`,
  ),
  phrase(
    'RECRUITING',
    anyOf`
      (?:nous |on )?recrut(?:ons|e|ent|ement); recherchent? des; postulez
      rejoignez (?:notre|nos|l.equipe); rejoignez-nous; besoin de (?:benevoles|vous|bras|renfort); benevoles? (?:recherches|bienvenus); devenez; franchises?; ouvrez votre propre
      changer de (?:metier|vie); (?:cdi|cdd|temps plein|temps partiel),? (?:a|au|appelez|postulez|envoyez)…; recherchee?s? a [a-z]+; devenir (?:franchise|chauffeur|livreur|agent)
    `,
    anyOf`
      votre candidature; entretien; franchise de [0-9]+; sinistre; a votre charge
      rejoignez (?:l.ecole|le gymnase|un abri)
    `,
  ),
];
