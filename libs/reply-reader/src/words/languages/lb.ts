import type { Language } from '../role';

/** Luxembourgish; read before French and German in Luxembourg. */
export const lb: Language = {
  words: {
    cease: 'stoppt stoppen ophalen',
    unsub: 'ofmell* ofgemellt',
    remove: 'lascht laschen',
    no: 'keng keen kee',
    neg: 'net ni',
    more: 'mei',
    ours: 'noriicht noriichten messagen reklamm reklammen',
    send: 'scheckt schecken schreift schreiwen',
    want: 'well weilt',
    i: 'ech mir',
    me: 'mech',
    it: 'domat dat',
    polite: 'wgl weg',
    greet: 'moien',
    list: 'lescht',
    receive: 'kreien',
    decline: 'neen',
  },
  phrases: {
    asks: 'mech|meng vun|aus der|enger|ierer lescht|liste huelen|straichen|laschen|_; vun der lescht huelen|lass',
    send: 'scheckt|schreift|schecken mir; schreift|scheckt mech',
    polite: 'wann ech gelift; villmools merci',
    alone: 'loosst|looss mech a rou|_',
    decline: 'keen interessi',
    stranger: 'falsch nummer|persoun; sinn net den|d|dei|_ här|har|madamm|madame|persoun; net meng nummer',
  },
};
