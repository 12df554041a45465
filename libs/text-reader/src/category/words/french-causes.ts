import { type Phrase, anyOf, phrase } from '../phrases';

// French texts that promote a cause, a job or the sender's own list: adverts too
// (docs/law/messages.md#charities-parties-and-jobs).

export const FRENCH_CAUSES: readonly Phrase[] = [
  phrase(
    'CONSENT_REQUEST',
    anyOf`
      pou(?:vons|rrions)-nous vous (?:ecrire|contacter|envoyer|prevenir|informer|solliciter) (?:quand|pour nos|lorsque|nos|en cas de|lors)…
      (?:soyez|etre) les? premiers? (?:informee?s?|a savoir|au courant)…
      recevoir[ ,:].{0,30}(?:bons plans?|offres|nouveautes|actualites|promos|promotions|evenements|invitations|newsletter|avantages)
      (?:souhaitez|voulez|acceptez|desirez|aimeriez)-vous[ ,:].{0,30}(?:recevoir|informee?s?|prevenue?s?|au courant)[ ,:].{0,30}(?:ventes?|offres?|nouveautes?|bons? plans?|actualites?|actus|newsletter|promotions?|promos?|evenements?)
      (?:repondez|envoyez|tapez) .{1,12}pour (?:recevoir|etre (?:informee?|prevenue?|averti)|rester informee?|suivre)[ ,:].{0,30}(?:ventes?|offres?|nouveautes?|bons? plans?|actualites?|actus|newsletter|promotions?|promos?|evenements?)
    `,
    anyOf`ne plus recevoir; ne souhaitez plus; desinscri…; desabonn…; ne recevrez plus`,
  ),
  phrase(
    'PREMIUM_NUMBER',
    /(?<![a-z])(?:envoie|envoye[rz]|tape[rz]?|reponds?|repondez|text|txt|sms|send) [^.!?]{1,30}(?:au|to|vers le) [4-8]\d{4}(?!\d)|(?<![\d])0 ?8 ?9\d(?:[ .]?\d\d){3}(?!\d)/,
  ),
  phrase(
    'POLITICAL',
    anyOf`
      votez; (?:du|notre|le) parti; adherents et; chaque abstention; l.autre camp; tractage; porte-a-porte; nos idees
      notre (?:projet|programme|liste) (?:pour|sur)…
      (?:defendons|sauvons|refusons|exigeons|luttons|mobilisons|soutenons)(?:-nous)?; mobilisez-vous
      rassemblement (?:citoyen|samedi|dimanche|pour|contre|devant)…
      manif(?:estation|estons)?s? (?:pour|contre|samedi|du)…; au (?:premier|second|deuxieme|1er|2e) tour
      liste (?:citoyenne|demain|agir|ensemble|unie|d.union)…
      (?:votre|chaque) (?:vote|voix) (?:peut|compte|decide|fera|pese|change)
      pour qui (?:pensez-vous|allez-vous|vas-tu|voterez-vous)…; intentions? de vote; voter (?:pour|utile)
      (?:votre|notre|nos) candidate?s?; candidate?s? (?:aux?|a la)
      (?:signez|signer) (?:la|notre) petition; petition (?:pour|contre|en ligne); chaque signature compte; changeons
      construisons; batissons; chaque voix compte; municipales 20[0-9]{2}; merite mieux que
      meeting (?:de|avec)
    `,
    anyOf`bureau de vote; procuration; vote par correspondance; candidature`,
  ),
  phrase('POLITICAL', anyOf`reunion publique`, anyOf`travaux; concertation; information; enquete`),
  phrase(
    'CHARITY',
    anyOf`
      familles? d.accueil (?:demandees?|recherchees?); panier solidaire; donnez a la caisse; faites un don
      collecte de (?:jouets|vetements|livres|fonds|denrees|dons)…; deposez les votres
      calendriers? (?:a partir|des pompiers|solidaires?)…; faites un don
      (?:votre|vos|un) dons?[ ,:].{0,40}(?:chang|sauv|aid|nourr|permet|offr|compt)…
      dons?[ ,:].{0,40}deductibles?; [0-9]+ ?% (?:sont )?deductibles?; donnons; compte(?:nt)? sur vous
      [0-9]+ ?(?:eur|euros|€) ?= ?[0-9]+
      (?<!ne le |ne la |ne les )donnez(?! (?:pas|votre|nous|suite|une note|le|la|un avis)); soutenez
      aidez[- ](?:nous|les|moi)
      [0-9]+ ?(?:eur|euros|€) (?:offrent|permettent|nourrissent|suffisent|sauvent)
    `,
    anyOf`recu fiscal; merci (?:pour|de) votre don (?:de [0-9]|du|recu); don du sang`,
  ),
  phrase(
    'RECRUITING',
    anyOf`
      h ?/ ?f; votre prochain (?:metier|emploi|job|poste); forme(?:nt|ons)? et (?:paie|paye|recrute|embauche)…
      embauche(?:nt|ons)?; cooptation; (?:vous connaissez|connaissez-vous) une? bon(?:ne)? [a-z]+
      (?:cherche(?:nt)?|recherche(?:nt)?|cherchons|recherchons|on cherche) (?:des |un |une |son |sa |ses |encore )?(?:[a-z]+ )?[a-z]+(?:eurs?|euses?|iers?|ieres?|istes?|trices?|voles?|logues?|joueuses|animateurs)(?![a-z])
      jobs? (?:d.ete|etudiant|saisonnier)…; offre d.emploi(?! n)(?! [0-9]); propre patron
      (?:nous |on )?recrut(?:ons|e|ent|ement); recherche(?:nt)? des; postulez
      rejoignez (?:notre|nos|l.equipe|les)(?! (?:etages?|hauteurs|autres|eleves)); nous (?:rejoignez|rejoindre)
      rejoignez-nous; besoin de (?:benevoles|vous|bras|renfort); benevoles? (?:recherches|bienvenus); devenez
      franchises?; ouvrez votre propre
      changer de (?:metier|vie); (?:cdi|cdd|temps plein|temps partiel),? (?:a|au|appelez|postulez|envoyez)…
      recherchee?s? a [a-z]+; devenir (?:franchise|chauffeur|livreur|agent)
    `,
    anyOf`
      votre candidature; votre contrat; felicitations; (?:votre |l.)entretien
      entretien (?:le|avec|annuel|reporte|[a-z]+di|demain|a [0-9]+); franchise de [0-9]+; sinistre; a votre charge
      rejoignez (?:l.ecole|le gymnase|un abri)
    `,
  ),
];
