import type { Language } from '../role';

/** Words that are alike in every country: the keyword, signs, net-speak and the international words of the trade. */
export const any: Language = {
  words: {
    no: `0`,
    stop: `stop stopp ctop stahp`,
    ours: 'sms spams newsletter* mailing* mails email emails marketing whatsapp rcs mms telemarketing',
    promo: 'promo promos',
    polite: `please pls plz thx svp merci thanks bitte danke gracias grazie aub mesi kisses`,
    joke: 'lol mdr ptdr lmao rofl xd haha hahaha jaja jajaja hihi hehe jk',
    agree: 'ok okay oki okey k',
    price: 'gratis',
    spam: 'spam',
    scam: 'phishing smishing scam scams scammer*',
    threat: 'rgpd gdpr dsgvo avg lopd rodo revdsg nlpd lgpd',
    plus: '+',
    contact: 'contact',
    info: 'info infos',
    start: 'start unstop',
    report: '33700 7726',
  },
  phrases: {
    nonstop: 'non stop',
    other: `
      stop covid; stop tabac|smoking; stop motion; stop and|et|n go|start; one stop; stop loss; pit stop;
      auto stop; stop over; stop start`,
  },
};
