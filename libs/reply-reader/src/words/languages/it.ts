import type { Language } from '../role';

/** Italian. */
export const it: Language = {
  words: {
    cease: `
      basta smettere smettete smettetela smettila smetti smetta smettiamola fermate fermatevi cessate cessare
      interrompete interrompere finitela piantatela stoppate`,
    ceased: 'smesso fermato ferma fermano',
    unsub: `
      disiscri* disiscriv* cancellarmi cancellatemi cancellami cancellaci toglietemi toglimi togliermi
      rimuovetemi rimuovimi disattivatemi eliminatemi levatemi eliminarmi rimuovermi`,
    remove:
      'cancellare cancellate rimuovere rimuovete eliminare eliminate cancell* rimuov* elimin* togli* leva* toglie* levate',
    cancel: 'annull* disdi*',
    object: 'oppongo opposizione',
    consent: 'consenso autorizzazione',
    block: 'blocco blocchero bloccato bloccare bloccarvi',
    ours: `messagge missaggi messaji messagios 
      messaggio messaggi messaggini pubblicita notifiche notifica comunicazioni avvisi testi msg invii invio
      pubblicitari promozionali`,
    promo: 'promozione promozioni offerte offerta sconti',
    list: 'lista liste elenco elenchi rubrica database archivio archivi',
    number: 'numero telefono cellulare dati recapito',
    all: 'tutto',
    it: 'questo cio',
    subscription: 'abbonamento iscrizione',
    send: `
      invia* mand* scriv* contatt* disturb* molest* invi* inviarmi mandarmi scrivermi contattarmi disturbarmi
      tempest* rompere assill*`,
    sent: 'inviato mandato',
    call: 'chiam*',
    receive: 'ricevere riceverli riceverne',
    received: 'ricevo ricevuto arrivano arriva',
    want: 'voglio vorrei desidero vogliamo desideriamo intendo',
    ask: 'chiedo prego richiedo chiesto pregati gradirei diffido',
    must: 'dovete deve devono devo bisogna',
    can: 'potete potreste puo posso potrebbe puoi riesco',
    said: 'detto dico risposto scritto ripeto',
    works: 'funziona',
    continue: 'continuate continua continui',
    refuse: 'rifiuto vieto',
    neg: 'non mai ne',
    no: 'nessun nessuna zero',
    nothing: 'niente nulla',
    here: 'qui',
    more: 'piu ancora altri altro altre nuovo nuovamente',
    hedge: 'forse magari credo probabilmente',
    joke: 'scherzo scherzavo',
    limit: `
      domani lunedi martedi mercoledi giovedi venerdi sabato domenica sera notte fino dopo prima gennaio
      natale dicembre temporaneamente`,
    if: 'se',
    fewer: 'meno',
    mistake: 'errore sbaglio',
    question: 'cosa quando dove quanto perche quale',
    how: 'come',
    rhetorical: 'capito chiaro',
    price: 'costa gratuito prezzo',
    i: 'io noi ho sono',
    you: 'voi lei tu vi',
    third: 'egli essi loro nessuno',
    me: 'mi ci me',
    my: 'mio mia miei mie',
    yours: 'vostro vostri vostra vostre suoi tuoi',
    self: 'si',
    article: 'il lo la gli le un una l',
    these: 'questi queste quei tutti tutte',
    prep: 'di da con per dalla dal dai dei delle della in a su',
    at: 'alla al ai',
    aux: 'ha hanno avete stato essere',
    conj: 'e ma o oppure altrimenti',
    polite: 'grazie favore cortesia saluti cortesemente pf scusate scusi',
    greet: 'ciao buongiorno salve buonasera gentili signori spett giornata',
    intens: 'subito adesso ora immediatamente definitivamente sempre oggi davvero gia cavolo cazzo tanti',
    agree: 'sì certo va bene',
    praise: 'bello belli adoro bellissimo ottimo perfetto piacciono fantastico',
    insult: 'stronzi ladri imbecilli idioti bastardi coglioni truffatori',
    threat: 'denuncia denuncio avvocato garante polizia querela denunciarvi legali',
    fedup: 'stufo stufa stanco scocciato insopportabile stressate stressanti rotto',
    toomuch: 'troppi troppe',
    ended: 'deceduto morto trasferito',
    help: 'aiuto aiutatemi',
    info: `informazioni info`,
    resume: 'riattiva* reiscriv* riiscriv*',
    restart: 'riprend*',
    subscribe: 'iscri*',
    report: 'segnal*',
    scam: 'truffa frode',
    other: `
      appuntamento ordine prenotazione autobus treno consegna pacco contratto fumare fermata negozio tavolo
      fattura macchina assicurazione bolletta corso rivista palestra lezione lezioni scuola affitto casa luce gas acqua cipolla formaggio salsa pizza cena camera volo
      biglietto biglietti parcheggio gomme freni bici medico dentista ricetta pastiglie vaccino operazione film concerto
      festa matrimonio compleanno musica forno allarme cane gatto figlio figlia taglia prodotto prodotti articolo cantiere
      lavori spesa ordini conferma`,
  },
  phrases: {
    cease: 'piantatela|piantala con|di|_; la smettete|smetta',
    asks: `
      revoco|ritiro|nego il|ogni|mio|_ mio|_ consenso; nun|no|non me|mi|te|ste|stae|sta|_ manna|mannate|mannati|manda|mandarme|mandeme|mandàme cchiu|chiu|piu|pi|pu|altri; no mi mandedas|mandeis|iscriedas prus|messagios; mandem|mandeme|scrivem pu|piu|pi;
      rotto co|con|le|_ sti|questi|scatole|palle|ste|sti|_ sms|messaggi|con|_; nun|non me|mi|ce|_ mannate|mandate|scrivete|rompete piu|_;
      non mandate|mandatemi|inviate|inviatemi|scrivete|scrivetemi|mandare|inviare piu|nulla|niente|messaggi|sms|questi|pubblicita; niente piu|_ sms|messaggi|pubblicita; mi tolga|togliete|togliate|levi|levate dalla|da|questa|la lista|elenco|vostra|questa|vostri; basta|stop sms|messaggi|pubblicita grazie|per|_`,
    alone: `
      fatela finita;
      lasciatemi|lasciami|lasciateci in|stare pace|_; non rompete|rompere|rompetemi piu|_;
      non scocciate|scocciatemi; dimenticatevi|dimenticate di me; andate|vai a quel paese;
      non ho dato|mai il|dato consenso|_`,
    unsub: `
      cancella|cancellare|togliere la mia iscrizione;
      togliere|cancellare|rimuovere|eliminare il mio numero|nominativo|contatto; cancellazione|cancellarmi|cancellatemi dalla|da|_ lista|newsletter; voglio cancellarmi`,
    conj: 'non dimentic*; non esit*',
    intens: 'una volta per tutte; il prima possibile; tutti i giorni; da oggi|subito',
    polite: 'per favore|cortesia|piacere; grazie mille; cordiali|distinti saluti',
    hedge: 'non so; o no; non sono sicuro|sicura',
    limit: 'fino a|al|lunedi; di|la|il notte|sera|domenica; per ora; per oggi',
    rhetorical: 'quante volte; quale parte',
    stranger: `
      numero sbagliato|errato; avete|ha|hai sbagliato|sbaglia di|_ numero|persona; sbaglia|sbagliate di|_ numero|persona;
      persona sbagliata|errata; non sono la|questa persona; non sono io; non e il mio numero; non e piu il mio|suo numero;
      numero non corretto; non abita qui; non sono la signora; non sono il signor|signore; mi confonde*|confondete|confondi con;
      numero non e|appartiene piu`,
    wrong: `avete|ha|hai sbagliato|sbaglia; non conosco questa|nessun*; non sono il`,
    ended: `non sono piu cliente|vostro; non abito piu; non piu cliente; e deceduto|deceduta|morto|morta|mancato; mi sono trasferito|trasferita; non sono piu; ho cambiato citta|casa|gestore`,
    decline: `
      no grazie; non mi|ci interessa|interessano; non sono|_ interessato|interessata; nessun interesse;
      non ho bisogno; non mi serve; non fa per me; no non`,
    fedup: `
      non ne posso piu; non se ne puo; non mi sono mai; mai richiesto|chiesto|autorizzato; che palle;
      ogni giorno; che noia; ancora voi; che rottura; di nuovo voi`,
    insult: 'vaffanculo; andate a fanculo|cagare; banda di',
    threat: 'vie legali; garante della privacy',
    who: `
      non ho questo|il|vostro|suo numero|contatto salvato|memorizzato|registrato|in; non ce l ho in rubrica; non e in rubrica; identita del|di mittente|chi; chi|qual e il mittente; chi c e dietro;
      chi siete|sei|e|parla|scrive; che|quale azienda siete|e|_; come avete avuto|il mio|_ numero|mio;
      da parte di chi; dove avete preso il|_; chi e; chi sei; con chi parlo; ci conosciamo; chi mi scrive`,
    object:
      'diritto di|alla|all|_ opposizione|cancellazione|oblio; mi oppongo al|a|alla|ad|_ trattamento|ogni|qualsiasi|ricevere|_; articolo|art # del|_ gdpr|rgpd|regolamento; articolo|art 17|21|7',
    help: 'come funziona; che|quale tasto|pulsante; cosa|dove|che devo|bisogna|dobbiamo premere|schiacciare|cliccare|digitare; cosa|dove premo|schiaccio|clicco|digito; link non si|funziona|va apre|_; piu informazioni|info|dettagli; ho bisogno di aiuto; maggiori informazioni',
    resume: 'tornare a ricevere',
    auto: 'risposta automatica; messaggio automatico; fuori ufficio; sono assente; in ferie',
    busy: `
      sto guidando; sono in riunione|macchina; ti|la richiamo|chiamo|chiamero dopo|_|piu;
      non posso parlare|rispondere`,
    liked: 'ha messo mi|_ piace|_; ha reagito; ha adorato; ha riso',
    disliked: 'non ha apprezzato; ha messo non mi piace; non mi piace',
    ad: 'solo oggi; spedizione gratuita; saldi',
    other: `non stop; la basta`,
  },
  // Text speak, as words sound.
  spelled: {
    non: 'nn',
    dalla: 'dll dlla',
    chi: 'ki',
    toglimi: 'tglimi tgliemi',
    toglietemi: 'tglietemi togletemi',
    cancellatemi: 'cancellatmi cncellatemi',
  },
};
