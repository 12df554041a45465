import type { Language } from '../role';

/** Swiss German, as written on a phone; read before German in Switzerland. */
export const gsw: Language = {
  words: {
    cease: 'hored ufhore',
    no: 'kei keini',
    neg: 'nid ned nod num numm numme',
    more: 'meh',
    want: 'wott wett mocht',
    i: 'ech',
    me: 'mer',
    ours: 'nachrichte sms werbig',
    send: 'schicked schicke schriibed schriibe',
    unsub: 'abmalde',
    receive: 'ubercho',
    polite: 'merci vilmal vilmals',
  },
  phrases: {
    alone: 'lond|lass mi|mich in rue|ruh',
    stranger: `
      falschi nummer|nummere|person; falsch verbunde; bin nid|nod|ned|nöd d|de|die frau|herr|person|_`,
    cease: 'hor|hored uf; hor|hored bitte uf',
  },
};
