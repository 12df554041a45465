import { type Phrase, anyOf, phrase } from '../phrases';

// French words of a discount, which no transaction excuses, and the other senses that some of them have.

/** The discount was granted, corrected or refused: the text reports a bill, a return or a file. */
const SETTLED = anyOf`
      (?:a|ont) (?:bien )?ete [a-z]+
      (?:appliquee?|deduite?|oubliee?|annulee?|retiree?|refusee?|corrigee?|recalculee?|rejetee?)s?
      apparait; echeancier; facture corrigee; rembours…; retour; comite; cse; commandee?s?
    `;

const HANDED_OVER = anyOf`
      remises? (?:de |des |du |de la |de l')(?:cles?|clefs?|diplomes?|dossiers?|prix|medailles?|colis|documents?|bulletins?|copies|recompenses?|certificats?|badges?|materiel|trophees?|rapports?|offres|titres?|vehicules?|bagages?|courriers?|passeports?|cartes?|velos?)
      remises? a (?:niveau|zero|neuf|jour|plat|l.eau|l.heure|votre|son|sa); remises? en [a-z]+
      remises? aux? (?:normes?|tribunal|gardien|destinataire|voisin|locataire)
    `;

export const FRENCH_DISCOUNTS: readonly Phrase[] = [
  phrase(
    'DISCOUNT',
    anyOf`soldes; en solde`,
    anyOf`
      soldes? (?:de |des |du )(?:conges?|comptes?|points?|rtt|tout compte); vos soldes
      soldes (?:crediteurs?|debiteurs?)
    `,
  ),
  phrase(
    'DISCOUNT',
    anyOf`promos?`,
    anyOf`promo [0-9]{4}; code promo [a-z]*(?:retire|annule|expire|invalide|refuse|supprime)…`,
  ),
  phrase(
    'DISCOUNT',
    anyOf`promotions?; promotionnel(?:le)?s?`,
    anyOf`
      promotion (?:[0-9]{4}|de l.annee|sortante|entrante|interne); (?:votre|sa|ta) promotion; avenant
      promotion (?:au|a la|a l.|comme|des|du (?:dipl|bac|master))
    `,
  ),
  phrase(
    'DISCOUNT',
    anyOf`
      moins d.impots; (?:reduire|reduisez|payer moins d|baisser) (?:vos |d.)?impots; defiscalis[a-z]+; destockages?
      braderie; liquidation(?! (?:judiciaire|de (?:la |votre |sa )?(?:succession|retraite|pension)|des droits))
      tout doit (?:partir|disparaitre); ventes? d.usine; demarques?
      prix (?:sacrifies|fondent|chutent|baissent|s.effondrent|en chute|bloques)
      baiss(?:e|ent) de prix; moitie moins chere?s?; a (?:tout )?petits? prix; (?:nos|les) prix (?:baissent|fondent)
      (?:votre|vos|cet|un|d.un|des|ses|ces|tes|ton) avantages?(?! (?:en nature|sociaux|acquis|fisca))
      [0-9]+ (?:eur|euros|€|\$|chf) (?:de (?:remise|reduction|rabais|moins)|offerts?|verses? a l|de bienvenue)
      bonnes? affaires?; bons? plans?
      prix (?:casses?|barres?|minis?|chocs?|doux|imbattables?|exceptionnels?|reduits?|d.amis?|en baisse|speciale?s?|exclusifs?)
      (?:tout )?petits? prix; moitie prix; demi-tarif; black friday; cyber monday; french days; prime day
      cash ?back; ventes? (?:privees?|flash|exclusives?|exceptionnelles?|speciales?)
      offres? (?:speciale|exclusive|exceptionnelle|flash|limitee|du moment|de lancement|de bienvenue|promo|fidelite|privilege|vip|de noel|du jour|du mois|de rentree|anniversaire|irresistible|decouverte)s?
      reprise de [0-9]+; bonus de reprise; epuisement des? stocks?
      prix (?:coutants?|malins?|fous|d.appel|d.usine|promos?); (?:au )?meilleure?s? prix; a bas prix
      (?:pas|moins) chere?s?
      (?:coute|coutent)[ ,:].{0,15}de moins; economis(?:ez|er|ent|e); reductions? immediates?
      tout a [0-9]+ ?(?:eur|€) limite des stocks; stocks? limites?
      sans engagement; satisfait ou rembourse; faites des economies; remises? immediates?
      (?:tarif|prix) de bienvenue
      tarifs? (?:geles?|en baisse|bas|preferentiels?|degressifs?|reduits?|exceptionnels?|speciale?s?|avantageux)
      avantages? (?:client|exclusif|fidelite|membre|carte)s?; bons? de [0-9]+ ?(?:eur|euros|€)
      bons? de reduction
      code (?:promo|avantage|reduction|cadeau|fidelite|parrainage|remise|vip|privilege|bienvenue)
      pour en profiter; a ne pas (?:manquer|rater); prix de gros
      votre (?:cheque|bon)[ ,:].{0,20}(?:plus valable|a utiliser)
    `,
    SETTLED,
  ),
  phrase(
    'DISCOUNT',
    anyOf`profitez(?:-en)?`,
    anyOf`profitez (?:bien|pleinement); profitez de votre (?:sejour|soiree|voyage|week-end|visite)`,
  ),
  phrase(
    'DISCOUNT',
    anyOf`(?:nos|notre|cette|une|l.) ?offres?(?! (?:de (?:pret|stage|location|contrat|financement|service)|d.(?:emploi|achat|embauche|alternance)))`,
    anyOf`appel d.offres; candidature; notaire; embauche`,
  ),
  phrase(
    'DISCOUNT',
    anyOf`(?:jusqu.a|recevez|recuperez|beneficiez de) [0-9][0-9 ]* ?(?:eur|euros|€|%)`,
    anyOf`rembours…; plafond; a regler; facture; amende; delai`,
  ),
  phrase('DISCOUNT_UNCLEAR', anyOf`remises?`, HANDED_OVER, SETTLED),
  phrase(
    'DISCOUNT_UNCLEAR',
    anyOf`reductions?`,
    anyOf`(?:carte|tarif) de reduction[ ,:].{0,30}(?:prete?|expire|retirer|dossier|demande|disponible|arrivee|refusee?|guichet); reductions? (?:d.impots?|fratrie|d[ue]s? (?:trafic|nombre|delais?|acces|places)|de (?:vitesse|bruit|debit|personnel|service|effectif|temps|peine|consommation)|des? horaires?)`,
    SETTLED,
  ),
  phrase('DISCOUNT_UNCLEAR', anyOf`rabais; ristournes?`, SETTLED),
  phrase(
    'DISCOUNT_UNCLEAR',
    anyOf`(?:cheques?|cartes?|bons?)[- ]cadeaux?; bons? d.achat; avoir de bienvenue`,
    anyOf`a retirer; expedie…; activee?; echange`,
    SETTLED,
  ),
];
