import type { Language } from '../../role';

/** Swedish, of which only set phrases are known. Written without å, ä and ö, as they are folded. */
export const swedish: Language = {
  words: {
    polite: 'tack snalla vanligen mvh',
    ours: 'meddelanden utskick reklamen smsen',
    unsub: 'avregistrera avregistrering avprenumerera avanmal avanmalan',
    asks: 'sluta slutar avsluta',
  },
  phrases: {
    asks: `
      skicka|skickar|sand inte|inga|inget|aldrig mer|mera|fler|flera|sms|meddelanden|reklam|till|_;
      sluta|slutar|upphor|avsluta att|med|era|detta|dessa|_ skicka|skickar|sms|sms:a|smsa|reklam|meddelanden|utskick|utskicken|spamma;
      vill inte|ej ha|fa|langre mer|mera|fler|flera|era|dessa|sms|reklam|meddelanden|utskick|_; vill inte langre ha|fa|_;
      ta bort|bor mig|mitt|mit|numret|nummer|_ fran|nummer|numret|_ listan|lista|_; tag bort mig|mitt; radera|ta mitt|bort nummer|telefonnummer|mitt;
      stryk mig|mitt fran|nummer listan|lista|_; avregistrera mig|mitt|numret|nummer; avsluta min|prenumerationen|prenumeration prenumeration|_;
      inga fler|mer|flera sms|meddelanden|utskick|reklam; ingen mer|reklam reklam|tack; inte mer|fler reklam|sms; lamna mig ifred|i`,
    decline: 'nej tack; inte intresserad; ar inte intresserad; ej intresserad',
    who: 'vem ar|skickar det|detta|du|ni; vilka ar ni; hur fick|har ni mitt nummer',
    stranger: 'fel nummer|person; du har fel|kommit nummer|fel; ar inte den|ratt personen|person',
    polite: 'tack pa forhand; med vanlig halsning; var vanlig|snall och',
  },
};
