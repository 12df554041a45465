import { type Phrase, anyOf, phrase } from '../phrases';

// French words that sell without naming a discount, and that no transaction excuses.

export const FRENCH_SELLING: readonly Phrase[] = [
  phrase(
    'MULTI_BUY',
    anyOf`
      [0-9]+ [a-z' ]{0,25}achete?e?s?[ ,:=]{1,3}.{0,30}(?:offerte?s?|gratuite?s?|a -?[0-9]+)
      [0-9]+ achete?e?s?; [0-9] pour le prix d[e']…
      (?:le|la) (?:deuxieme|troisieme|seconde?|[2-9]e|10e)[ ,:].{0,20}(?:offerte?|gratuite?|a (?:1|un) eur|a -[0-9]+|moitie)
      deuxieme paire
    `,
  ),
  phrase(
    'GIFT',
    anyOf`
      (?:est|sont) pour nous; (?:est|sont) pour (?:toi|vous) si
      (?:on|je) (?:te|t.) ?(?:offre|garde|reserve) (?:vous est|vous sont|lui est) offerte?s?
      (?:on|nous) vous (?:offre|offrons|garde|gardons|reserve|reservons); vous offre(?:nt)?
      cadeaux? (?:vous attend|offerts?|pour|de bienvenue); (?:un|votre|vos) cadeaux?
      surprises? (?:vous attend|pour vous); livraison (?:offerte|gratuite)
      (?:port|frais de port) offerts?; essai gratuit
      (?:premier|premiere|1er|1re|un|une|deux|trois|[0-9]+) (?:mois|seances?|annees?|semaines?|heures?|jours?|cours|soins?) (?:est |sont )?(?:offerte?s?|gratuite?s?|a (?:1|un) eur)
      (?:seance|annee|etude|estimation|devis|diagnostic|premier soin|pose|montage|cafe|boisson|dessert) (?:est )?(?:offerte?s?|gratuite?s?)
      sans frais des; offerte?s?; (?:est|sera|sont|seront) (?:a|pour) nous; (?:surprises?|cadeaux?|lots?) vous attendent
    `,
    anyOf`(?:offerte?s? )?aux (?:visiteurs|passagers|patients|benevoles|parents|familles|eleves|donneurs); embarquement; passagers; poste offert; donneurs; collation; cse; comite; rembours…; echange…; resilie…; annule…; (?:se termine|prend fin|expire|est termine)`,
  ),
  phrase(
    'PRIZE',
    anyOf`
      tirage au sort; jeux?[- ]concours; grand jeu; tentez (?:votre chance|de (?:gagner|remporter))
      gagnez; remportez; gagne; c.est gagne; jou(?:e|ez) (?:maintenant|et|ce soir|vite)
      recevez [0-9]+ ?(?:eur|euros|€); contre une? (?:bon|cheque|carte|cadeau|reduction|remise)
      a (?:gagner|remporter)
    `,
    anyOf`gagnez (?:du temps|de la place); litige; proces; recours; combat; rencontre; medaille; (?:il|elle|zoe|equipe|u[0-9]+) a gagne; son (?:match|combat); match; poules; groupes; liste d.attente; coupe d[eu]; finale; election; contestation`,
  ),
  phrase(
    'REFERRAL',
    anyOf`
      parrain(?:ez|er|age)
      (?:amenez|invitez) (?:un|une|vos|votre) (?:amie?s?|proches?|copains?|copines?|collegues?)
      venez avec (?:quelqu.un|qui vous voulez); venez avec une? (?:amie?|proche|copain|copine); parraine
      (?:amene|invite) (?:un|une|tes) (?:amie?s?|potes?|copains?|copines?)
    `,
  ),
  phrase(
    'LOYALTY_PUSH',
    anyOf`
      (?:points?|cagnotte|recompenses?|cheques? fidelite|euros fidelite)[ ,:].{0,50}(?:expire(?:nt)?|expires?|a utiliser|avant|doubl[a-z]+|perdus?|valables? jusqu|en profiter|deviennent|a depenser|valent|vous attend)
      (?:utilisez|depensez|doublez|convertissez)[ ,:].{0,20}(?:points?|cagnotte|avantages?)
      points? (?:doubles?|bonus|offerts?|cadeaux?); (?:doublez|depensez|utilisez)-les
      (?:vos|votre|tes) [a-z ]{0,12}(?:avantages?|fidelite|cagnotte|recompenses?)[ ,:].{0,25}(?:prend fin|prennent fin|expire(?:nt)?|a echeance)
      (?:prochaine|votre) recompense
      (?:statut|rang|niveau|membre|cercle) (?:[a-z]+ ){0,2}(?:or|argent|bronze|gold|silver|platine|platinum|vip|premium)
      palier (?:or|argent|suivant)
    `,
    anyOf`points? (?:relais|de retrait|de livraison|de rendez-vous|de vente); permis; ordre du jour`,
  ),
  phrase(
    'BASKET',
    anyOf`
      paniers?[ ,:].{0,25}(?:attend|encore|expire|s.impatiente|sauvegarde|abandonne)
      (?:dans|de) (?:le|votre|ton) panier; votre panier(?! (?:de legumes|bio|repas)); paniers? (?:en attente|oublie)
      (?:oublie|laisse) quelque chose; articles? dans votre panier
      (?:finalisez|terminez|validez) (?:votre|vos) (?:achats?|commandes?|panier)
    `,
  ),
  phrase(
    'BACK_IN_STOCK',
    anyOf`
      (?:a|de) nouveau (?:disponibles?|en (?:stock|rayon|magasin|vente|boutique))
      de retour en (?:stock|rayon|magasin|boutique|vente)
      (?:prix|tarif)[ ,:].{0,30}(?:vient de baisser|a baisse|ont baisse); baisse de prix; alerte prix
    `,
    anyOf`
      services?; reseau; eau; electricite; internet; lignes?; appli(?:cation)?; site; ascenseur; parking
      acces; connexion; courant; guichets?; fibre; wifi; docteur; dr; medecin; espace client; creneaux?
    `,
  ),
  phrase(
    'GREETING',
    anyOf`
      (?:joyeux|bon|bonne|heureux|heureuse|excellente?|belles?|tres belle|joyeuses) (?:anniversaire|noel|fetes?(?: de (?:fin d.annee|noel|paques)| des (?:meres|peres|grands-meres))?|annee(?: 20[0-9]{2})?|saint-valentin|paques)
      voeux; bonne fete; (?:une )?pensees? pour (?:vous|toi); en ce jour (?:special|si special)
    `,
    anyOf`annee scolaire; carte de voeux`,
  ),
  phrase(
    'SHOP_EVENT',
    anyOf`
      portes? ouvertes?; soirees? (?:vip|privees?|clients?|speciale|shopping|de lancement|degustation)
      avant-premiere; degustations?; vernissage; inauguration; defile; showroom
      (?:vous invite|vous convie|vous etes (?:invitee?s?|conviee?s?))
      venez (?:nous |les |l.)?(?:rencontrer|decouvrir|essayer|tester|gouter|deguster|feter|profiter|voir|trouver|utiliser|depenser|vous faire plaisir)
      journee (?:decouverte|vip|clients?)
    `,
    anyOf`
      conseil; reunion; parents; entretien; assemblee; classe; convocation; signature; remise des
      soutenance; medecin; audience; (?:votre|vos) (?:exposition|vernissage|spectacle|billets?|places?|badge)
    `,
  ),
  phrase(
    'NEW_RANGE',
    anyOf`
      (?:nouvelle|nos nouvelles) (?:collections?|gammes?|cartes?|saisons?|boutiques?|formules?)
      (?:nouveaux?|nos nouveaux) (?:menus?|magasins?|arrivages?|parfums?|soins?|produits?|modeles?|restaurants?|salons?)
      collection[ ,:].{0,25}(?:arrive|est la|disponible|en ligne|en boutique)
      (?:la|notre) carte d.(?:ete|automne|hiver); la carte de printemps
      ouverture (?:de|d.une?) ?(?:votre|notre|un|une|son|nouveau)? ?(?:nouveau |nouvelle )?(?:magasin|boutique|restaurant|salon|agence)
      ouvre ses portes; a decouvrir; (?:vient|viennent) d.arriver; est enfin (?:la|disponible); enfin disponibles?
      (?:repense|renouvele|change) (?:la|notre|toute la) (?:carte|collection|gamme|vitrine|deco)
      votre nouveau (?:magasin|restaurant|supermarche|salon)
    `,
    anyOf`votre nouvelle carte; carte (?:bancaire|vitale|d.identite)`,
  ),
  phrase(
    'NEW_RANGE',
    anyOf`^(?:[a-z ]{2,20} : )?(?:les?|la|nos) (?!colis|commande|courrier|livreur|train|bus|medecin|technicien|chauffeur|resultat|agent|piece|eleve|enfant|facture|taxi|ascenseur)[a-z' ]{3,25} (?:est|sont) (?:arrivee?s?|la)`,
    anyOf`votre; vos`,
  ),
  phrase(
    'WIN_BACK',
    anyOf`vous nous manquez; (?:ca|cela) fait longtemps; revenez; on ne vous voit plus; de retour parmi nous`,
    anyOf`revenez vers nous; revenez (?:demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|a [0-9]+)`,
  ),
  phrase(
    'ELIGIBLE',
    anyOf`
      pre-?(?:accordee?|acceptee?|approuvee?|selectionnee?)s?
      vous etes (?:eligible|selectionnee?|l.heureux gagnant)
    `,
  ),
  phrase(
    'UPSELL',
    anyOf`
      ajoutez; si vous l.ajoutez; et si (?:vous|on|tu) [a-z]+
      passez (?:a|au|en) (?:l.offre|la (?:carte|version|formule|fibre)|l.abonnement|premium|1re|premiere|pro|gold|l.annuel)
      passer a (?:l.offre|la carte|la version|la fibre); optez pour; craquez; foncez
      (?:offrez|offre)(?:-vous|-toi|-lui|-leur); offrez; (?:le )?sa(?:viez|vez|vais)-(?:vous|tu) que; le saviez-vous
      coup de (?:neuf|coeur|pouce)
      (?:vous|tu) (?:allez|vas) (?:adorer|aimer|craquer); (?:vous|te|lui) va si bien; mise?s? de cote; comparons
      comparez; faisons le point
      (?:rachat|reprise) de votre; vendez votre; investissez; (?:nous rachetons|on rachete|nous reprenons)
      profites?-en; dites(?:-le)?-nous au livreur; si (?:vous prenez|tu prends)
      option[ ,:].{0,20}accessible; faites-vous plaisir; laissez-vous tenter; allez plus loin; equipez-vous
      merite(?:nt)? mieux; pensez a (?:nos|notre|gater|offrir|la gamme); avez-vous pense a
      extension de garantie; changez-(?:le|la|les); notre nouveau; notre nouvelle(?! adresse)
      nos nouveaux; nos nouvelles
    `,
    anyOf`identifiants?; mots? de passe; ajoutez (?:ce|cet|cette|le) (?:numero|rendez-vous|rdv|date)`,
  ),
];
