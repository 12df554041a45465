import type { Language } from '../role';

/** The set phrases of French: what is said in several words, and words that mean something only together. */
export const frPhrases: Language['phrases'] = {
  here: 'a ce numero|num',
  number: `tout ce qui me|nous concerne; traitement de|des mes|_ donnees; donnees personnelles|perso`,
  can: `avoir la|l gentillesse|amabilite|bonte|obligeance de|d; auriez|aurez|ayez vous|_ la|l gentillesse|amabilite|bonte|obligeance de|d|_; voulez|voudriez vous|_ bien`,
  prep: `en application|vertu|applications de|d|des|du; conformement a|aux|au; au titre|sens de|d|des|du; sur le fondement de|des|du|d; a des|toutes fins de|d|_`,
  praise: `assez bien|bon|bonne|content|contente|satisfait|satisfaite|proche|loin|grand|grande; avec impatience|plaisir`,
  toomuch: `fait beaucoup de; beaucoup trop de|d`,
  continue: `dernier|derniere avertissement|message|sms|relance|demande|rappel|sommation|mise avant; rester inscrit|inscrite|abonne|abonné|abonnee|abonnée; rester dans vos|la`,
  must: 'il|y faut|fallait|faudrait',
  plus: 'pu de|d; pu rien',
  break:
    'ouvrez|ouvrir|fermez|fermer les|_ guillemets; entre guillemets; point d exclamation|interrogation; a la ligne; points de suspension; point final; point a la ligne',
  polite: `
    si ca|cela ne|n|_ vous derange|ennuie|dérange pas|_;    s il vous|te|t|vs plait|plais; bien a vous; merci d avance; merci beaucoup; merci bien; si possible;
    d avance; de la part de`,
  greet: `bonne|bon|belle journee|soiree|weekend|continuation; a bientot; cher|chere monsieur|madame; l equipe; au revoir; a demain; bon courage`,
  intens: `
    quand meme;
    ne|n sais pas lire|ecrire|parler le|_ francais|_;    tout de suite; des maintenant; a|des partir|_ d|de|_ aujourd hui; tous les jours; a l avenir; de suite;
    une bonne|_ fois pour toutes; dorenavant; tout le temps; sans cesse; bon sang; a vie; mille fois;
    nom de dieu; au plus vite; sans delai; c est mort; a tout moment; a tout prix; un point c est tout; point final; point barre; definitif; avant le|la # e|eme|ieme; un jour; pour la|_ # eme|e|ieme|fois|nieme fois|_; derniere|deuxieme|troisieme|enieme|nieme fois; une fois; par jour; sous aucun pretexte; en aucun cas; quel que soit`,
  cease: 'mettez|mettre|met fin; mettez|mettre|met un terme',
  stop: 'stop eau|haut|o|oh|os|hauts #; stop au|eau|haut|oh trente|soixante|vingt|dix; stop point|virgule',
  have: 'les|l avoir',
  receive: 'faire partie de|d',
  asks: `
    rien a faire|foutre dans|sur votre|vos|ta|tes listing|liste|listes|fichier|fichiers|base|bases|repertoire;
    veux|vx|ve pu vos|de|d|recevoir|les|ces|c|tes|_ sms|msg|msgs|message|messages|pub|pubs|mess|textos;
    bloquez|bloquer mon numero|num|tel|telephone; oubli* que j existe; oubli* mon existence;    demande|demandons|exige|exigeons l arret|arrêt|cessation|effacement; fin d abonnement|inscription sms|svp|merci; inutile|peine d|de insister|relancer|continuer;
    plus besoin de|d vos|ces|tes|_ sms|messages|pubs|publicites|promos; demande de|d suppression|desinscription|desabonnement|retrait|radiation|opposition|effacement;    en sorte que|de|qu je|on|_ ne|n|_ recoive|recoit|recevoir|soit plus|_;
    exige|exigeons|demande|demandons|reclame|veux|voudrais|souhaite la|l|_ fin|arret|cessation|suppression|interruption|_ de|des|d ces|vos|tout|toute|cet|cette|_ envois|envoi|messages|sms|sollicitations|demarchage|prospection|publicites|publicite|pubs;
    fin de|des ces|vos|_ envois|sms|messages|pubs|sollicitations|publicites svp|merci|immediate; arret|cessation de|des ces|vos envois|sms|messages|pubs|sollicitations|publicites;
    plus aucun|aucune envoi|sms|message|pub|publicite|sollicitation|communication|texto de|a|svp|merci|sur|sinon; plus jamais de sms|pub|pubs|message|messages|publicite;
    comment virer|enlever|arreter|stopper|supprimer ces|vos pub|pubs|sms|messages|publicites|textos; radiez|radier|rayez|rayer mes|mon|ma coordonnees|donnees|nom|numero|contact; toute prospection|sollicitation cesse|cesser|doit`,
  third: `personne ne|n`,
  aux: 'y a plus|pas; ya plus|pas',
  more: 'de|a nouveau',
  conj: 'parce que|qu; sous peine; n|ne oubli*|hesit* pas|surtout|plus; oubli*|hesit* pas de|a|d',
  if: `un|une de plus et; la prochaine fois; a condition|moins que|qu; au cas ou; prochain|prochaine fois|sms|message|pub|texto|relance`,
  other: `
    au sort; quelle heure; ancien|ancienne numero|adresse; feu|feux|gel|bouton|panneau|bande|kit|led stop; sans arret;
    rendez vous; arret maladie; arret de travail|bus; autocollant stop; un arrete; par|l|cet|d arrete;
    stop porte*; coup d arret; en arret; code|coupon|bon stop #; code|coupon promo|reduction|remise stop; a la une; halte garderie|routiere; a la halte`,
  unsub:
    'opt out; desabo moi; de sabonner|sabonnez|sinscrire|sinscrivez; des abonner|abonnez|inscrire|inscrivez moi|svp|de|merci',
  refuse: `pas la peine de; n autorise pas|plus; n vous autorise pas|plus; ne vous autorise pas|plus; vous autorise pas|plus`,
  alone: `
    cassez|barrez|barre vous|toi; laisse|laissez|laisser mon|ma|mes|notre mari|femme|fils|fille|mere|pere|parents|maman|papa|grand|mamie|enfants mere|pere|_ tranquille|tranquilles; foutez|fout|fous|foutre|fichez|ficher|fiche moi|nous|_ la paix; lache*|lachez moi|nous;
    lachez|lache l affaire; laisse|laissez|laisser moi|nous tranquille|tranquilles|tranquil;
    laisse|laissez|laisser moi|nous en paix; oubli* moi|nous; plus|jamais|pas entendre parler de vous;
    hors de ma vue; degagez|degage svp|merci;
    arretez|arreter|arrete|stop le|ce|votre|ton massacre|harcelement|spam|spams|cirque; plus rien svp|merci;
    degagez|degage de; arretez|arrete|arreter vos|ces betises|conneries;
    vous|t n etes|avez|avait|as pas|plus autorise|autorisation|autorises|autorisés; n autorise pas|plus; oubli* mon numero|num; perdez|perds mon numero; passez moi mon|_ tour; rayez mon nom; fini|finis|termine les|vos|ces|avec sms|pub|pubs|messages|promos|textos|publicites|mails; me|nous lacher|lachez; me|nous laisser tranquille|tranquilles|vivre`,
  still: 'toujours pas|rien|la; pas encore; encore et toujours; rien n y fait; sans succes|effet|resultat',
  works: 'pris|prise|prises en compte; pris en consideration; tenu compte',
  cannot: 'arrive pas|plus',
  hedge: `
    peut etre; me demande si; peut|peu etre; ou pas; je sais pas; sais pas; je verrai; on verra;
    pas sur|sure`,
  limit: `
    le temps de|que;    jusqu a|au; pour aujourd|ce hui|soir; la nuit; le soir|matin|midi|weekend; week end; pour l instant;
    pour le moment; ce|cette mois|semaine|soir|nuit|matin; un peu; avant|apres|entre # h|heures|_; a # h|heures|heure; avant|apres # h|heures; cet|cette ete|hiver|automne|annee|ete; ce printemps; cet ete`,
  fewer: 'trop souvent; un seul; par mois|semaine; moins souvent',
  how: `un|il|a moyen; que faut il faire; que|quoi faire pour|de; que dois je faire; ou|où dois|puis je; faut faire quoi; que faire pour; je fais pour; on fait pour; marche a suivre; quelle demarche; quel numero pour; a qui m adresser; quel est le moyen`,
  question: 'est ce que|qu; qu est ce que|_; c est quoi; c koi|quoi',
  rhetorical: `
    combien de fois; en quelle langue; c est clair; c est compris; quelle partie de;
    vous comprenez|comprennez|comprener|savez pas|plus|rien|_ lire|_; comprenez|comprends pas|rien; tu comprends|sais pas|rien|_ lire|_; ca va oui|_; pas fini; bientot fini`,
  stranger: `
    mauvaise personne; mauvais|faux numero|num|destinataire|tel; pas la bonne personne; pas au bon numero|num;
    erreur de numero|num|destinataire|personne|tel; trompe*|trompez de|_ numero|personne|num|destinataire;
    vous|tu|vs vous|t|te etes|es|_ trompe*|trompez de|_ numero|personne|num|destinataire;
    suis pas mr|m|mme|mlle|monsieur|madame; suis pas cette|la|_ bonne|_ personne;
    connais|connait pas cette|ce|de personne|monsieur|nom; plus|pas celui|le|son numero|num|de;
    plus|pas son|le numero; plus a moi; c|cest pas moi; c est pas moi; n est pas moi; est pas moi;
    pas le bon numero|num|destinataire|contact; pas mon|ce numero|num; plus ce numero|num|telephone|tel|portable;
    plus|pas a ce numero|num; personne de ce nom; y a|_ une|_ erreur sur la personne; inconnu|inconnue a ce numero|num;
    fait|faites|fais|faire une|_ erreur de numero|num|personne|destinataire; fait|faites|fais|faire une|_ erreur sur la personne; je|j ne|n|_ m appelle pas;
    numero|num|ligne n|ne|lui|_ appartient plus|pas; numero|num a|_ change|changé de proprietaire|titulaire|main|mains;
    vous|tu me confondez|confonds; confondez|confonds avec quelqu|une un|autre d|personne|_ autre|_;
    numero|num n est plus|pas celui; parlez|parles|adressez|adresse a la mauvaise personne;
    viens|vient d|de avoir|recuperer|recevoir|obtenir ce|cette numero|num|ligne;
    nouveau|nouvelle proprietaire|titulaire|detenteur|detentrice|abonne|abonnee de|du ce|cette|_ numero|num|ligne`,
  wrong: `
    a change|changé de numero|num|tel|telephone|portable;    vous|tu|vs vous|t|te etes|es|_ trompe*|trompez; numero n est plus|pas; faites|fais|faire erreur; y a|_ erreur sur|_ la|_;
    m appelle pas; pas celui|celle que; vous avez fait erreur; y a erreur; connais pas de`,
  ask: `serait bien|sympa|gentil|mieux|preferable que|de|si|qu; je|nous vous|te serais|serai|serions|saurais|saurai|sauraient reconnaissant|reconnaissante|oblige|obligee|gre|gré de|d`,
  ended: `
    a|avons vendu ma|la|le|notre|mon|_ maison|appartement|voiture|vehicule|moto|bateau; ai|avons plus de|d chien|chat|animal|animaux|cheval|moto|bateau; quitte|quitté l association|entreprise|ecole|club|agence;    ne sommes|suis plus a|au|aux|chez|dans|membre|membres|client|clients|inscrit|inscrite|inscrits; n est|y plus chez|client|cliente|inscrit|inscrite|vais|va|allons;    plus client|cliente|clients|membre|adherent|adherente; n habite|habitons plus; plus chez vous;
    ai|a demenage; plus dans la region; jamais ete client|cliente; pas client|cliente;
    quitte|quitté la region|ville|entreprise|societe; il|elle est mort|morte;
    pere|mere|mari|femme|conjoint|maman|papa|frere|soeur est mort|morte|decede|decedee; n ai plus de compte;
    travaille plus; plus dans l|cette|votre entreprise|societe|agence;
    plus adherent|adherente|abonne|abonnee; a|chez la concurrence; chez un concurrent; est decede|decedee;
    ai vendu ma|la|le|mon|notre|_ voiture|maison|vehicule|appartement|moto|_; fais plus partie; ferme|fermé mon|notre|le compte; change|changé de banque|operateur|fournisseur|salle|agence; a la retraite; arrete|arrêté mon|notre activite; n est plus de ce monde; nous a quitte|quittes|quittés; habite ailleurs; a l etranger; cessation d activite; est mort|morte; ai resilie|résilié; suis parti|partie; viens|vais plus chez; quitte|quitté la france|region; ai vendu; quitte|quitté|quittee|quittée votre|vos; cloture|clôturé|clos mon compte; client|cliente ailleurs`,
  decline: `
    ai|avons deja un|une|mon|ma|notre|_ fournisseur|mutuelle|assureur|assurance|operateur|banque|forfait|alarme|comptable|prestataire;    pas|plus du|vraiment|_ tout|_ interesse*;
    m|nous interesse|interessent|interressent absolument|vraiment|_ pas|plus; m interesse pas|plus du tout;
    pas aujourd hui; pas maintenant merci; pas interessant; pas cette fois; pas interress*; non merci;
    sans interet; pas|aucun besoin; ai pas|plus besoin; aucun interet; rien a foutre|fiche;
    m en fiche|fous|fout; pas pour moi; trop cher; deja donne|donné; sans facon; pas concerne|concernee;
    laisse|laissez tomber; ca ira merci; besoin de rien; plus tard merci; deja equipe|equipee|equipes; pas les moyens; ce qu il faut; passe mon tour; tres peu pour moi; sans moi; m en moque; en veux pas|plus; achete plus|pas; aucune utilite; m est egal; pas acheteur; moi pas interesse*; non ca ira; ca ira; en veux pas; veux pas de ca; pas preneur; pas du tout; pas merci; me|nous concerne|concernent pas`,
  fedup: `
    # sms|messages|pubs|mails|textos en|par|cette|aujourd|dans|depuis;    c est quoi ce harcelement|spam|cirque|delire|bordel; pas mieux|autre a|_ faire|chose; rien d autre a faire;    ras le bol; ral le bol; ras la casquette; c est|_ relou; ca suffit; y en a|_ marre; plein le dos|cul;
    casse|cassez les couilles|pieds; faites chier; ras le cul; pas demande|demandé;
    jamais demande|demandé|donne|donné|accepte; arretez|arrete de faire|me prendre;
    vous|tu me|nous harcelez|harceles|derangez|spammez|fatiguez;
    sans arret vos|des sms|pub|pubs|messages|message; rien demande|demandé; encore vous|eux;
    commence a bien faire; toujours vos|ces|les pub|pubs|sms|messages; en ai|a assez;
    assez de vos|ces|pub|pubs|sms|messages; premier|premiere|deuxieme|second|seconde|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|dixieme|enieme|nieme pub|pubs|sms|message|texto|mail|relance de|du|ce|cette|en|aujourd; # e|eme|ieme|ème|ième pub|sms|message|texto|mail|relance de|du|ce|cette|en|aujourd; en peux|peut plus; ai rien demande|demandé; trop c est trop; ca recommence; vous abusez|exagerez; c est abuse|abusif|infernal|lassant|fatigant; a chaque fois vos|des sms|pub|pubs; toujours des pub|pubs|sms|messages; abusez avec vos`,
  insult: `
    va|allez|vas te|vous|_ faire foutre|voir|mettre|enculer; ta|vos gueule|gueules; fils de pute;
    nique|niquez ta|vos mere|meres; bande d|de; allez au diable; je vous emmerde; foutez|fichez|fous|fiche|foutre le camp; espece de; gros|grosse con|cons|nul|nuls|bouffon|bouffons|naze|nazes`,
  threat: `
    porter|porte|depos*|deposer plainte; poursuites judiciaires; mise en demeure; article 21; que choisir;
    60 millions; vous attaque; l|article|_ 34 5; article l 34; rgpd|gdpr article|art #; article|art # du|rgpd rgpd|_; attaque en justice; dernier avertissement; attaquer en justice; article 17`,
  who: `
    ai|avons pas ce|cet|votre|ton numero|num|contact enregistre|memorise|repertorie; ai|avons pas ce|cet|votre|ton numero|num|contact dans|en mes|mon|memoire; a quoi|qui correspond|appartient ce|votre|le numero|num; pas dans mes|mon contacts|repertoire;
    pas enregistre dans mes|mon contacts|repertoire|telephone|tel; identite de|du l|_ expediteur|emetteur|envoyeur|auteur|entreprise|societe; qui|quel est l expediteur|emetteur|envoyeur|auteur;
    quelle est votre identite; indiquer|preciser|decliner|donner votre identite; votre raison sociale;
    vous|t etes|es de quelle|quel; tes qui; par qui ai|suis je|_; pourquoi|comment vous|tu avez|as mon|ce numero|num|tel;    a qui ai|j|je je|ai l|affaire honneur|affaire|_; d ou sortez|sors vous|tu|_ mon|ce|_ numero|num|_; c quoi ce|cette num|numero|msg|message;    dou vs|vous|tu avez|as|ave|tenez eu|_ mon|ce num|numero|tel; qui envoie|envoi ca|ce|cela|ces|tout; qui m|nous a envoye|envoyé|ecrit;    de qui ce|c|vient|provient|est message|msg|sms|texto|_; de la part de qui; qui|qi tu|vous|c|es|etes es|etes|ca|tu|vous|_; c|ce est|_ qui ce|qui|la|ca num|numero|message|msg|sms|_; d ou|où vs|vous|tu avez|as|ave|av eu|_ mon|ce num|numero|tel; qui etes|est|es vous|tu|ce|_;    qui vous|t a|_ donne mon|ce numero; vous etes bien; d ou avez|as|tenez vous|tu mon|ce numero|num;
    c est qui; c|vs|vous|t c|etes|est|es|_ ki|qui; ki c|est; qui c est|_; qui est ce; qui etes vous;
    vous|t etes|es|ete qui|quelle|quel; qui est|sont a|vous|la|_ l|_ appareil; qui m ecrit|envoie|contacte;
    quel|quelle magasin|boutique|entreprise|societe m ecrit|envoie|contacte;
    c est quelle|quel entreprise|societe|boutique|enseigne; quelle|quel est|_ votre|_ entreprise|societe;
    identifiez vous; a qui appartient ce|_ numero; qui me parle; de qui s agit il; de la part de qui;
    de quelle|quel entreprise|societe;
    avez|as|eu|_ vous|tu|_ eu|trouve|obtenu|recupere mon|ce numero|num|tel; d ou vous avez|_ mon numero;
    on se connait; connais pas ce numero; je vous connais; c est de la part de qui;
    c est quoi cette|ce entreprise|societe|numero|message; c est|vous quelle|quel boite|marque|asso|association; vous etes quelle|quel boite; qui parle|appelle; qui me contacte|ecrit|texte; c est de qui; de qui vient ce message|sms; d ou vient ce message|sms; quel est votre nom; on se connait; je vous connais; c|ce|cé|se|sé ki|qui; connaissez vous mon numero; de quelle|quel boite|magasin|boutique|marque; qui est a l origine; quel|quelle magasin|boutique|entreprise|societe|marque|enseigne; c est quoi votre societe|entreprise|boite|magasin; vous sortez mon|ce numero; votre nom; de quel|quelle magasin|enseigne|marque`,
  help: `
    comment ca|cela|sa|ceci marche|fonctionne; sur|_ quelle|quel touche|bouton; quoi faut|dois|doit il|je|on|_ appuyer|cliquer|taper; appuyer|cliquer sur quoi;
    m|nous en dire plus|davantage;    besoin d|de aide|info|infos|renseignement|renseignements|informations|information|details;    lien ne|n|_ marche|fonctionne|ouvre|s pas|ouvre pas|_; lien est|_ mort|casse|cassé|invalide; pas a|_ ouvrir le|votre lien; ouvrir le|votre lien;    besoin d aide|info|infos; a l aide; plus d|de infos|info|informations|renseignements|details;
    en savoir plus; pouvez vous|_ m aider`,
  resume: `
    remettez|remettre|remet moi|me;
    annulez|annuler|oubliez|ignorez mon|le|ma stop|desabonnement|desinscription; opt in; remettre|remettez dans la|vos liste|listes; sans faire expres; refaire partie; inscri* moi a|de nouveau; remettez|remettre les|vos|mes sms|messages|promos|notifications`,
  subscribe: 'm abonner; m inscrire',
  auto: `
    n|_ accepte|acceptons pas|plus les|de|d messages|sms; vous etes bien|_ sur|au|chez le|mon|_ repondeur; bien sur le repondeur; ne pas deranger est|active|activé;    message|reponse|sms|repondeur automatique; reponse auto;
    absent|absente|absents jusqu|du|de|ce|cette|pour; absence du bureau;
    actuellement absent|absente|indisponible; en conges|vacances jusqu|du; je suis en conges;
    repond automatiquement; numero n est plus|pas attribue|destine|surveille|gere; numero ne recoit|lit pas; bureaux|agence|boutique sont|est|_ fermes|fermee|ferme; en cas d urgence; ne repond pas aux sms; reponse auto`,
  busy: `
    en|au conduite|volant|reunion|rdv|deplacement; je conduis;
    je vous|te rappelle|recontacte|repondrai|reponds|rappellerai; rappelle plus tard;
    peux pas parler|repondre|decrocher; occupe je; actuellement au volant; suis au travail; rappeler plus tard; en intervention`,
  liked: `
    a aime|adore|souligne|reagi|ri|accentue; a ajoute un|une; a trouve ca|_ drole; a mis l accent;
    a supprime|retire un|une|son; s est interroge; a remis|mis en question; a pose une question`,
  disliked: 'n a pas aime; a trouve ca|_ nul; a deteste; a desapprouve; n aime pas',
  agree: `d accord; comme d accord; c bon; c est bon; ca marche; pas de souci*; pas de probleme*`,
  object:
    'droit a|d|de l|la|_ effacement|opposition|oubli|suppression|retrait; liste rouge; oppose|opposons a|au tout|toute|traitement|utilisation|usage|prospection|demarchage|l|_ traitement|utilisation|usage|prospection|demarchage|de|sollicitation; oppose|opposons a la|cette|votre|vos prospection|demarchage|sollicitation|utilisation|sollicitations',
  ad: 'livraison offerte; vente|ventes privee|privees|flash; code promo; carte cadeau; portes ouvertes',
};
