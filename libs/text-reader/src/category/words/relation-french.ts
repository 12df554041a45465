import { anyOf, oneOf } from '../phrases';

// What French informative texts are about. A transaction is the recipient's own: an order, a file, a loan. A notice is a
// fact that concerns them: a line that is late, a school that is closed, a person who is absent.

/** Words for things that a person orders, books, owns or owes, and services to them. */
const OWN = oneOf`
  commandes?; colis; plis?; rdv; rendez-vous; reservations?; factures?; dossiers?; contrats?; sinistres?; virements?
  prelevements?; vols?; trains?; tgv; trajets?; billets?; ordonnances?; livraisons?; paiements?; remboursements?
  retours?; licences?; inscriptions?; sejours?; comptes?; avoirs?; tickets?; demandes?; passeports?; candidatures?
  prets?; echeances?; attestations?; abonnements?; garanties?; cautions?; loyers?; baux; bail; releves?; resultats?
  indemnisations?; interventions?; certificats?; locations?; chantiers?; permis; avenants?; conges; paies?; badges?
  rentree; convocations?; admissions?; operations?; analyses; examens?; scanner; irm; radios?; creneaux?
  reclamations?; signalements?; diagnostics?; bagages?; valises?; emplacements?; plafonds?; decouverts?; soldes?
  declarations?; notes? de frais; impayes?; entretiens?; formations?; stages?; absences?; seances?; cours; lecons?
  devoirs; bulletins?; palettes?; camions?; chargements?; tournees?; postes?; pieces?; montres?; vehicules?
  voitures?; velos?; cartes? (?:vitale|bancaire|d.identite|de sejour|de transport); devis; reparations?; retouches?
  echanges?; mandats?; avis de passage; vaccinations?; vaccins?; consultations?; depistages?; prises? de sang
  traitements?; quittances?; cotisations?; mensualites?; amendes?; contraventions?
  titres? de (?:sejour|transport|propriete); compromis; actes?; procurations?; adhesions?; cheques?; plannings?
  bornes?; compteurs?; lignes?; numeros?; sim; identifiants?; litiges?; recours; dossards?; bourses?; allocations?
  pensions?; arrets? de travail; visites? (?:medicale|du); expertises?; etats? des lieux; remorquages?; depannages?
  transferts?; retraits?; depots?; encheres?; lots?; expositions?; spectacles?; ateliers?; conferences?; evenements?
  mariages?; tables?; chambres?; places?; offres? (?:de pret|d.achat|d.emploi|de contrat|de stage); articles?
  produits?
`;
/** Words for events that concern it. */
const DONE = oneOf`
  confirmee?s?; validee?s?; expediee?s?; annulee?s?; reportee?s?; deplacee?s?; decalee?s?; modifiee?s?
  enregistree?s?; recue?s?; acceptee?s?; refusee?s?; retenue?s?; signee?s?; pretes?; prets?; terminee?s?; finie?s?
  disponibles?; livree?s?; prevue?s?; programmee?s?; fixee?s?; activee?s?; resiliee?s?; versee?s?; prelevee?s?
  creditee?s?; recreditee?s?; bloquee?s?; incomplete?t?s?; rendue?s?; remise?s?; transmise?s?; adjugee?s?
  renouvelee?s?; reconduite?s?; echangee?s?; reparee?s?; lavee?s?; joints?; jointe?s?; emis; emise; absente?s?
  arrivee?s?; evaluee?s?; deviee?s?; complets?; epuisee?s?; trouvee?s?; affichee?s?; relevee?s?; traitee?s?
  avancee?s?; retardee?s?; maintenue?s?; publiee?s?; envoyee?s?; payee?s?; reglee?s?; encaissee?s?; dechargee?s?
  constatee?s?; effectuee?s?; debitee?s?; regularisee?s?; corrigee?s?; deposee?s?; remplacee?s?; remboursee?s?
  suspendue?s?; cloturee?s?; close?s?; rejetee?s?; debloquee?s?; desactivee?s?; attribuee?s?; affectee?s?
  convoquee?s?; interrompue?s?; retablie?s?; depassee?s?; atteinte?s?; echue?s?; expiree?s?; perdue?s?; egaree?s?
  accordee?s?; prolongee?s?; transferee?s?; manquante?s?; indisponibles?; impayee?s?; retouchee?s?; recuperee?s?
  retrouvee?s?; receptionnee?s?; declaree?s?; classee?s?; reprise?s?; repris; radiee?s?; dematerialisee?s?
  examinee?s?; notifiee?s?; revisee?s?; controlee?s?; verifiee?s?; nettoyee?s?; preparee?s?; montee?s?; rouverte?s?
  mise?s? a jour; arretee?s?; supprimee?s?; annoncee?s?; en cours; en attente; en preparation; en retard
  en pieces? jointes?; a (?:regler|signer|valider|retirer|payer|regulariser|completer|renvoyer|rendre)
`;
const YOURS = '(?:votre|vos|ton|ta|tes)';
const DAY =
  'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd.hui|ce (?:matin|soir|jour|midi)|cet apres-midi|le [0-9]+';

/** A participle of them, anywhere. */
export const FRENCH_DONE = new RegExp(`(?<![a-z])(?:${DONE})(?![a-z])`);

/** `Quai modifié`, `Robe retouchée`: what a notice opens with, when it leaves out the verb. */
export const FRENCH_HEADLINE = new RegExp(
  `^(?:[^.:!?]{2,25} ?: )?(?!on |nous |je |tout |les? prix |nos |notre )[a-z]+(?: [a-z']+){0,3} (?:${DONE})(?![a-z])`,
);

export const FRENCH_TRANSACTION = anyOf`
  ${YOURS} (?:[a-z']+ )?(?:${OWN})
  (?:${OWN}) (?:n° ?|no |ref\.? ?|numero )?[a-z]{0,3}[0-9][a-z0-9-]…
  (?:${OWN}) (?:[a-z0-9'’,€:.-]+ ){0,6}(?:${DONE}); (?:${DONE}) (?:[a-z']+ ){0,3}(?:${OWN})
  ${YOURS} [a-z0-9' -]{2,40} (?:est|sont|etait|a|ont|n.a|n.ont|sera|seront|aura|part|partira|arrive|arrivent|reste|demarre|commence|expire|se termine|peut sortir|sort|passe|change|revient|repart) (?:bien |deja |pas |en )?(?:ete |pu etre )?[a-z0-9]+
  ${YOURS} [a-z0-9' -]{2,30} [a-z]{3,}(?:era|eront|ira|iront|aitra|aitront)
  rappel ?[:,]? ?(?:de )?(?:votre )?(?:rdv|rendez-vous|cours|seance|visite)
  (?:rdv|rendez-vous) (?:[a-z'-]+ ){0,3}(?:dr|chez|avec|le|${DAY}|[0-9]+ ?h)
  vous (?:etes (?:attendue?s?|convoquee?s?|inscrite?s?|en liste)|avez (?:rendez-vous|commande|demande|reserve|signe|declare|depasse|consomme|utilise|atteint|transmis|depose|achete|paye))
  tu (?:remplaces|es (?:attendue?|inscrite?|de service|convoquee?|absente?)); il (?:manque|nous manque)
  il vous reste [0-9]+ (?:jours?|conges|seances?|go|unites?|cours)
  suivi ?:; comme (?:demande|convenu); suite a (?:votre|l.indexation|un incident|la greve); releve de compteur
  signature (?:de|du); code (?:portail|d.acces|de retrait|wifi|casier|consigne|de porte|de la porte|patient)
  gratuit jusqu.a [0-9]+ ?h
  hors forfait; reste a (?:payer|charge|regler); (?:montant|total|solde) (?:du|de|restant)
`;

/** Public and practical facts: closures, delays, cuts, weather, schools, clubs, care, work, surveys on a service received. */
export const FRENCH_NOTICE = anyOf`
  mairie; prefecture; caf; cpam; impots; urssaf; france travail; ecoles?; college; lycee; amphi; creche; cantine
  conseil de classe; parents; garderie; periscolaire; halte-garderie
  (?:la |votre |nouvelle )?(?:classe|promo(?:tion)?) (?:de |du )?(?:cp|ce1|ce2|cm1|cm2|[0-9]{1,4}e?(?! ?(?:eur|€|%)))
  greve; ferme(?:e|s|es|ture)?(?! des); reouverture; horaires?; lignes? [0-9]+; bus; tram(?:way)?; metro; rer
  navettes?; cars? scolaires?; arret
  travaux (?:de|du|sur|rue|avenue|route|en cours|prevus|nocturnes|a |dans|devant|pendant); pendant les travaux
  desservie?s?; coupures?; pannes?; retards?; perturb…; carnaval des; gratuite des transports; transports? gratuits?
  certificat medical; port (?:du|de) [a-z]+ obligatoire; obligatoires?; (?:retrait|depot) d…; solde inferieur
  supprimee?s?; hors service; circul…; verglas; neige; meteo; vigilance; tempete; canicule; coupee?s?; le test
  analyses?
  incident (?:sur|reseau|technique|en cours|voyageur|dans|a)…; retablissement; maintenance; dysfonctionnement
  deviation; bouchons?; accident; essais de sirene
  (?:${DONE}) (?:ce|le|a|au|en|de|du|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|pour|par|chez|suite)
  (?:est|sont|sera|seront|a|ont) (?:bien )?(?:ete )?(?:${DONE}); confirmee?s?; validee?s?; annulee?s?; annulations?
  reportee?s?; decalee?s?; retardee?s?; refusee?s?; impayee?s?; resiliee?s?; suspendue?s?; effectuee?s?
  (?:je|j.ai|il|elle) (?:suis|serai|sera|arrive|passe|passerai|vous attends)
  salles? (?:[0-9]+|[a-z][0-9]*); guichet; reunion (?:de|des|d.information|parents|d.equipe); convoquee?s?; matchs?
  entrainement; tournoi; poules; finale; classement
  planning; prise de poste; equipe de; batterie; capteur; humidite; taux d[e']…; niveau d[eu']…; reservoir; temperature
  plombier; technicien; livreur; chauffeur; taxi; ambulance; syndic; copropriete; ascenseur; gardien; stationnement
  parking; releveur; huissier; notaire; avocat
  encombrants; collecte d…; poubelles; dechets; dechetterie; repondez de [0-9]; de [0-9] a [0-9]+; notez(?!-nous)
  contente? de; satisfaite?s?; recommander…
  (?:oui|non|ok) (?:pour|si|ou)
  donnez (?:votre|nous votre) avis; (?:comment|comme) (?:s.est|s.etait) passee?; comment (?:jugez|evaluez|notez)-vous
  absente?s?; sortie scolaire; sortie (?:piscine|au|a la); prevoir
  merci de (?:nous )?[a-z]+er; merci d.(?:apporter|arriver|etre|indiquer|avance); remise (?:de|des|en|a|aux)
  signature d[eu]; concours d.entree; jury; diplomes?; partiels?; rattrapage
  plaque; voie [0-9a-z]; quai [0-9a-z]; porte [0-9a-z]; embarquement; correspondance; enregistrement; expert; dossier
  recu fiscal; voiture [0-9]+; check-in; boite a cles?; etat des lieux
  place [0-9]+; medecin; dr; docteur; hopital; bloc; patiente?s?; rh; fete des ecoles; depistage; kwh; don du sang
  a jeun; irm; scanner; echographie; pieces et main d.oeuvre; urgences; infirmier…; infirmiere; kine; consultation
  (?:au|du|votre) relais; medicaments?; vente (?:de votre|aux encheres); felicitations pour votre
  conditions generales; reglement interieur
  assemblee generale; stade; terrain; infirmerie; internes; chauffage; chantier; garde; secretariat; e-mail; courrier
  objet trouve; distributeur; maths; controle de; devoirs; internat; soutenance; consigne
  cahier; cartable; doudou; bonnet; enseignante?s?; professeurs?; arbitre; benevoles
  relance; mise en demeure; penalites?; echeancier; decouvert; liste d.attente; bureau de vote; scrutin
  listes electorales; acte de (?:naissance|vente); compromis; notification; attestation
  bus de remplacement; trains? sur; desole[es]*; excuses; nous n.avons pas (?:pu|recu); en raison d…; a cause d…
  suite a…; sous reserve
  en piece jointe; espace (?:client|personnel|adherent|famille|patient|sante); coffre-fort; accuse de reception
  numero de (?:suivi|dossier|contrat); ref(?:erence)? ?:?
`;

/** A follow-up that goes with any text: how to reach somebody, what to bring, thanks, a wish for the way. */
export const FRENCH_PRACTICAL = anyOf`
  [0-9] ?(?:=|:|pour)? ?(?:oui|non|satisfaite?|insatisfaite?|tres|mauvais|excellent|pas du tout)
  (?:pour|a) (?:annuler|deplacer|modifier|reporter|confirmer|refuser|toute question|plus d.informations?|suivre|en savoir plus sur votre)
  en cas d[e']…; si (?:besoin|vous etes|vous ne pouvez|ce n.est)
  (?:appelez|rappelez|contactez|joindre|joignez)(?:-nous)? (?:le|au|avant|si|votre|notre secretariat)
  tel(?:ephone)? ?[:.]; (?:repondez|reponds|reponse) (?:oui|non|ok|[0-9]|c |a ce|annul)…; ne (?:pas )?repondez pas
  merci (?:de votre (?:patience|comprehension|visite|confiance|reponse|appel|retour)|pour votre (?:patience|comprehension|retour|reponse)|de|d.avance|et a)
  cordialement; bien a vous
  (?:bonne?|belle) (?:journee|soiree|route|reception|lecture|continuation|reprise|chance)
  bon (?:voyage|vol|courage|retablissement|week-end|sejour|appetit|match|film|concert|spectacle)
  on (?:le|la|les) (?:fait|lance|commande|remplace|repare|garde); passe[rz]? quand vous (?:voulez|pouvez|souhaitez)
  rien a (?:avancer|payer|regler|prevoir|faire); munissez-vous; presentez(?:-vous)?; apportez; pieces? d.identite
  justificatif; n.oubliez pas (?:votre|vos|de|d.|le|la|l.)…
  pensez a (?:apporter|rapporter|prendre|votre piece|vous munir|annuler|fermer|couper|garer|signer|renvoyer|recuperer|retirer|votre carte)
  (?:veuillez|priere de|il faut|vous devez|vous pouvez (?:venir|le|la|les|aussi (?:venir|appeler|annuler|passer))|passez (?:le|la|les) (?:prendre|chercher|recuperer))…
  soyez; attention; prenez vos (?:precautions|dispositions)
  a (?:demain|bientot|tout de suite|samedi|lundi|mardi|mercredi|jeudi|vendredi|dimanche|tout a l.heure)
  nous vous tenons; nous revenons vers vous
  vous (?:recevrez|serez (?:prevenue?|contactee?|informee?|rappelee?|debitee?|rembourse))
`;
