import type { Language } from '../../role';

// Languages of regions of France and of the overseas, of which only set phrases are known.

export const breton: Language = {
  words: { polite: 'trugarez', ours: 'smsou kemennadennou bruderezh' },
  phrases: {
    asks: `
      arabat kas|skrivan|skriva|kasit|din; na|ne gasit|gas|skrivit|skriv ket|mui|ken|din|netra|sms|smsou;
      ne|na|n fell|felle|c ket|mui din|deomp ken|mui|kaout|resev|degemer|_; baouez|paouezit|paouez da|gant kas|gas|skrivan|skriva|ho|gant|ar|an;
      n em|m|meus eus|_ ket c hoant da|_; lakait|laka va|ma niverenn|anv er|_ maez|_;
      lamit|dilamit|tennit|diverkit ma|va|me|ac niverenn|anv|hanon|_; lezit|lez ac|c hanon|_; echu gant ar|ho|_ smsou|sms|bruderezh|kemennadennou;
      trawalc h gant|a; n em|m eus ket|mui ezhomm eus|ken`,
    decline: 'n em|m|_ eus ket ezhomm; n on ket dedennet; nann trugarez',
    who: 'piv oc h; piv eo',
    polite: 'mar plij; trugarez deoc h',
  },
};

/** Phrases of Alsace, spelled by ear, close to Swiss German; read everywhere, since Swiss German is read in Switzerland alone. */
export const alsatian: Language = {
  words: { ours: 'nochrichte nachrichte werbig' },
  phrases: {
    asks: `
      hor|hort mol|mal uf|uff; hert|horat|horet|heert|herrt|hored|heret|heren|horet|hered|hored|horre|horre|here|her|heere|horen|hort|horts doch|bitte|jetz|jetzt|endli|endlich|_ antlech|antlich|andlech|endlig|_ uf|uff|uuf;
      lossa|losset|lossts|lohn|lond|lassa|lasst|lon|lonn|lan|lond|lo|loss|losst|losse|len|lehn mi|mich|uns in|i rue|ruh|rueh|ruej|ruaj|ruah|riej|rui|frieda|friede;
      schicke|schicka|schickt|schicket|schick mer|mr|mir|m|_ ken|kene|kei|keini|keni|nix|nut|nimm mehr|meh|sms|_; nix|ken|kei meh|mehr schicke|schicka|schickt|schriewe|schriwe;
      will|wott|well|mocht nix|nut|ken|kene|kei|keini|keni|keine|nimm|nimmi sms|werbig|werbung; nix|nut meh|mehr vu|vun ejch|eich|euch;
      nix|ken|kene|kei|keini|keine sms|werbig|werbung|nachrichte meh; us|uss em|de|dr|dere verteiler|verteyler|lischte|lischta neh|nemme|streiche|nah; num|numme|nume|nimm schribe|schriibe|schicke|schicka|sende; nemme|nammet|nemmet|nehmt|nehmed|nahmed|nahmet mich|mi vu|vun|vo|us|ab;
      loschet|losche|losch mini|mine|mi|mich nummer|numera|nummera|daten|_`,
    fedup: 's langt jetz|jetzt; jetz|jetzt langt s|_',
    decline: 'nai|na merci|danke; brauch|bruch i|ich net|nit|nid; interessiert mi|mich net|nit|nid',
  },
};

export const corsican: Language = {
  words: { ours: 'missaghji missaghju publicita' },
  phrases: {
    asks: `
      un mi|ci|_ mandate|mandeti|mandà|manda|mandati|scrivite|scriviti|chjamate|chjameti piu|missaghji|sms|_ nunda|missaghji|sms|_;
      un vogliu|vulemu piu|_ ricevere|riceve|missaghji|publicita; un ne vogliu piu; basta cu|incu|i|sti|ste missaghji|sms|publicita;
      cacciate|caccia|sguassate|sguassati|livate|leva|toglite u|_ mo|me numeru; cacciate|caccia|livate|leva|toglite mi da|di a|sta|_ lista; lasciate|lascia mi sta|stà; lasciate|lascia mi in pace; fermate sti|i|ste missaghji|sms`,
    decline: 'un mi interessa|interessanu; no grazie; un mi ne|_ primura',
    polite: 'per piace; a ringraziavvi; a ringraziavi',
  },
};

export const occitan: Language = {
  words: { ours: 'messatges messatge publicitat' },
  phrases: {
    asks: `
      mandetz|mandatz|mandes|enviatz|envietz|enviessetz|escrivetz|escriviatz|telefonetz me|m|_ pas|plus mai|pus|de;
      me|m|nos mandetz|mandatz|envietz|enviatz|escrivetz pas|plus; voli|volem|voldrai|vòli pas|plus mai|pus|_ recebre|messatges|publicitat;
      arrestatz|arrestetz|arrèstatz|quitatz|calatz|pausatz de|d|los|aquestes|aqueles|amb me|m|_ mandar|enviar|escriure|messatges|publicitat;
      levatz|escafatz|tiratz|suprimissetz me|m de la|vòstra|vostra lista; levatz|escafatz|tiratz|suprimissetz mon|lo meu|_ numero; daissatz|laissatz|daishatz me|m tranquil|tranquille|tranquilla|en;
      pro de|d|amb messatges|publicitat|aquò`,
    decline: 'm interessa pas; non merces; ai pas besonh',
    polite: 'se vos plai|platz; plan merces; merces plan',
  },
};

/** Picard and ch'ti: French but for some spellings. */
export const picard: Language = {
  words: {},
  phrases: {
    asks: `
      arretez|arrete|arretes|arreter ed|d|d me|m|mi|_ invoyer|inveyer|invoyer|imbeter|inmerder|imberloquer; laichez|laiche|laichi|lachez mi|me|m tranquile|tranquille;
      ej|j|mi veux|voux|vux plus|pu|pas d|ed|des|recevoir|_ vos|pubs|messages|sms; d|ed vos pubs|messaches|messages`,
  },
  spelled: {
    messages: 'messaches messaces',
    message: 'messache',
    envoyer: 'invoyer inveyer',
    envoyez: 'invoyez inveyez',
  },
};

/**
 * The creoles wherever their speakers live; overseas they are read with French as well. What French spells "qui" they spell
 * "ki", which is read as "qui" everywhere.
 */
export const creoles: Language = {
  words: { ours: 'mesaj mesaz piblisite', polite: 'souple tanpri mesi' },
  phrases: {
    asks: `
      pa voye|anvoy|ekri|kriye mwen|moin|amwin|ban|an|m|mwin|_ mesaj|mesaz|mesage|message|messages|sms|pub|ayen|anyen|pon|piblisite|hak|ankor|anko;
      fout|fou mwen|moin|amwin|an lape|lapé|anpe|trankil|tranquille; pa|p oule|vle|le|anvi mesaj|mesaz|sms|piblisite; mi ve|veux|veut pi|pu|plus|pa out|zot|bann|pub|sms|mesaz|message|messages; lese|lesé|laissez|les|laisse mwen|moin|amwin|mi trankil|tranquille|anpe|lape;
      pa voye|anvoy|anvoye mwen|moin|amwin|ban|an|mwin|zot; pli|plis voye|mesaj; pa vle|le|ve|anvi risivwe|resevwa|rosevwar|resevwar|mesaj|mesaz|sms|piblisite|pub;
      arete|aret|rete|stope|bouke|sispann|sispan voye|ekri|anvoy|kriye|nwi|anmede|rele|avoy|envoy mwen|moin|amwin|mi|ban|mesaj|mesaz|sms|_;
      arete|aret|rete|sispann epi|ek|evek|ansanm mesaj|mesaz|sms|se|zot|piblisite; mi ve|veux pi|pu|plus|pli gingn|resevwar|rosevwar|rosoi|out|zot|bann|mesaz|sms|message|messages;
      tire|retire|wete|efase|enlev|ote nimewo|nimero|numero|non mwen|an|m|moin|amwin|mi|mwin; tire|retire|wete|enlev|efase|ote mwen|moin|amwin|m|an nan|andan|si|dan|an|dann lis|list|liste; tire|retire|wete|enlev|efase|ote mwen|moin|amwin|m|an nan|andan|si|dan|an|dann out|zot|vo lis|list|liste;
      kite|lese|les|lage|fou mwen|moin|amwin|mwin|mi an|_ trankil|tranquil|tranquille|anpe|pe; ase|asé epi|ek|evek|ansanm mesaj|mesaz|sms|piblisite|sa|zot;
      pa kriye|kontakte|anmede mwen|moin|amwin ankor|anko|_`,
    who: 'qui moun sa|ou|ye|qui|zot|_; sa qui|qui sa|la; qui sa ou|i ye; ou se qui moun|_; kiles|kilès sa|ou|_',
    stranger: 'pa mwen|moin|amwin ou|zot ka|pe|i; ou|zot fe|ka fe|_ ere|erè|erreur',
    decline:
      'pa bizwen|bezwen sa|ayen|_; sa pa ka|i|_ enterese|interese mwen|moin|amwin|_; i interes pa amwin|moin; mwen pa enterese',
    ended: 'pa ka rete la|isi|gwada|matnik|_ anko|ankor; pa abite la|isi|_ anko|ankor',
    polite: 'souple; si ou|zot ple; mesi anpil; gran|gro|gwo mesi',
  },
};
