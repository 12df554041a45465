import type { Language } from '../role';

/** Dutch, of the Netherlands and Flanders. */
export const nl: Language = {
  words: {
    cease: 'stoppen stopt stopzetten ophouden beeindigen beeindig staak stopzet',
    ceased: 'gestopt opgehouden stopte',
    unsub: 'uitschrijven afmelden uitschrijv* afmeld* uitgeschreven afgemeld uitschrijf*',
    remove: 'verwijderen verwijdert schrappen verwijder* schrap* wis wissen haal weghalen haalt wist',
    cancel: 'annuleer* annuleren afzeggen opzeggen zeg',
    object: 'bezwaar',
    consent: 'toestemming',
    block: 'blokkeer* blokkeren',
    ours: `
      bericht berichten berichtjes reclame* advertentie* appjes smsen smsjes notificaties meldingen
      reclameberichten mailtjes nieuwsbrief`,
    promo: 'aanbieding* acties actie kortingen',
    list: 'lijst bestand database systeem verzendlijst mailinglijst adressenlijst',
    number: 'nummer telefoonnummer gsm gegevens telefoon mobiel',
    all: 'alles',
    it: 'het dit dat ermee daarmee hiermee',
    subscription: 'abonnement',
    send: `
      stuur* sturen stuurt zend* zenden schrijf* contacteer* contacteren benader* lastigvallen verzend*
      spammen opsturen benaderen toesturen toezenden`,
    sent: 'gestuurd verstuurd verzonden',
    call: 'bel bellen opbellen',
    receive: 'ontvangen krijgen',
    received: 'ontvang krijg kreeg',
    want: 'wil wens willen wensen wenst',
    ask: 'gelieve verzoek vraag vragen gevraagd verzocht eis',
    must: 'moet moeten mag',
    can: 'kan kunt kunnen zou zouden lukt kun',
    said: 'gezegd geschreven zei geantwoord',
    works: 'werkt helpt',
    continue: 'doorgaan verder',
    refuse: 'weiger verbied',
    since: 'sinds',
    neg: 'niet nooit',
    no: 'geen',
    nothing: 'niets niks',
    decline: 'nee neen',
    here: 'hier',
    more: 'meer weer opnieuw nog',
    still: 'nogsteeds steeds',
    hedge: 'misschien denk wellicht',
    joke: 'grapje geintje',
    limit: `
      morgen maandag dinsdag woensdag donderdag vrijdag zaterdag zondag zondags avonds weekend tot voorlopig
      tijdelijk kerst januari`,
    if: 'als indien of',
    fewer: 'minder',
    mistake: 'vergissing ongeluk abuis',
    question: 'wat wanneer waar waarom welke welk',
    how: 'hoe',
    rhetorical: 'begrepen duidelijk snap',
    price: 'kost gratis',
    i: 'ik wij we',
    you: 'jullie u jij je',
    third: 'hij zij ze niemand',
    me: 'mij me ons',
    my: 'mijn',
    yours: 'jouw uw',
    self: 'zich',
    article: 'de een',
    these: 'deze die al',
    prep: 'van met uit aan op voor over om te',
    at: 'bij',
    aux: 'heb heeft hebben is was zijn ben',
    conj: 'en maar want anders omdat ',
    polite: 'aub alstublieft alsjeblieft bedankt dank groet groeten graag dankjewel mvg sorry',
    greet: 'hallo beste dag geachte heer mevrouw goedemorgen goedendag hoi',
    intens: 'jes nu onmiddellijk direct meteen eindelijk alsnog alle echt vandaag altijd gewoon eens definitief zo',
    agree: 'ja prima goed akkoord',
    praise: 'leuk geweldig mooi fijn heel heerlijk',
    insult: 'klootzakken oplichters dieven eikels sukkels',
    threat: 'advocaat aangifte politie klacht juridische consuwijzer autoriteit acm',
    fedup: 'genoeg zat irritant vervelend beu',
    toomuch: 'teveel',
    ended: 'overleden verhuisd',
    help: 'hulp',
    info: 'informatie',
    resume: 'heraanmelden',
    subscribe: 'aanmelden aangemeld ingeschreven inschrijven',
    report: 'meld meldpunt',
    scam: 'oplichting fraude',
    other: `
      afspraak bestelling levering bus trein pakket contract roken bushalte halte reservering tafel factuur
      winkel auto stopcontact stoplicht verzekering cursus bezorging tijdschrift zwemles school les lessen sportschool huur woning gas water ui kaas saus pizza eten kamer vlucht vliegtuig
      kaartje kaartjes parkeerplaats banden remmen fiets arts tandarts recept pillen vaccin operatie film concert feest bruiloft
      verjaardag muziek oven alarm hond kat zoon dochter kind maat product producten bakker machine werk tram station`,
  },
  phrases: {
    asks: `
      trek mijn toestemming in|terug; trek hierbij|_ mijn toestemming in; stjoer|stjoere my gjin|net|neat berjochten|berjochtsjes|mear|sms mear|_; stuurt|stuur mij|me geen|niks|niets|gene|geene meer|sms|berichten|berichtjes;
      niet langer|meer te|_ benaderen|contacteren|sms|smsen|berichten|storen|lastig;
      mij|me|ons|mijn van|uit uw|jullie|je|de|deze lijst|bestand|lijsten|verzendlijst|mailinglijst|database te|_ halen|schrappen|verwijderen|wissen; mijn nummer|gegevens|gsm van|uit uw|jullie|je|de|deze lijst|bestand|database te halen|schrappen|verwijderen|wissen;
      mijn nummer|gegevens|gsm|telefoonnummer te verwijderen|schrappen|wissen|halen; mij|me|ons te schrappen|verwijderen|wissen; gelieve|verzoeke mij|me|ons niet|niets|geen langer|meer te|sms|smsen|berichten|reclame; gelieve|verzoeke mij|me|ons|_ geen sms|smsen|berichten|reclame;
      geen sms|smsen|berichten|reclame|smsjes meer te sturen|zenden|ontvangen|krijgen; niet langer|meer te smsen|sturen|contacteren|storen`,
    cease: `hou|houd|houdt ermee|er|nu|_ mee|_ op; kap|kappen ermee|nou|met|nu; hou|houd|houdt hiermee|daarmee op`,
    unsub: `
      schrijf|schrijft me|mij uit; meld|meldt me|mij af; uit te schrijven; af te melden;
      haal me|mij|mijn van|uit|nummer|eraf; haalt u me|mij van|uit; zet me|mij niet meer`,
    alone: `
      laat me|mij|ons met|alsjeblieft|aub|_ rust|met; rot|sodemieter op; val|valt me|mij|ons niet lastig;
      laat maar|_ met rust`,
    conj: 'vergeet niet|om; aarzel niet',
    intens:
      'voor de eerste|tweede|derde|vierde|laatste|zoveelste keer; voor eens en|_ altijd|_; zo snel mogelijk; elke dag; vanaf nu|vandaag|heden; voor altijd',
    polite: 'dank u|je wel|_; met vriendelijke groet*; alvast bedankt',
    hedge: 'of niet; weet niet',
    limit: 'tot morgen|maandag; op zondag|zaterdag; in het weekend; voor nu|vandaag',
    rhetorical: 'hoe vaak; wanneer stoppen|houden jullie',
    still: 'nog steeds|altijd',
    stranger: `
      verkeerd nummer|persoon; verkeerde persoon|nummer; fout nummer; ben niet meneer|mevrouw|deze; ben niet de|die persoon;
      niet mijn nummer; dat ben ik niet; woont hier niet; niet de juiste persoon; verwarren|verwart|verwar mij|me met;
      nummer is niet|nu meer|van`,
    wrong: `ken ik niet; ben ik niet`,
    ended: `geen klant meer; niet meer klant; woon niet|hier meer|niet; is overleden; ben verhuisd; geen lid meer`,
    decline: `
      geen interesse|behoefte; nee bedankt|dank; niet geinteresseerd; interesseert me|mij niet; geen belang*;
      niet nodig; hoeft niet; nee hoor; niet voor mij`,
    toomuch: 'te veel',
    fedup: `ben het zat|beu; nooit om gevraagd; nooit aangemeld|ingeschreven; alweer reclame|sms; niet weer; elke dag reclame|sms`,
    insult: 'rot op; flikker op; krijg de|het',
    threat: 'juridische stappen; autoriteit persoonsgegevens; dien klacht|een',
    who: `
      heb dit|uw|je|jullie nummer niet opgeslagen|in; ken dit|uw|je|jullie nummer niet; wie is de afzender; identiteit van de afzender; wie zit|steekt hierachter|erachter;
      wie is|ben|bent|zijn dit|dat|u|je|jij|jullie; wie zijn jullie; wie stuurt|spreekt dit|_;
      welk bedrijf is|_ dit|_; hoe komen|kom|komt jullie|je|u|_ aan mijn|_; van wie is dit; ken ik u|je; met wie`,
    help: 'hoe werkt dit|het|dat; welke toets|knop; waar|wat moet ik op|_ drukken|klikken|intoetsen|typen; meer info|informatie; hulp nodig; help me|mij',
    resume: 'weer|opnieuw ontvangen|aanmelden|inschrijven|sturen; toch weer',
    auto: 'automatisch antwoord|bericht; automatische beantwoording|reactie; afwezig; niet op kantoor; op vakantie',
    busy: `
      ben onderweg; bel later|je|u|_ terug|later; zit in|aan vergadering|het|een; in vergadering;
      aan het rijden`,
    liked: 'vond leuk|geweldig|_; heeft gereageerd',
    disliked: 'vond niet leuk',
    ad: 'alleen vandaag; gratis verzending; korting',
    other: 'stop bord; haal|haalt|kom|komt mij|me|ons op|ophalen|halen',
  },
};
