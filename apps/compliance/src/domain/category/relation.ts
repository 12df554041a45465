import { anyOf, union } from './phrases';

// An informative text is about something that exists: an order, an appointment, a file, a line that is late. A
// transaction is one of the recipient's own; a notice tells of a fact that concerns them. A text with neither shows no
// relation, and then nothing makes it informative.

/** What a person orders, books, owns, owes, or has done to them. */
const OWN_FR =
  'commandes?|colis|rdv|rendez-vous|reservations?|factures?|dossiers?|contrats?|sinistres?|virements?|prelevements?|vols?|trains?|trajets?|billets?|ordonnances?|livraisons?|paiements?|remboursements?|retours?|licences?|inscriptions?|sejours?|comptes?|avoirs?|tickets?|demandes?|passeports?|candidatures?|prets?|echeances?|attestations?|abonnements?|garanties?|cautions?|loyers?|baux|bail|releves?|resultats?|indemnisations?|interventions?|certificats?|locations?|chantiers?|permis|avenants?|conges|paie|badges?|rentree|convocations?|admissions?|operations?|analyses|examens?|scanner|irm|radios?|creneaux?|reclamations?|signalements?|diagnostics?|bagages?|emplacements?|plafonds?|decouverts?|soldes?|declarations?|notes? de frais|impayes?|entretiens?|formations?|stages?|absences?|seances?|cours|lecons?|devoirs|bulletins?|palettes?|camions?|chargements?|tournees?|postes?|pieces?|montres?|vehicules?|voitures?|velos?|cartes? (?:vitale|bancaire|d.identite|de sejour|de transport)';
const OWN_EN =
  'orders?|parcels?|packages?|bookings?|reservations?|appointments?|invoices?|accounts?|flights?|trips?|tickets?|claims?|payments?|refunds?|deliver(?:y|ies)|prescriptions?|contracts?|subscriptions?|applications?|shifts?|deposits?|results?|statements?|policy|policies|trial|plan|meter|engineer|driver|courier|lease|licen[cs]es?|lab|overdraft|rental|visa|baggage|luggage|session|lesson|complaint|case|repair|interview|timesheet|rota|visit|scan|surgery';
/** What happened to it. */
const DONE_FR =
  'confirmee?s?|validee?s?|expediee?s?|annulee?s?|reportee?s?|deplacee?s?|modifiee?s?|enregistree?s?|recue?s?|acceptee?s?|refusee?s?|retenue?s?|signee?s?|pretes?|prets?|terminee?s?|disponibles?|livree?s?|prevue?s?|programmee?s?|activee?s?|resiliee?s?|versee?s?|prelevee?s?|creditee?s?|bloquee?s?|incomplete?t?s?|rendue?s?|remise?s?|transmise?s?|adjugee?s?|renouvelee?s?|reconduite?s?|echangee?s?|reparee?s?|lavee?s?|joints?|jointe?s?|emis|emise|absente?s?|arrivee?s?|evaluee?s?|deviee?s?|complets?|epuisee?s?|trouvee?s?|affichee?s?|relevee?s?|traitee?s?|avancee?s?|retardee?s?|maintenue?s?|publiee?s?|envoyee?s?|payee?s?|encaissee?s?|dechargee?s?|constatee?s?|effectuee?s?|debitee?s?|regularisee?s?|corrigee?s?';
const DONE_EN =
  'confirmed|shipped|cancelled|canceled|moved|delayed|received|registered|approved|rejected|ready|due|booked|issued|delivered|collected?|signed|accepted|closed|suspended|passed|scheduled|charged|paid|updated|postponed|on its way|on hold|in progress';

const TRANSACTION = union(
  anyOf`
    (?:votre|vos|ton|ta|tes) (?:[a-z']+ )?(?:${OWN_FR})
    (?:${OWN_FR}) (?:n° ?|no |ref\.? ?)?[a-z]{0,3}[0-9][a-z0-9-]…
    (?:${OWN_FR}) (?:[a-z0-9',€]+ ){0,5}(?:${DONE_FR}); (?:${DONE_FR}) (?:[a-z']+ ){0,3}(?:${OWN_FR})
    (?:votre|vos|ton|ta|tes) [a-z0-9' -]{2,40} (?:est|sont|etait|a|ont|n.a|n.ont|sera|seront|aura|part|partira|arrivent?|reste|demarre|commence|expire|se termine|peut sortir) (?:bien |deja |pas |en )?(?:ete |pu etre )?[a-z0-9]+
    rappel ?[:,]? ?(?:de )?(?:votre )?(?:rdv|rendez-vous|cours|seance|visite)
    (?:rdv|rendez-vous) (?:[a-z'-]+ ){0,3}(?:dr|chez|avec|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|demain)
    vous (?:etes (?:attendue?s?|convoquee?s?|inscrite?s?)|avez (?:rendez-vous|commande|demande|reserve)); tu remplaces
    suivi ?:; comme (?:demande|convenu); suite a votre (?:demande|appel|reclamation|commande|passage); releve de compteur
    signature (?:de|du); code (?:portail|d.acces|de retrait|wifi|casier|consigne|de porte); gratuit jusqu.a [0-9]+ ?h
  `,
  anyOf`
    (?:your|the) (?:[a-z']+ )?(?:${OWN_EN}); (?:${OWN_EN}) (?:no\.? ?|number |ref )?#?[a-z]{0,3}[0-9][a-z0-9-]…
    (?:${OWN_EN}) (?:[a-z']+ ){0,4}(?:${DONE_EN})
    your [a-z0-9' -]{2,40} (?:is|are|was|were|has|have|will|starts?|ends?|arrives?|departs?|expires?|passed) (?:been |be |not |now )?[a-z0-9]+
    you have an? [a-z]* ?(?:appointment|booking|delivery); as requested; you requested; about your; regarding your
  `,
);

/** Public and practical facts: closures, delays, cuts, weather, schools, clubs, care, work, surveys on a service received. */
const NOTICE = union(
  anyOf`
    mairie; ville de; prefecture; ecoles?; college; lycee; universite; amphi; creche; cantine; conseil de classe; parents
    greve; travaux; ferme(?:e|s|es|ture)?(?! des); reouverture; horaires?; lignes? [0-9]+; bus; tram; metro; cars? scolaires?; arret
    desservie?s?; coupures?; pannes?; retards?; perturb…; supprimee?s?; hors service; circul…; verglas; neige; meteo; vigilance; tempete; coupee?s?; test; analyse
    (?:${DONE_FR}) (?:ce|le|a|au|en|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|pour|par|chez)
    (?:est|sont|sera|seront|a|ont) (?:bien )?(?:ete )?(?:${DONE_FR}); confirmee?s?; validee?s?
    salles? (?:[0-9]+|[a-z][0-9]*); guichet; reunion de; convoquee?s?; matchs?; entrainement; piscine; tournoi
    cours (?:de|du|d); planning; prise de poste; equipe de; batterie; capteur; humidite; taux d[e']…; niveau d[e']…
    plombier; technicien; livreur; chauffeur; taxi; ambulance; syndic; copropriete; ascenseur; gardien; stationnement; parking
    encombrants; collecte des; poubelles; dechets; repondez de [0-9]; de [0-9] a [0-9]+; notez
    donnez (?:votre|nous votre) avis; comment s.est passee?; absente?; sortie scolaire; prevoir
    merci de (?:nous )?[a-z]+er; merci d.apporter; remise (?:de|des|en); signature d[eu]; concours d.entree; jury; diplomes?
    plaque; voie [0-9a-z]; quai [0-9a-z]; porte [0-9a-z]; embarquement; expert; dossier; impots?; recu fiscal; voiture [0-9]+
    place [0-9]+; medecin; dr; docteur; hopital; clinique; bloc; patiente?; rh; fete des ecoles; depistage; kwh; don du sang
    relais; medicaments?; promotion [0-9]{4}; vente (?:de votre|aux encheres); felicitations pour votre; conditions generales
    assemblee generale; stade; terrain; infirmerie; internes; chauffage; chantier; cle; garde; secretariat; e-mail; courrier; objet trouve; distributeur; maths; controle de; devoirs; internat; soutenance; accueil; consigne
  `,
  anyOf`
    school; class(?: of)? [0-9a-z]+; term starts?; match; training starts?; practice; council; closed; closure; cancelled
    delayed; moved to; postponed; power cut; road works?; outage; out of order; broken; is off; minutes (?:away|late)
    gate [a-z0-9]+; room [0-9a-z]+; platform; reply (?:1|0) to (?:5|10); how was your; payment of; received; refund; driver
    engineer; surgery; hospital; balance; please (?:return|bring|collect|recharge|come|sign|call|sit|wait|empty|use)
    job offer; house sale; locker; try again; attempt; prescription; deposit; your table; is ready; to collect; flight; snow
    hearing; bin collection; recycling; we tried to reach; battery; dog; vet; nursery; pitch; test; heating; lift; building; bus in; table for; mot; parents; swimming is
  `,
);

/** `est réparée`, `a été relevé`: the accents tell a participle from other words. */
const PARTICIPLE = /(?<!\p{L})(?:est|sont|sera|seront|été) (?:bien |déjà )?\p{Ll}{2,}(?:é|ée|és|ées)(?!\p{L})/u;
const ENGLISH_PASSIVE = anyOf`(?:is|are|was|were|been|be) [a-z]{3,}ed`;

/** The words that show a transaction of the recipient, or undefined. */
export const transactionIn = (sentence: string): string | undefined => TRANSACTION.exec(sentence)?.[0];

/** True when the words tell a fact that concerns the recipient without naming a transaction. */
export const isNotice = (plain: string): boolean => NOTICE.test(plain) || ENGLISH_PASSIVE.test(plain);

/** The same for French participles, which need the accents. @param text - in lower case */
export const hasParticiple = (text: string): boolean => PARTICIPLE.test(text);

/** The text calls on somebody as sellers do: an imperative, a question, an exclamation, its own shop. */
const APPEAL = union(anyOf`our; nos; notre; chez`, /(?<![a-z])(?!chez|assez|rendez)[a-z]{3,}ez(?![a-z])|[?!]/);
export const appealIn = (plain: string): string | undefined => APPEAL.exec(plain)?.[0];

/** The sender's own goods, put forward: `nos coussins`, `our umbrellas`; its people, premises and terms are none. */
const OUR_PRODUCT =
  /(?<![a-z])(?:nos|notre|our) (?!equipes?|services?|agences?|conditions|bureaux|locaux|sites?|techniciens?|conseill|accueil|ateliers?|salles?|ecoles?|horaires|numero|standard|guichets?|livreurs?|transporteur|part\b|message|appel|erreur|excuses|plateforme|systeme|politique|partenaire|chauffeur|medecin|cabinet|mairie|courrier|echange|rendez-vous|entretien|hotline|centre|prestataire|reglement|serveur|reseau|region|ville|commune|club|association|sms|pub|accordeur|ramoneur|tarifs|assistance|support|cote|remerciements|adresse|nouvelle adresse|parking|dernier|mail|e-mail|team|office|driver|engineer|system|website|terms|policy|apologies|records|staff|depot|warehouse|technician|surgery|clinic|customers|side|end|best|service|texts|offices|opening hours|address)[a-z]{3,}/;
export const ourProductIn = (sentence: string): string | undefined => OUR_PRODUCT.exec(sentence)?.[0];
