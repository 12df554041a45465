import type { Language } from '../role';

/** The French creoles of the Antilles, Guiana and Réunion, as spelled by ear; read after French. */
export const creole: Language = {
  words: {
    cease: 'arete aret areter tchimbe',
    neg: 'pa pon',
    send: 'voye envoy avoy anvoy ekri kriye',
    ours: 'mesaj mesaz piblisite',
    me: 'mwen mwin amwen amwin amoin moin',
    more: 'anko ankor',
    want: 'vle ve',
    yours: 'zot aou',
    polite: 'mesi souple tanpri',
    greet: 'bonjou bonswa',
    it: 'sa tousa',
    number: 'nimero',
  },
  phrases: {
    stranger:
      'move|mové|movez nimero|moun|moune|dimoun; pa bon nimero|moun|moune; pa mwen sa; pa nimero mwen|a mwen; pa la bonne personne',
    alone: 'kite|lage|les mwen|amwin trankil|tranquil',
  },
};
