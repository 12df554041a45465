import { type Phrase, anyOf, phrase } from '../phrases';

// French words that adverts like and other texts use too: a sentence about a transaction outweighs them.

export const FRENCH_SOFT: readonly Phrase[] = [
  phrase('SELLING_WORD', anyOf`decouvrez; decouvrir`),
  phrase(
    'SELLING_WORD',
    anyOf`dernieres? chances?; derniers? jours?; dernier (?:rappel|avis); plus que (?:[0-9]+|quelques) [a-z]+`,
  ),
  phrase(
    'SELLING_WORD',
    anyOf`offerte?s?; gratuite?s?; gratuitement`,
    anyOf`(?:transports?|stationnement) gratuits?; gratuite des; depistage; vaccin…; annulation gratuite; annulable; echange gratuit`,
  ),
  phrase('SELLING_WORD', anyOf`cadeaux?; surprises?`, anyOf`cadeau (?:de depart|commun|collectif)`),
  phrase(
    'SELLING_WORD',
    anyOf`appelez-nous; contactez-nous`,
    anyOf`pas vous; (?:appelez|contactez)-nous (?:au|si|pour|avant)`,
  ),
  phrase('SELLING_WORD', anyOf`rien que pour vous; exclusi(?:f|fs|ve|ves|vite|vement); privileges?`),
  phrase('SELLING_WORD', anyOf`nouveautes?; nouveau (?:chez|:); offres?`),
  phrase(
    'SELLING_WORD',
    anyOf`
      vite; sans attendre; ne tardez pas; depechez-vous; prend fin; se termine; ce soir minuit
      avant minuit
    `,
  ),
  phrase(
    'SELLING_WORD',
    anyOf`vous attend(?:ent)?; au plaisir de vous; merci (?:de|pour) votre (?:confiance|fidelite)`,
    anyOf`(?:notaire|medecin|chauffeur|expert|reparateur|dr|avocat|livreur|infirmiere) vous attend; vous attend (?:devant|a l.accueil|pendant|chez le|a [0-9]+|le [0-9]+|[a-z]+di (?:a|le)|salle|guichet|au guichet|en salle)`,
  ),
  phrase(
    'SELLING_WORD',
    anyOf`
      (?:en|la|de la) boutique; en (?:magasin|rayon|caisse|parfumerie|vitrine)
      a (?:tres )?(?:vite|bientot) (?:dans|en|chez|au)
      assortie?s?; ouvert[ ,:].{0,30}(?:cadeaux|achats|courses); ouverts[ ,:].{0,40}(?:cadeaux|achats|courses)
    `,
  ),
  phrase(
    'CALL_TO_BUY',
    anyOf`
      commandez; achetez; reservez (?:vite|maintenant|vos places|votre (?:table|seance|place)|des|sur)
      abonnez-vous; souscrivez; inscrivez-vous; en profiter; essayez; testez; adoptez; partez; parlons-en
      parlons de; un conseiller vous rappelle
      passez? (?:nous voir|vite|en (?:magasin|boutique)|voir|a la boutique|avant|cette semaine|faire un tour); repassez
      poussez la porte; on (?:vous|t.) ?attend; nous vous attendons; premier arrive; dernieres? places?
      il reste (?:des|quelques|encore|[0-9]+) (?:des )?(?:places?|chambres?|tables?)
      places? (?:limitees?|restantes?); une place s.est liberee; profites; decouvre; estimation; devis gratuit
      a tres vite en (?:boutique|magasin)
      rendez-vous en (?:magasin|boutique); c.est le moment; signez avant; demandez votre; on livre
      livres? (?:demain|en 24h|chez vous); profiter; retrouvez; participez; protegez-vous
      (?:vous |te )propos(?:e|ent|ons) (?:son|sa|ses|un|une|des|aussi|notre|nos)
      propos(?:e|ent|ons) aussi; renouvelez (?:avant|vite|maintenant); prolongez d.un; dernieres inscriptions
      inscriptions ouvertes
      vendez; viens; investir; paiement immediat
    `,
    anyOf`
      appelez-nous (?:au|si|pour); contactez-nous (?:au|si|pour)
      passez (?:avant|en)[ ,:].{0,20}(?:le|la|les) (?:recuperer|chercher|retirer)
    `,
  ),
  phrase(
    'SLOGAN',
    anyOf`
      envie d[e']…; petit creux
      on vous (?:regale|gate|chouchoute|emmene|prepare|cuisine|accueille|concocte|dorlote|propose|livre|attend)
      il parait que; on a ce qu.il (?:vous )?faut; (?:vous|t) irait (?:si )?bien; vous aime(?:z|rez) [a-z]+
      merite(?:nt)? (?:une?|des|mieux|du|le)…; parlons [a-z]+; les petits plats; a table; pas le temps de; et vous \?
      c.est chez
      (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ce soir|ce midi),? c.est; tout est chez
      on s.occupe de tout; l.elegance; le plaisir d[e']…; le bonheur; la passion; ans deja; clients? depuis
      merci pour votre passage; nous sommes la pour vous; nombreux lots; buvette; brocante; kermesse; tombola
      loto; bingo; concerts?; quiz; spectacles?; marche de noel; vide-greniers?
      soiree (?:dansante|jeux|karaoke|concert) nos voisins; votre voisin; vos voisins; nos tarifs sont; prenez soin de
      faites le plein; en toute serenite; a choisi; dans votre quartier; bonne nouvelle
      il fait (?:chaud|froid|[0-9]+ degres); voyagez; evadez-vous; ce soir,? on
    `,
  ),
  phrase('SLOGAN', /^(?:[^.:!?]{2,25} ?: )?besoin d[e']/),
  phrase(
    'CALL_TO_BUY',
    anyOf`
      24 ?h ?\/ ?24; 24\/24; 7 ?j ?\/ ?7; intervention rapide; petits et gros (?:travaux)…; gardez ce numero
      toutes distances; livre(?:nt|ons)? (?:maintenant|desormais|partout); debutants? (?:bienvenus?|acceptes?); sans rendez-vous; sur rendez-vous au
      (?:menage|repassage|jardinage|bricolage|demenagement|elagage|vitrerie|serrurerie|plomberie|electricite), …
      cours (?:de|d.)[a-z ]{3,20}a domicile; nos prix (?:remontent|augmentent|changent)
      avant (?:la hausse|l.augmentation)
    `,
  ),
  phrase(
    'SERVICE_ADVICE',
    anyOf`
      serait (?:sage|utile|prudente?|bienvenue?); a prevoir
      a (?:faire|programmer|planifier) (?:ce mois|cette annee|avant|bientot|prochainement)…
      pensez a (?:faire|prevoir|planifier|programmer|controler|reviser|entretenir|changer|remplacer|prendre rendez-vous|le (?:faire|changer|remplacer)|la (?:faire|changer|remplacer))
      il est temps (?:de|d.); il y a (?:un|deux|trois|[0-9]+) (?:ans?|mois)
      depuis (?:un|deux|trois|plus d.un|[0-9]+) (?:ans?|mois)
      dates? d.il y a; (?:date|remonte) (?:de|a) (?:plus de )?(?:un|deux|trois|[0-9]+) (?:ans?|mois)
      (?:le|la|les) (?:votre|votres) (?:a|ont) (?:un|deux|trois|[0-9]+) ans?
      (?:dernier|derniere) (?:examen|visite|controle|revision|vidange|detartrage|bilan|ramonage|entretien|rappel)[ ,:].{0,20}(?:date|remonte|il y a)
      peut etre (?:planifiee?|programmee?|prise?); n.a pas ete (?:entretenue?|revisee?|controlee?); ont? [0-9]+ ans
      arrive a [0-9]+ 000 km; vers [0-9]+ ?000 km
      notre (?:accordeur|technicien|ramoneur|conseiller) passe
    `,
    anyOf`pique-nique; prevoir (?:un|une|de|des)`,
  ),
  phrase(
    'NEW_FEATURE',
    anyOf`
      (?:pouvez|peut) (?:desormais|maintenant); nouveau service; propose(?:nt|ons)? (?:desormais|maintenant)
      nouvelle fonction…
      desormais (?:disponibles?|consultables?|possible|accessibles?|en ligne); reprennent
      ouverture des inscriptions
    `,
  ),
];
