import type { Language } from '../role';

/** German. Verbs split ("melden Sie mich ab") and objects come first ("Werbung stoppen"), so phrases carry more here. */
export const de: Language = {
  words: {
    break: `komma punkt ausrufezeichen`,
    cease: `
      stoppen stoppt stoppe aufhoren aufzuhoren unterlassen unterlasst beenden beendet einstellen einzustellen
      unterlassung`,
    ceased: 'gestoppt aufgehort',
    unsub: 'abmelden abmeld* abgemeldet abzumelden austragen auszutragen deabonnier* abmelde',
    remove:
      'entfernen entfernt streichen vernicht* vernichten vernichtung loschung losch* loschen loscht loesch* entfern* streich* geloscht',
    cancel: 'abbestellen abbestell* stornier* kundig* absagen',
    object: `widerspruch widersprech* widerspreche widerruf*`,
    consent: 'einwilligung zustimmung',
    block: 'blockier* sperre sperren',
    ours: `
      nachricht nachrichten werbung werbe* textnachricht* reklame anzeigen mitteilung* benachrichtigung*
      werbesms newsletter mails`,
    promo: 'angebot* aktion aktionen rabatte',
    list: 'liste listn verteiler datenbank kartei datei system',
    number: 'nummer telefonnummer handynummer rufnummer daten handy',
    all: 'alles',
    it: 'das damit davon',
    subscription: 'abo abonnement',
    send: `
      schick* send* zusend* zuschick* schreib* anschreiben kontaktier* belastig* nerven texten versend*
      zukommen sendet zugesandt zugeschickt`,
    sent: 'geschickt gesendet gesandt',
    call: 'anrufen anruf anrufe ruf',
    receive: 'erhalten bekommen empfangen kriegen',
    received: 'erhalte bekomme bekam kriege erhielt',
    want: 'will mochte wollen mochten wunsche wunsch moechte wollt',
    ask: 'bitten fordere verlange aufgefordert auffordern gebeten',
    must: 'soll sollen muss mussen sollt musst',
    can: 'kann konnen konnt konnte konnten konntet koennen wurden geht',
    said: 'gesagt geschrieben geantwortet sagte',
    works: 'funktioniert',
    continue: 'weiter weiterhin',
    refuse: 'verbiete untersage',
    since: 'seit',
    neg: 'nicht nich nie niemals nix',
    no: 'koa koan koane koani kein keine keinen keiner keinerlei',
    nothing: 'nichts',
    here: 'hier',
    more: 'mehr wieder erneut weitere weiteren nochmal',
    still: 'immer noch trotzdem',
    hedge: 'vielleicht eventuell glaube evtl',
    joke: 'spass witz scherz',
    limit: `
      morgen montag dienstag mittwoch donnerstag freitag samstag samstags sonntag sonntags abends nachts
      wochenende bis vorerst erstmal vorubergehend nach vor januar februar april juni juli dezember
      weihnachten`,
    if: 'wenn falls ob',
    fewer: 'weniger seltener',
    mistake: 'versehentlich versehen irrtum irrtumlich fehler',
    question: 'was wann wo warum wieso welche welcher welches wohin',
    how: 'wie',
    rhetorical: 'verstanden kapiert klar',
    price: 'kostet kostenlos kosten kostenpflichtig',
    i: 'ich wir',
    you: 'sie ihr du',
    third: 'er es man niemand',
    me: 'mich mir uns',
    my: 'mein meine meinen meiner meinem',
    yours: 'euer eure euren eurer ihre ihren ihrer ihrem deine',
    self: 'sich',
    article: 'der die den dem des ein eine einen einer',
    these: 'diese dieser diesen dieses alle solche',
    prep: `von mit aus an auf fur uber zu ab raus vom beim aufs ins`,
    at: 'bei zum zur im am',
    aux: 'habe haben hat ist sind war bin wurde werden sein hatte seid',
    conj: 'und aber oder weil sonst ansonsten dass denn',
    polite: 'bitte danke grusse gruss mfg freundlichen vielen dank dankeschon entschuldigung sorry',
    greet: 'ey digga guten tag hallo liebe lieber herr frau sehr geehrte geehrter damen herren moin servus',
    intens: `
      sofort endlich jetzt bereits schon dringend unverzuglich heute endgultig umgehend standig gleich doch
      mal verdammt bloss`,
    decline: 'nein',
    agree: 'ja gerne gern okay genau passt',
    praise: 'toll prima klasse',
    insult: 'arschloch arschlocher idioten betruger spinner wichser penner abzocker verbrecher',
    threat: `
      anwalt anzeige polizei verbraucherzentrale abmahnung bundesnetzagentur rechtsanwalt rechtliche gericht
      datenschutzbehorde`,
    fedup: 'nervt nervig genug reicht satt belastigung unverschamt',
    toomuch: 'zuviel zuviele',
    ended: 'verstorben gestorben umgezogen',
    help: 'hilfe',
    resume: 'wiederanmeld*',
    subscribe: 'anmelden anmeld* abonnieren angemeldet',
    report: 'melde melden gemeldet',
    scam: 'betrug',
    other: `
      termin termine bestellung haltestelle lieferung paket vertrag rauchen zug reservierung tisch rechnung
      bus versicherung auto laden geschaft kurs hotel buchung maschine zeitschrift magazin schwimmen turnen yoga fitness training schule kita unterricht miete wohnung strom gas wasser heizung
      ofen zwiebeln kase sosse essen zimmer flug fahrt parkplatz reifen bremse fahrrad arzt zahnarzt
      rezept tabletten spritze operation film konzert karten feier geburtstag hochzeit reparatur garantie kuchen hund katze
      kind sohn tochter tickets`,
  },
  phrases: {
    prep: 'nach art|artikel|paragraph|absatz; nach geltendem recht|datenschutzrecht',
    cease: `
      heats|hoats|horts|herts|horn|hoerts|hoert|hoeren doch|jetzt|sie|bitte|endlich|_ auf|uf;
      hort|hor|horen sie|bitte|endlich|doch|mal|_ auf; lass|lasst|lassen sie|_ das sein|bitte;
      schluss|ende mit|damit|jetzt; hort|hor|horen sie|ihr bitte|endlich|doch|mal|jetzt|sofort auf`,
    unsub: `
      tuts|tuat|tuad|gebts|nehmts|nemts|nehmt|nimmt|streichts|hauts|schmeissts mi|mich|uns|me aussa|ausse|aussi|ausa|raus;
      melde*|meldet sie|_ mich|uns ab; tragen|tragt|trag sie|_ mich|uns aus;
      nehmen|nehmt|nimm sie|_ mich|uns|meine aus|von|nummer|raus; bestell*|bestelle|bestellen hiermit|_ ab;
      mich abmelden; melde ich mich ab; raus aus dem|der verteiler|liste; aus dem|der|ihrem|ihrer|eurem|eurer verteiler|liste|datenbank|kartei`,
    asks: `
      datenloschung bitte|nach|gemass|dsgvo|_; ziehe|nehme meine einwilligung|zustimmung zuruck; bitte um|_ abmeldung|loschung|austragung|streichung;
      sehen|seht|sehe sie|_ bitte|_ von|davon weiteren|weiterer|ab nachrichten|sms|werbung|mitteilungen|zusendungen ab|_; mir|mich keine|nix|nichts mehr|sms|nachrichten|werbung schicken|senden|schreiben|zuschicken; ausm|aus|ausem verteiler|liste nehmen|nehmts|neh|streichen|loschen|raus;
      lossts|lassts|losst|lasst|lass mi|mich|uns in ruah|rua|frieden; koa|koane|kei|keni sms|werbung|nachrichten|nachricht mehr|meh|schicken|schickn; schickts|schickt|schick ma|mir|mer nix|nichts|koa|koane|keine mehr|sms|werbung|nachrichten;
      nicht|nimmer|nix mehr anschreiben|schreiben|schicken|zuschicken|schickn|senden; nicht senden|schicken mir|mehr|sms; will|mochte keine sms|nachrichten|werbung mehr|haben|bekommen; bitte keine|nicht|nix sms|werbung|nachricht|nachrichten|messages`,
    alone: `
      schleich|schleichts di|dich|eich|euch;
      lass|lasst den|das|die scheiss|scheiß|mist|quatsch|schmarrn;
      lass|lasst|lassen sie|_ mich|uns in|endlich ruhe|in; lass|lasst mich|uns zufrieden;
      verpiss|verpisst dich|euch; vergesst|vergiss mich|meine; ruhe jetzt|bitte; kein kontakt mehr;
      bitte nicht mehr`,
    conj: 'vergiss|vergessen|vergesst sie|_ nicht; zogern sie|_ nicht',
    intens: 'ab sofort; ein fur alle mal; so schnell wie moglich; jeden tag; ab heute',
    neg: 'nicht mehr langer',
    polite: 'vielen dank; mit freundlichen grussen; liebe grusse',
    limit: 'am wochenende; am sonntag|samstag; bis morgen|montag',
    hedge: 'oder nicht; weiss nicht; bin nicht sicher',
    rhetorical: 'wie oft; wann hort|horen ihr|sie|_; ist das klar',
    can: 'konnt|konnen|kannst|konnten ihr|sie|du',
    stranger: `
      hier gibt es|s kein|keine|keinen; habe|hab die|diese nummer neu|erst|gerade|seit;
      falsche nummer|person; falscher empfanger|adressat; falsch verbunden; bin nicht herr|frau; bin nicht die|der person|richtige;
      nummer gehort nicht|jetzt; nicht die richtige nummer|person; sie haben sich verwahlt; hier wohnt kein|keine;
      in der person|nummer geirrt; verwechseln|verwechselt|verwechselst mich`,
    wrong: `kenne ich nicht; nicht die richtige; sie haben sich geirrt; kenne sie|euch nicht`,
    ended: `sind|bin weggezogen|umgezogen|weg gezogen|_; auto|wagen|haus ist|wurde|hab ich verkauft; kein kunde|mitglied mehr; keine kundin mehr; nicht mehr kunde|kundin; wohne nicht mehr; habe|hab gekundigt; kein mitglied mehr; nicht mehr kunde|mitglied`,
    decline: `
      kein|null bock; kb mehr|auf; kein|keinen|keine interesse|bedarf; nein danke; nicht interessiert; interessiert mich nicht; kein bedarf;
      brauche ich nicht; brauche nichts; nicht notig; kein geld; ich passe; keine lust`,
    toomuch: 'zu viele|viel',
    fedup: `geht mir auf; habe es satt; nie angefragt|bestellt|zugestimmt|angemeldet; schon wieder werbung|sms|nachrichten; jetzt reichts; es reicht`,
    insult: 'leck* mich; verpiss* dich; ihr idioten|betruger',
    threat:
      'nach|laut der|dem|_ dsgvo|bdsg|dsg|revdsg|ndsg|datenschutzgesetz|datenschutzgrundverordnung; rechtliche schritte; artikel 21; zeige sie|euch an',
    who: `
      nummer kenne|kenn|kennen ich|i|wir nicht|nich|ned|net; nummer nicht|nich|ned gespeichert|eingespeichert|abgespeichert; nicht in|unter meinen kontakten;
      wer ist der|die absender|absenderin; wer steckt dahinter|hinter; identitat des|der absenders|absender|absenderin;
      wer sind sie; wer seid ihr; wer ist|schreibt das|da|dort|hier|mir; wer bist du;
      woher haben|habt|hast sie|ihr|du meine nummer; welche firma ist|_ das|_; wer ist da; mit wem; von wem ist das|diese; kenne ich sie|euch; wer bist|seid du|ihr`,
    object:
      'recht auf loschung|widerspruch|vergessenwerden; widerspreche der|jeder|weiteren|hiermit|ich|_ verarbeitung|nutzung|verwendung|zusendung|werbung|der|weiteren|_; gemass|nach|laut|paragraph|_ # uwg; unterlassen sie|_ die|jede|weitere|kunftig|_ zusendung|werbung|nachrichten|sms|belastigung; untersage ihnen|euch|_ die|jede|_ nutzung|verwendung|zusendung|werbung; verlange unterlassung|loschung',
    help: 'wie funktioniert|geht das|es|dies|des; welche taste|tasten; was|wo|worauf muss|soll|mus ich|i|man drucken|druecken|tippen|klicken|eingeben|drauf; link geht|funktioniert|offnet nicht|sich; ich|_ brauche hilfe; mehr infos|info|informationen|details; helfen sie|_ mir',
    resume: `
      wieder anmeld*|erhalten|bekommen|aktivieren; erneut anmeld*; doch wieder; wieder sms;
      melden|meldet sie|_ mich|uns wieder|an an|_`,
    auto: 'automatische antwort|nachricht; abwesenheitsnotiz; nicht im buro; bin bis abwesend|nicht; im urlaub',
    busy: `
      im meeting|auto|termin; melde mich spater; rufe spater|dich|sie zuruck|spater|an; am steuer;
      kann gerade nicht`,
    liked: 'gefallt; hat gelacht|reagiert',
    disliked: 'gefallt mir|_ nicht; mag nicht',
    ad: 'nur heute; rabatt; gutschein',
    other: 'krank geschrieben; stopp schild',
  },
};
