import type { Language } from '../role';
import { frPhrases } from './fr-phrases';

/** French, as typed on a phone: accents lost, "ne" dropped, SMS-speak. */
export const fr: Language = {
  words: {
    break: `virgule`,
    halt: 'arret arrets',
    cease: `
      arretez arreter arrete aretez areter arete arettez arretes aretter cessez cesser cesse stoppez stopper
      stoppe interrompez interrompre suspendez arretiez cessiez stoppiez halte`,
    ceased: `
            arrêté arrêtée arrêtés arrêtées arreté arretée arretés stoppé arretee arretees arretait arretent
      arretons arretera`,
    unsub: `desabonn* desabon* desinscri* desinscrip* desabo desincri* desabonner desabonnez desabonnement desinscrire desinscrivez desinscription dezabon* dezinscri* deabon*`,
    remove: `
      suppr supp virer vire retir* enlev* supprim* suprim* suppress* effac* effacement elimin* exclure excluez rayez rayer radiez radier
      retirer retirez enlever enlevez supprimer supprimez effacer effacez eliminer eliminez biffer biffez barrer barrez gommer gommez tracer
      tracez tirer tirez otez oter sortez virez sortir sors sort retrait`,
    cancel: 'annul* resili* revoqu* desactiv*',
    object: 'oppose opposition',
    consent: 'consens consentement accord autorisation',
    block: 'bloque bloquer bloquez bloquons blackliste',
    ours: `
      message messages msg msgs mesg mess texto textos pub pubs publicite publicites publicitaire* reclame
      reclames notification* notif notifs courriel* prospection demarchage* demarche sollicitation* envois
      envoi relances commercial commerciaux commerciale* communications alertes mail annonces annonce
      actualites propositions campagnes infolettre relance communication com`,
    promo: 'promotion promotions offre offres soldes',
    list: `contacts liste listes listing fichier fichiers base bases repertoire diffusion compte boucle`,
    number: 'numero numeros num tel telephone portable natel gsm cellulaire coordonnees donnees',
    all: `tout tt`,
    it: 'ca cela ceci',
    subscription: 'abonnement abonnements',
    send: `
      envoye* envoi* envoie* ecrire ecrivez ecris contacter contactez contacte contactee contactes demarches demarchee demarchees sollicites harceles derangees deranges recontact*
      recontacter sollicit* harcel* deranger derangez derange importun* spammer spammez spamer spamez embeter embetez
      emmerder emmerdez pollu* demarcher demarchez ennuyer ennuyez adresser adressez expedier prospecter
      relancer relancez texter envoyer inond* bombard* utiliser utilisez derangee embete embetee ennuye ennuyee`,
    sent: 'envoyé envoyée',
    call: 'appel* telephoner rappel*',
    receive: 'recevoir recevoi figurer',
    have: 'avoir',
    received: 'recois recoit recu recus recevons recevais',
    want: `
      veux veut veu vx veus ve voulons vouloir voudrais souhaite souhaitons souhaiterais desire desirons accepte
      acceptons prefere aimerais aimerai envie`,
    ask: 'demande demandé demander demandons exige exigeons veuillez remercie remercions prie somme pri priere',
    must: 'faut doit devez doivent faudrait devrait devriez',
    can: `pouvez pouvoir peux peut pourriez pourrait possible pourrais`,
    cannot: 'impossible',
    here: 'ici',
    said: `dit dis di dire faire repondre ecrit repondu repond repete repeter tape fait fais mis reponds tapes mets`,
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
    if: `si sauf hormis`,
    fewer: 'moins',
    mistake: 'erreur',
    question: 'quoi quand combien pourquoi pk pkoi pq quel quelle quels quelles où koi',
    how: 'comment coment',
    rhetorical: `compris pige hein clair bordel comptez`,
    price: 'payant gratuit coute cout prix surtaxe facture',
    i: 'je j g jai jme chui jsuis',
    you: 'vous tu vs vou t',
    third: 'il elle ils elles',
    me: 'me m moi nous',
    my: 'mon ma mes',
    yours: 'vos votre vo ton ta tes',
    self: 's se lui leur',
    article: 'le la l les un une du',
    these: 'ce cet cette ces',
    prep: `de d des sur avec avc pour par dans en que qu sous via suite chez da contre`,
    at: `au aux a o ô`,
    aux: 'ai as avez ont est suis etes sont etait sera serai ete etre c cest avait',
    conj: 'et ou ni mais car parce sinon puis donc comme puisque alors',
    polite: 'svp stp merci mci cordialement salutations mrc pitie dsl desole desolee desoles pardon excusez',
    greet: `gars frere frero frr wesh wsh azy vasy tkt mec bro poto reuf bonjour bonsoir salut coucou slt bjr bsr madame monsieur mme mr mesdames messieurs mlle bisou bisous bise bises biz bizz tchao ciao adieu allo mlles mamie papi papy`,
    intens: `
      ben bah bin euh
      maintenant hier immediat immediate immediatement definitivement vraiment deja enfin toujours vite urgent
      absolument totalement completement desormais franchement putain merde tous toutes toute meme direct
      aussi surtout definitif definitive ptit pti petit vrmt re deuxieme second seconde troisieme quatrieme enieme total totale complet complete`,
    agree: `oui ouais daccord note confirme volontiers noté cbon`,
    praise: 'super genial geniale adore top cool bravo parfait excellent content contente magnifique aime',
    insult: `
      con cons conne connard* connasse* encul* salop* salaud* escroc escrocs voleur voleurs pourri pourris
      abruti* debile debiles cretin* ordure* batard* fdp ntm tg connards merdeux charlots arnaqueur* nul nuls bouffon* boloss minable* conneries betises clown* raclure* guignol*`,
    threat: `
      plainte cnil avocat tribunal police gendarmerie poursuites justice harcelement proces dgccrf signalconso bloctel
      cpce saisine`,
    fedup: `
      marre insupportable gonflez gonfle gonflent saoulez soulez saoule soule saoulant soulant agacent agacant
      agace enervent enervant derangent saoulent chiant gavez penible exaspere fatiguez suffit lourd lourds
      lourdingue raslebol penibles relous lassant fatigant infernal assez saoulants saoulante saoulantes fatigants`,
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
      sport regime retour remboursement pleurer rire manger boire boulot soins camion gare magazine magazines catalogue catalogues journal journaux cantine centre atelier ateliers marathon stage stages
      ecole college lycee classe entrainement match piscine salle gym fitness yoga judo danse foot tennis chauffage clim
      climatisation four frigo lave linge robinet fuite alarme camera porte portail serrure volet toit plomberie electricite
      gaz eau edf virement virements prelevements epargne pin loyer bail logement appartement maison impots amende
      pizza pizzas burger frites sauce oignons oignon salade dessert plat plats repas menu cafe biere vin gateau gateaux baguette
      baguettes olives fromage viande poisson couvert couverts chambre hotel vol avion valise navette bateau ferry
      parking place places siege pneu pneus frein freins essuie batterie velo trottinette scooter moto permis
      coiffeur coupe massage manucure epilation soin piqure piqures antibiotiques medicament medicaments vaccin ordonnance
      dentiste kine infirmiere clinique hopital operation imprimante ordinateur tablette console jeu film
      concert spectacle seance billetterie musee visite fete anniversaire mariage barbecue soiree apero
      reparation garantie echange pointure couleur matelas canape meuble table chaise lampe rideau peinture cuisine bruit
      feu rond virage quai station peage autoroute route rue chien chat bebe enfant ecran appli application site passe wifi`,
  },
  phrases: frPhrases,
  // Text speak, as words sound.
  spelled: {
    commande: 'comande comand',
    qui: 'ki kii qi',
    que: 'ke',
    quoi: 'kwa',
    quel: 'kel',
    quelle: 'kelle',
    avec: 'ac avk avek aveq',
    pour: 'pr',
    vous: 'vou',
    laissez: 'lesse lese lesser leser laise laisez lessez lesé lessé lésé',
    tranquille: 'tranquil trankil trankille tranqil trkl trankile tranquile',
    message: 'mesage messag meçage',
    messages: 'mesages',
    comment: 'cmt comen',
    pourquoi: 'pkw',
    faut: 'fo fau fô',
    faire: 'fair fère',
    plus: 'plu pluss',
    jamais: 'jamé jamai',
    rien: 'rin',
    vos: 'vo',
    veux: 'veu veus',
    numero: 'numro numéo nro',
    arretez: 'arettes arétez aretes arrettez',
    recevoir: 'resevoir recevoire resevoire reçevoir',
    publicite: 'pubicite publicitée',
  },
};
