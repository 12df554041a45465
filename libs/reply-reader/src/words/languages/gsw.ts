import type { Language } from '../role';

/** Swiss German, as written on a phone; read before German in Switzerland. */
export const gsw: Language = {
  words: {
    cease: 'hored horet ufhore',
    no: 'kei keini',
    neg: 'nid ned nod num numm numme',
    more: 'meh',
    want: 'wott wett mocht',
    i: 'ech',
    me: 'mer',
    ours: 'nachrichte sms werbig',
    remove: 'loscht loschet losched loschid striched strichet striche entferned entfernet',
    number: 'nummere natelnummere handynummere',
    my: 'mini minere',
    yours: 'eui eure euere eurer euerer oiere',
    list: 'lischte lischt',
    can: 'chond chont chonnd chonnt chasch',
    send: 'schicket schribed schribet schriibet schicked schicke schriibed schriibe',
    unsub: 'abmalde abmaldet',
    receive: 'ubercho',
    polite: 'merci vilmal vilmals',
  },
  phrases: {
    asks: `
      named|namet|nemed|nemet|nehmed|nehmet|nahmed|nahmet|nehmt|nimm|tund|tuend|striched|strichet|losched|loscht|loschet mich|mi|mini|ois us|usem|vo|vu|ab|use em|dere|de|eurer|euere|euerem|oiere|oierem|euem|eure|eui|_ lischte|liste|verteiler|lischt|kartei;
      mich|mi us|usem|vo|ab em|dere|de|eurer|euere|euerem|oiere|oierem|euem|eure|_ lischte|liste|verteiler|lischt|kartei named|neh|nah|loschen|losche|striche|usneh|usnah;
      tund|tuend|named|namet|nehmed|nehmet|striched mich|mi use|usse|druus`,
    alone: 'lond|lass mi|mich in rue|ruh',
    stranger: `
      falschi nummer|nummere|person; falsch verbunde; bin nid|nod|ned|nöd d|de|die frau|herr|person|_`,
    cease: 'hor|hored uf; hor|hored bitte uf',
  },
};
