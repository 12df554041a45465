import type { Language } from '../role';
import { frPhrases } from './fr-phrases';

/** French, as typed on a phone: accents lost, "ne" dropped, SMS-speak. */
export const fr: Language = {
  words: {
    halt: 'arret arrets',
    cease: `
      arretez arreter arrete aretez areter arete arettez arretes aretter cessez cesser cesse stoppez stopper
      stoppe interrompez interrompre suspendez`,
    ceased: `
      arrêté arrêtée arrêtés arrêtées arreté arretée arretés stoppé arretee arretees arretait arretent
      arretons arretera`,
    unsub: `desabonn* desabon* desinscri* desinscrip* desabo desincri* desabonner desabonnez desabonnement desinscrire desinscrivez desinscription`,
    remove: `
      retir* enlev* supprim* suppress* effac* effacement elimin* exclure excluez rayez rayer radiez radier
      otez oter sortez virez`,
    cancel: 'annul* resili* revoqu* desactiv*',
    object: 'oppose opposition',
    consent: 'consentement accord autorisation',
    block: 'bloque bloquer bloquez bloquons blackliste',
    ours: `
      message messages msg msgs mesg mess texto textos pub pubs publicite publicites publicitaire* reclame
      reclames notification* notif notifs courriel* prospection demarchage* demarche sollicitation* envois
      envoi relances commercial commerciaux commerciale* communications alertes mail annonces annonce
      actualites propositions campagnes infolettre`,
    promo: 'promotion promotions offre offres soldes',
    list: 'liste listes listing fichier fichiers base bases repertoire diffusion compte',
    number: 'numero numeros num tel telephone portable coordonnees donnees',
    all: 'tout',
    it: 'ca cela ceci',
    subscription: 'abonnement abonnements',
    send: `
      envoye* envoi* envoie* ecrire ecrivez ecris contacter contactez contacte contactee contactes recontact*
      recontacter sollicit* harcel* deranger derangez importun* spammer spammez spamer spamez embeter embetez
      emmerder emmerdez pollu* demarcher demarchez ennuyer ennuyez adresser adressez expedier prospecter
      relancer relancez texter envoyer inond* bombard* utiliser utilisez`,
    sent: 'envoyé envoyée',
    call: 'appel* telephoner rappel*',
    receive: 'recevoir recevoi figurer',
    received: 'recois recoit recu recus recevons recevais',
    want: `
      veux veut veu vx veus ve voulons voudrais souhaite souhaitons souhaiterais desire desirons accepte
      acceptons prefere aimerais aimerai envie`,
    ask: 'demande demandé demander demandons exige exigeons veuillez remercie remercions prie somme pri priere',
    must: 'faut doit devez doivent faudrait devrait devriez',
    can: 'pouvez pouvoir peux peut pourriez pourrait possible',
    cannot: 'impossible',
    here: 'ici',
    said: 'dit dis di dire faire repondre ecrit repondu repond repete repeter tape fait fais mis',
    works: 'marche fonctionne effet efficace inefficace ignore ignorez',
    continue: 'continuez continue continuer persistez recommencez insistez',
    refuse: 'refus* inutile interdis* interdit interdiction accepterai',
    since: 'depuis',
    neg: 'ne n pas jamais pa',
    no: 'aucun aucune zero',
    nothing: 'rien',
    decline: 'non nan',
    plus: 'plus plu pus',
    more: 'encore nouveau davantage autre autres',
    hedge: 'hesite crois pense bof eventuellement probablement',
    joke: 'rigole rigolais blague plaisante plaisantais',
    limit: `
      demain lundi mardi mercredi jeudi vendredi samedi dimanche dimanches weekend soir soirs matin nuit
      janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre vacances noel jusqu
      jusque avant apres pendant provisoirement temporairement momentanement ferie uniquement seulement`,
    if: 'si',
    fewer: 'moins',
    mistake: 'erreur',
    question: 'quoi quand combien pourquoi pk pkoi pq quel quelle quels quelles où koi',
    how: 'comment coment',
    rhetorical: 'compris pige hein clair bordel',
    price: 'payant gratuit coute cout prix surtaxe facture',
    i: 'je j g jai jme chui jsuis',
    you: 'vous tu vs vou t',
    third: 'il elle ils elles',
    me: 'me m moi nous',
    my: 'mon ma mes',
    yours: 'vos votre vo ton ta tes',
    self: 's se',
    article: 'le la l les un une du',
    these: 'ce cet cette ces',
    prep: 'de d des sur avec avc pour par dans en que qu sous via suite chez da',
    at: 'au aux a',
    aux: 'ai as avez ont est suis etes sont etait sera serai ete etre c cest avait',
    conj: 'et ou ni mais car parce sinon puis donc comme puisque alors',
    polite: 'svp stp merci mci cordialement salutations mrc pitie dsl desole desolee desoles pardon excusez',
    greet: 'bonjour bonsoir salut coucou slt bjr bsr madame monsieur mme mr mesdames messieurs mlle',
    intens: `
      maintenant hier immediat immediate immediatement definitivement vraiment deja enfin toujours vite urgent
      absolument totalement completement desormais franchement putain merde tous toutes toute meme direct
      aussi surtout`,
    agree: 'oui ouais daccord note confirme volontiers noté',
    praise: 'super genial geniale adore top cool bravo parfait excellent content contente magnifique aime',
    insult: `
      con cons conne connard* connasse* encul* salop* salaud* escroc escrocs voleur voleurs pourri pourris
      abruti* debile debiles cretin* ordure* batard* fdp ntm tg connards merdeux guignols charlots`,
    threat: `
      plainte cnil avocat tribunal police gendarmerie poursuites justice harcelement proces dgccrf signalconso`,
    fedup: `
      marre insupportable gonflez gonfle gonflent saoulez soulez saoule soule saoulant soulant agacent agacant
      agace enervent enervant derangent saoulent chiant gavez penible exaspere fatiguez suffit lourd lourds
      lourdingue raslebol penibles relous lassant fatigant infernal`,
    toomuch: 'trop',
    ended: 'decede decedee deces demenage defunt defunte',
    help: 'aide aidez',
    info: 'informations renseignements renseignement information',
    resume: 'reabonn* reinscri* reactivez reactiver',
    restart: 'reprise reprendre reprenez',
    subscribe: 'abonne abonnee abonnez abonner inscri* abonné',
    report: 'signal*',
    scam: 'arnaque arnaques fraude frauduleux hameconnage escroquerie',
    other: `
      rdv rendez commande commandes colis livraison livraisons bus train tram metro forfait contrat fumer
      tabac cigarette reservation reservations billet billets paiement prelevement travail maladie moteur
      voiture magasin boutique article articles produit produits taille stock panneau prefectoral municipal
      lait carte compteur chantier ascenseur machine musique pluie pleuvoir travaux assurance
      mutuelle credit pret location panier devis achat intervention technicien medecin docteur consultation
      traitement internet ligne box option options gamme serie modele course courses cours taxi essence sucre
      sport regime retour remboursement pleurer rire manger boire boulot soins camion gare`,
  },
  phrases: frPhrases,
};
