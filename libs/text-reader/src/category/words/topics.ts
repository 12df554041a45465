import { anyOf } from '../phrases';
import { FRENCH_DONE } from './relation-french';

// Subjects of everyday notices. A subject alone is no evidence (`cours de guitare à domicile`): it makes a notice with a
// fact: when, how many, what happens or will happen, what to do.

const FRENCH_TOPIC = anyOf`
  recensement; epidemie; gastro; fievre; brevet; diplomes?; conseil municipal; groupe; livres?; documents?; autonomie
  detecteur; piles?; alarme; capteur; monture; coloris; tissu; photo de classe; choix; menu avant; carte d.electeur
  sens unique; bac; livreurs?; livraisons?; livree?s?; facteur; voisins?; relais; colis; courriers?; bagages?
  valises?; depanneuse; remorquage; assistance; reparateur; artisan; ouvriers?; installateur; monteurs?; montage
  equipe; fournisseur; usine; atelier; essayage; piece; pieces; main d.oeuvre; devis; chantiers?; camion; camions
  roulage; tournee; quai; entrepot; badgeuse; badges?; pointage
  enseignante?s?; professeurs?; maitres?; maitresse; eleves?; etudiants?; classes?; cours; etude
  cp|ce1|ce2|cm1|cm2|[6543]eme?|terminale|bts; bulletins?; notes; conservatoire; solfege; activites?; sorties?
  gymnase; vestiaires?; maillots; match; matchs; arbitre; coach; entraineur; car; retour du car; club; stade; terrain
  piscine; licence; competition; kermesse; cantine; volontaires; benevoles
  immeuble; residence; locataires?; proprietaires?; coproprietaires?; assemblee; syndic; ramonage; gaz; eau; eaux
  electricite; chauffage; compteurs?; ascenseurs?; parties communes; portail; boitier; cles?; menage; draps; linge
  etage; arrivee; depart; logement; loyers?; ordures; poubelles; tri; dechets; encombrants; voirie; rue; route; pont
  chaussee; tunnel; circulation; stationnement; crit.?air; pollution; bureau de poste; poste; mairie; bureaux?
  guichets?; accueil; repas des aines; marche; bibliotheque; mediatheque
  docteur|dr; medecins?; infirmi[a-z]+; sage-femme; maternite; maman; bebe; patients?; visites; service; secretariat
  cabinet; labo(?:ratoire)?; prelevements?; prise de sang; analyses; irm; scanner; radio; echographie; operation; bloc
  anesthesi[a-z]+; kine; dentiste; prothese; appareil; lunettes; lentilles; ordonnance; traitement; pharmacie
  vaccins?; dose; soins; tiers payant; mutuelle; carte vitale; tests?; resultats?
  banque; conseiller; conseillere; comptes?; virements?; cheques?; carte; plafonds?; decouvert; interets; livret a
  prets?; echeances?; agios; frais; rib; prelevements?; paiements?; amendes?; impots?; taxe; avis; caf; apl; rsa
  allocations?; pension; retraite; dossier; titre de sejour; timbre; prefecture; tribunal; audience; huissier; notaire
  acte; expert; sinistre; degat; bris de glace; constat; indemni[a-z]+; attestation; carte verte; vignette; assurance
  garantie; contrat; franchise
  train; trains; tgv; ter; bus; tram; metro; navette; bateau; ferry; vol; passagers?; embarquement; porte; voie; gare
  arret; aeroport; correspondance; controleur; trafic; ligne; lignes; retard
  reseau; 2g; 3g; 4g; box; decodeur; fibre; numero; portabilite; forfait; internet; antenne; technicien; raccordement
  intervention; maintenance; serveur; site; application; mise a jour; compte; mot de passe; sauvegarde
  salaire; paie; paies; rh; direction; conges?; planning; plannings; horaires?; equipe de; poste; remplacer
  remplacante?; remplacement; reunion; formation; entretien; visite medicale; heures; tickets restaurant; ce|cse
  prime; mutation; arret; chef; responsable; securite; accident; consignes?; evacuation; materiel; stock; inventaire
  caisse; ouverture; fermeture
  table; terrasse; salle; chambre; reservation; vehicule; voiture; moto; pneus?; freins?; embrayage; moteur; batterie
  revision; controle technique; chien; chat; puce; animal; veterinaire; proprietaire; scrutin; electeurs?; vote
`;
const ENGLISH_TOPIC = anyOf`
  photo day; uniform; swimming; ferry; oven; smoke alarm; battery; time off; plant closed; lid; voting; cake.s
  scarf found; parcel; package; neighbou?r; courier; driver; delivery; order; box; doctor|dr; nurse; gp; dentist
  eye test; glasses; scan; surgery; ward; visiting; lab; tests?; dose; prescription; pharmacy; bus; train; tram; ferry
  flight; gate; platform; station; route; [0-9]{1,2}:[0-9]{2}; stop; school; year [0-9]+; class; trip; lunch; pupils?
  teacher; exam; homework; coach; match; training; kit; pitch; practice; club; council; tax; bins?; street|st; road
  water; gas; power; electricity; engineer; meter; heating; boiler; lift; building; tenants?; landlord; rent; keys?
  stairs; door; gate code; fire drill; alarm; parking; wages; payslips?; pay; salary; shift; rota; cover; staff
  manager; team; meeting; site; dock; truck; van; stock; hr; portal; timesheets?; holiday request; car; brakes?
  alternator; tyres?; engine; mot; labou?r; parts; quote; garage; mortgage; solicitor; account; card; limit; overdraft
  loan; transfer; bank; claim; policy; excess; cover note; invoice; bill; instal?ment; refund(?:ed)?; fee; table; room
  check-in; check-out; booking; stay; dog; cat; vet; network; line; signal; sim; router; outage; service; office
  reception; form; document; passport; visa; court; jury; hearing; vote; poll
`;

const WHEN =
  /(?<![a-z0-9])(?:\d{1,2} ?h(?:\d{2})?|\d{1,2}[:.]\d{2}|\d{1,2} ?[ap]m|\d{1,2}\/\d{1,2}|\d{1,2}(?:er|st|nd|rd|th)?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|hier|aujourd.hui|ce (?:matin|soir|jour|midi)|cet apres-midi|prochainement|bientot|(?:jan|fev|mar|avr|mai|jui|aou|sep|oct|nov|dec)[a-z]*|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight|yesterday|this (?:morning|afternoon|evening)|noon|midnight|min(?:utes)?|jours?|days?|semaines?|weeks?)(?![a-z0-9])/;
/** A verb that states what is, was or will be; not one said to `vous`. */
const STATE = new RegExp(
  `(?<![a-z]|vous )(?:(?:est|sont|sera|seront|etait|etaient|n.est|n.ont|n.a|ont|a|avons|aura|auront|va|vont|reste|restent|ne|se|s.est|doit|doivent|peut|peuvent|manque|manquent|fonctionne|arrive|passe|change|attend|annule|[a-z]{3,}(?:era|ira|dra|vra|rra|eront|iront|dront|aient|ait)))(?![a-z])|(?<![a-z])(?:is|are|was|were|will|has|have|had|isn.t|aren.t|wasn.t|won.t|hasn.t|can.t|couldn.t|we.ve|we.ll|esta|estan|hay|llega|ist|sind|wird|wurde|kommt|liegt|sono|e (?:stat|pront|confermat|spostat)[oa]|wordt|werd|needs?|closes?|opens?|starts?|ends?|leaves?|runs?|moves?)(?![a-z])|[a-z]'s (?:ready|here|in|due|done|off|moved|late|down)(?![a-z])`,
);
const WHAT_TO_DO = anyOf`
  merci (?:de|d|aux|a); veuillez; pensez a; prevoyez; prevoir; retirez; rendez; rapportez; rappelez
  presentez(?:-vous)?; apportez; prenez; prends; notez; laissez; venez (?:avec|a jeun|muni[a-z]*); repondez; reponds
  evitez; utilisez; empruntez; restez; signez; envoyez; n.oubliez; recuperez; transmettez; renouveler; a rendre
  a retirer; a prendre; a payer; a regler; a signer
  please; bring; use the; leave (?:by|the|your); ask for; call (?:us|back|the); reply; text me; keep; return; sign
  collect; check; needed; required; due
`;

/** A number as references have, or what happened. */
const REFERENCE = /\d{3}|[a-z]\d{2}/;

/** True when a sentence says when, how many, what is or will be, what happened, or what to do. */
export const statesFact = (sentence: string): boolean =>
  REFERENCE.test(sentence) || FRENCH_DONE.test(sentence) || WHEN.test(sentence) || statesSomething(sentence);

/** True for a verb that states a present, past or future fact, or an instruction. */
export const statesSomething = (sentence: string): boolean => STATE.test(sentence) || WHAT_TO_DO.test(sentence);

/** True when a sentence states a fact about an everyday subject. */
export const isFactOnTopic = (sentence: string): boolean =>
  (FRENCH_TOPIC.test(sentence) || ENGLISH_TOPIC.test(sentence)) && (WHEN.test(sentence) || statesSomething(sentence));
