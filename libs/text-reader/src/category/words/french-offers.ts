import { type Phrase, anyOf, phrase } from '../phrases';

// French ways of putting an offer forward by its shape rather than by a word of discount: what the customer holds and
// will lose, what is scarce, what is for sale, what the season asks for.

/** Words for benefits that a shop grants. */
const GRANTED =
  'avantages?|bons?|cheques?|cheques?-cadeaux?|credits?|cagnottes?|recompenses?|remises?|privileges?|cadeaux?|surprises?|offres?|reductions?|ristournes?|bonus|coupons?|points?|euros|cartes?-cadeaux?|tarifs?|prix';
/** Senses that are no grant. */
const NO_GRANT = anyOf`
  bons? de (?:livraison|commande|prise en charge|sortie|transport|retour|garantie|caisse|consultation|visite|echange)
  bon (?:etat|deroulement|fonctionnement|courage|voyage)
  credits? (?:d.impots?|immobiliers?|auto|renouvelable|agricole|mutuel|conso…)
  cheques? (?:de banque|remis|encaisse|vacances|emploi|a encaisser|n°|impaye|rejete|refuse)
  offres? (?:de (?:pret|stage|contrat|location)|d.(?:emploi|achat|embauche)|pour (?:le|la|l.))
  offre[ ,:].{0,30}retenue
  credits? (?:de formation|temps|d.heures|sms); cheque (?:de|numero|est (?:bloque|encaisse))
  cartes? (?:bancaire|d.identite|vitale|grise|de sejour)
  points? (?:de permis|relais|de retrait|de livraison|de rendez-vous|de vente); permis; ordre du jour; le bon; comite
  cse; rembours…; facture
`;

export const FRENCH_OFFERS: readonly Phrase[] = [
  // Without accents `réserve` and `réservé` are one, so only where a sentence or clause begins.
  phrase(
    'CALL_TO_BUY',
    /(?:^|[,:;] |et )(?:decouvre|profite|craque|fonce|reserve|achete|offre-toi|teste|essaie|essaye|regale-toi|equipe-toi|rejoins|abonne-toi|inscris-toi|viens|passe)(?= (?!(?:prendre|la|le|les|me|moi|a|au)(?![a-z]))|!|$|,)/,
  ),
  phrase(
    'STUDY',
    anyOf`
      (?:votre|vos) (?:opinion|avis) sur (?:les|la|le|nos|des); etudes? (?:de marche|d.opinion|consommateurs?|sur|:)…
      (?:grand |notre )?sondage; quelles? marques?; panel(?:iste)?s?
      (?:enquete|questionnaire) (?:sur (?:les|vos habitudes)|conso)…
    `,
    anyOf`satisfaction; votre (?:sejour|livraison|visite|achat|passage)`,
  ),
  phrase(
    'NEW_RANGE',
    anyOf`
      bientot (?:chez vous|pres de chez vous|dans votre|a [a-z]+ :|disponible|en magasin)
      arrivent? (?:a|en|dans) [a-z -]{2,25} ?!; (?:ouvre|ouvrent|ouvrira|s.installe) (?:ses portes|a|dans|rue|le)…
      nouvelle (?:formule|offre|adresse gourmande|enseigne)
    `,
    anyOf`guichet; bureau; accueil; inscription; portail; centre; mairie; ecole; creche; ton|votre (?:colis|livreur)`,
  ),
  phrase(
    'GREETING',
    anyOf`
      merci (?:d.avoir ete|pour cette (?:annee|belle)|pour ces|de nous (?:suivre|lire|soutenir)|de votre fidelite|pour votre fidelite)
      pour (?:vos|tes) [0-9]+ ans; (?:vous|te) dit (?:bravo|merci|bonjour|joyeux|a bientot)
      bonne (?:rentree|reprise|fin d.annee)
    `,
  ),
  phrase(
    'BASKET',
    anyOf`(?:votre|vos|ton) (?:favori|favoris|taille|pointure|modele prefere|article prefere|coups? de coeur|liste d.envies|wishlist|selection)`,
    anyOf`commandee?; echangee?; livree?; n.est (?:pas|plus); rupture; rembours…; pour l.essayage`,
  ),
  phrase(
    'LOYALTY_PUSH',
    anyOf`
      (?:vous est|vous sont) (?:reserve|offert|accorde)…; a utiliser (?:en|dans|sur|chez|avant|jusqu)…
      (?:votre|vos) prochaine?s? (?:achats?|commandes?|visites?|courses?|boissons?|repas|passages?|coupes?|seances?|sejours?|trajets?)[ ,:].{0,25}(?:[0-9]+ ?(?:eur|euros|€|%)|offert|gratuit|moitie)…
      (?:notez|avis|etoiles?)[ ,:].{0,30}(?:repartez|recevez|gagnez|offert|cadeau)…; repartez avec
    `,
    anyOf`places? vous sont; commission; audience; creneau`,
  ),
  phrase(
    'LOYALTY_PUSH',
    anyOf`
      (?:votre|vos|ton|tes|un|une|des|[0-9]+) (?:[a-z]+ )?(?:${GRANTED}) (?:[a-z0-9€'-]+ ){0,6}(?:expire|expirent|perdue?s?|n.a pas ete|n.ont pas ete|valables?|utilises?|attend|attendent|fin|finit|plus que|dernier|derniere|bientot|a valoir|a depenser|a utiliser|disponibles? (?:a votre nom|en (?:caisse|magasin|boutique)|jusqu)|credite|a votre nom|inutilise|encore|vous revient|part|disparait|disparaissent|s.envolent|s.envole|doublent|double|triplent|augmente)e?s?
      points? (?:doublent|triplent|x[2-9]|x [2-9])
      (?:activez|utilisez|recuperez|debloquez|decouvrez|convertissez|transformez) (?:votre|vos|mes|tes)[ ,:].{0,12}(?:${GRANTED})
      fidelite (?:merite|recompensee|vous offre|vous rapporte)
      (?:carte|tampons?)[ ,:].{0,25}(?:pleine|remplie|completee)
      encore [0-9]+ (?:achats?|passages?|visites?|points?|cafes?|tampons?) (?:et|pour|avant)
      plus que [0-9]+ (?:points?|achats?|passages?|euros|eur|€)
    `,
    NO_GRANT,
  ),
  phrase(
    'MULTI_BUY',
    anyOf`
      [0-9]+ (?:nuits?|jours?|seances?|articles?|entrees?|repas|mois|places?|cours),? (?:dont )?[0-9]+ payee?s?
      (?:une?|1|deux|2) payee?s?,; [0-9] ?\+ ?[0-9] (?:offerte?s?|gratuite?s?|au|sur|en|chez|dans|ce|cette|jusqu)…
      [2-9] pour [1-9](?! (?:personnes?|pers|adultes?|enfants?))
      [0-9]+ (?:[a-z]+ ){1,2}pour le prix d…; 2e (?:article|paire|produit|pizza|menu|place) (?:a|offerte?|gratuite?)
      des? [0-9]+ (?:eur|euros|€|\$) d.achats?
      (?:[0-9]+|un|une|deux) [a-z]+ commandee?s?, (?:la|le|les)[ ,:].{0,12}(?:a nous|pour nous|offerte?|gratuite?)
      a l.achat de
      pour (?:toute|chaque|une) (?:commande|achat|formule|visite|inscription)[ ,:].{0,20}(?:offert|gratuit|cadeau|recevez)…
      pour [0-9]+ ?(?:eur|euros|€|\$) de plus
    `,
  ),
  phrase(
    'SCARCE',
    anyOf`
      dernieres? (?:heures?|minutes?|semaines?|places?|pieces?|tailles?|chambres?|disponibilites?|inscriptions?)
      derniers? (?:instants?|billets?|exemplaires?|modeles?|stocks?|lots)
      (?:dans la )?limite des (?:places?|stocks?); quantites? limitees?
      (?:edition|serie|places?|pointures?|tailles?|stocks?) limitee?s?; jusqu.a epuisement
      [0-9]+ ?h(?:eures)? seulement; seulement (?:aujourd.hui|ce (?:soir|week-end|jour)|[0-9]+ jours?)
      (?:aujourd.hui|ce (?:soir|week-end|mois|jour)|cette semaine|ce [a-z]+di) (?:seulement|uniquement)
      uniquement (?:aujourd.hui|ce|cette|demain); en avant-premiere; avant tout le monde; prolongations?
      derniere ligne droite; (?:places|elles|ils) partent vite
      (?:un|deux|trois|quatre|[0-9]+) (?:soirs?|jours?|dates?|heures?) seulement; part(?:ent)? (?:tres )?vite
      [0-9]+ restante?s?; ne (?:manquez|ratez|passez) pas; c.est maintenant ou jamais; maintenant ou jamais
      il (?:ne )?(?:vous )?reste (?:que|plus que|quelques|encore|des|de la|[0-9]+)[ ,:].{0,12}(?:places?|chambres?|tables?|billets?|pieces?|jours? pour en|exemplaires?)
    `,
    anyOf`dossier; colis; relais; formulaire; declaration; reglement; rattrapage; vaccin…; recuperer; retirer; inscription a(?:u|ux)? (?:cantine|examen|concours|partiel)…; impot…; relance`,
  ),
  phrase(
    'ESTATE',
    anyOf`
      (?:faire |faites |faisiez )?estim(?:er|ez|ation|ee|ons) (?:de |gratuite|offerte|votre|le|un|en ligne|immobiliere)…
      avis de valeur
      (?:un |des |nos |plusieurs )?(?:acheteurs?|acquereurs?|clients?) (?:cherche(?:nt)?|recherche(?:nt)?|souhaite(?:nt)? acheter|est pret|sont prets|interesses?|potentiels?)
      (?:vendre|louer) (?:le |la )?(?:votre|votre bien|vite|mieux|au meilleur)
      vous (?:vendez|souhaitez vendre|pensez (?:a )?vendre|voulez vendre|envisagez)…
      projet (?:de vente|immobilier|d.achat) \?; vient de (?:vendre|se vendre|sortir); exclusivite; coup de coeur
      programme neuf
      (?:[2-9]|deux|trois|quatre|cinq) pieces?[ ,:].{0,40}(?:lumineux|disponible|balcon|terrasse|m2|renove|quartier|calme|neuf)…
      disponible de suite; a vendre; a louer; visitez (?:ce|cette|notre|l.appartement|la maison|les); nouveau bien
      biens? (?:similaires?|disponibles?) dans
    `,
    anyOf`votre (?:offre|visite|dossier|demande|compromis); etat des lieux; notaire`,
  ),
  phrase(
    'UPSELL',
    anyOf`
      (?:peut|peuvent|pouvons) (?:aussi|egalement) (?!venir|appeler|payer|repondre|annuler|passer|etre)[a-z]+
      (?:bloquer|bloquez|geler|garder) (?:votre|le|ce) (?:prix|tarif); (?:et )?pourquoi (?:pas|ne pas)
      parlez(?:-nous-en|-en| a votre)…; demandez(?:-nous|-la|-le| notre| nos| conseil| le catalogue| a (?:votre|nos))…
      on (?:refait|change|nettoie|s.occupe de|vous prepare|vous fait|te fait|te prepare)
      (?:nous|on) (?:faisons|fait|vend|vendons|propose|proposons|realise|realisons) (?:aussi|egalement)
      vend(?:ons|ent)? aussi; propos(?:e|ent|ons) (?:egalement|aussi|desormais un|de nouvelles)
      surclass…
      (?:un|nos) conseill(?:er|ere|ers) (?:peut|peuvent|vous (?:rappelle|attend|propose|presente|accueille))
      proposition (?:personnalisee|sur mesure|adaptee|interessante); faire une proposition; capacite d.emprunt
      (?:devis|simulation|etude|bilan) (?:gratuite?|offerte?|sans engagement|en ligne|personnalisee?|en 2 min…)
      (?:changez|passez) (?:de|a) (?:banque|operateur|mutuelle|fournisseur|l.action|la vitesse|l.electrique|la fibre)…
      placez (?:vos|votre|jusqu); epargnez
      faites (?:des economies|fructifier|vos courses|vos achats|le (?:plein|choix)|reprendre|confiance|plaisir|estimer)
      et si (?:vous|on|tu|nous) [a-z]+; envie de (?:prolonger|plus|changer)…
      reprend(?:s|re|ons)? (?:votre|vos) (?:ancien|ancienne|vieux|vieille|voiture|vehicule|mobile|telephone)…
      au prix fort; reprise de votre; (?:et|mais) pensez aussi; le petit plus
      complet(?:ez|er) (?:votre|avec|la)[ ,:].{0,15}(?:look|tenue|commande|achat|collection|menu|protection)
    `,
    anyOf`completez votre (?:dossier|inscription|declaration|demande)`,
  ),
  phrase(
    'SLOGAN',
    anyOf`
      (?:pour|a) (?:la saint-valentin|les fetes|noel|paques|la fete des|la rentree)…
      (?:noel|hiver|ete|printemps|automne|rentree|fetes?|vacances|soldes) (?:approche(?:nt)?|arrive(?:nt)?|est la|sont la|commence ici)
      de fetes?; ce noel; pour les fetes; saint-valentin; halloween
      (?:reussir|preparez|preparer|illuminez|sublimez) (?:vos|votre|les|la) (?:fetes?|noel|rentree|ete|vacances|reveillon)…
      commence(?:nt)? (?:ici|chez|maintenant|aujourd.hui); a portee de (?:main|clic); rien de tel; quoi de mieux
      le bien-etre; prenez le temps; comme a la maison; fait maison; depuis [0-9]{4}
      (?:on|nous) (?:a|avons) pense a (?:vous|toi); on vous (?:attend|garde|dit tout|prepare|emmene)
      (?:pret|prete|prets) a (?:partir|craquer|relever|changer)…; il n.est pas trop tard; il est encore temps
      a vous de jouer; plus (?:vite|simple|belle|beau|fort) que
      voisins?; entree libre; bals?; guinguette; fete(?:nt)? (?:leurs?|ses|son) [0-9]+ ans
      nouvelles? (?:vitrines?|envies?)
      la semaine d[eu] (?!travail|conge|formation|stage)[a-z]+ (?:a commence|commence|est la); se prepare maintenant
      food ?trucks?; marches? (?:des? (?:createurs|noel|nuit|artisans|producteurs|potiers)|nocturne); cirque
      fete foraine; salon (?:du|de la|des) [a-z]+; festival; foire (?:aux?|de|d.)…; prix (?:en|tout|mini|a partir)…
      doubl(?:e|ent) vos; sans rien faire; toujours disponible a la vente; (?:a la|en) vente; tout commence
      votre (?:terrasse|jardin|interieur|peau|silhouette|look|style|dressing|maison|salon) (?:pour|merite|vous dit|va|reve|change|comme|n.attend)…
      les (?:premiers|premieres) [a-z]+ (?:sont|est) (?:la|arrivee?s?)
    `,
    anyOf`voisins? (?:du|de palier|a signale|a recu|a receptionne)`,
  ),
  phrase(
    'CALL_TO_BUY',
    anyOf`
      inscriptions[ ,:].{0,30}ouvertes?
      louez
      (?:regalez|detendez|chouchoutez|evadez|reservez|precommandez|pre-commandez|magasinez|savourez|degustez|goutez|choisissez|comparez|simulez|souscrivez|economisez|assurez|explorez|osez|accedez|transformez|embellissez|renouvelez|visitez|rencontrez|rencontrer|habillez|jouez|misez|investissez|anticipez|equipez)(?:-vous)?
      pensez a (?:commander|reserver|acheter|offrir|faire plaisir|precommander|nous|noel|la (?:saint|fete|rentree)|vos (?:cadeaux|proches|vacances|achats))…
      jetez un oeil; cliquez (?:ici|vite|pour (?:en|decouvrir|commander|profiter))
      venez (?:nombreux|vite|faire|vous|en (?:famille|profiter)|partager|celebrer|assister|chercher (?:votre|vos) (?:cadeau|surprise))
      rendez-vous (?:au showroom|chez|sur le stand|au stand|au magasin|dans (?:votre|nos|notre)|sur [a-z]+\.)…
      nous vous attendons; on vous y attend; passez nous (?:voir|rendre visite); poussez; rappelle gratuitement
      tapez [0-9]
      repondez (?:oui|ok|[0-9]) (?:pour|et) (?:en profiter|beneficier|reserver|recevoir|activer|commander|etre rappele|gagner|participer)…
      beneficiez(?! (?:deja|actuellement))
    `,
    anyOf`(?:vous|ne) beneficiez; choisissez (?:une? |votre |un autre |le |la )?(?:dates?|creneaux?|horaires?|jour|heure|mode|relais|point|rdv|rendez-vous); tapez [0-9] pour (?:annuler|confirmer|modifier|valider); reservez (?:votre|un) (?:creneau|rdv|rendez-vous) (?:de|pour)…; commande (?:[a-z]{0,2}[0-9]|n°|no|est|a |annul|pret|exped|livr|valid|confirm|re[cf]|en )…`,
  ),
];
