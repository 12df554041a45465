import type { PageTexts } from '../page-texts';

export const nl: PageTexts = {
  language: 'Nederlands',
  languages: 'Taal',
  thisSender: 'deze afzender',
  button: 'Geen reclame meer ontvangen',
  stays: 'Nuttige sms’en van dezelfde afzender (afspraken, bestellingen, leveringen) blijven komen.',
  back: (name) => `Verandert u van gedachten, dan kunt u zich gewoon weer aanmelden bij ${name}.`,
  answerStop: 'Komt de sms van een nummer waarop u kunt antwoorden, dan kunt u ook STOP antwoorden.',
  ask: {
    title: (name) => `Geen reclame-sms’en meer van ${name} ontvangen?`,
    text: (who) =>
      `Druk één keer op de knop: alle reclame-sms’en van ${who} aan het nummer dat deze link heeft ontvangen, stoppen. Het is gratis en er wordt u verder niets gevraagd.`,
  },
  done: {
    title: 'U bent afgemeld',
    text: (who) => `U ontvangt geen reclame-sms’en meer van ${who}.`,
    rest: 'U hoeft niets meer te doen en kunt deze pagina sluiten. Een sms die al onderweg is, kan nog aankomen.',
  },
  already: {
    title: 'U bent al afgemeld',
    text: (who, date) =>
      `Via deze link zijn de reclame-sms’en van ${who} op ${date} stopgezet. U hoeft niets meer te doen.`,
    again: 'Hebt u sindsdien opnieuw toestemming gegeven, of blijft de reclame komen, druk dan nog eens op de knop.',
  },
  unknown: {
    title: 'Deze link is niet geldig',
    text: 'De link is onvolledig, onjuist of te oud. Er is niets veranderd: niemand is afgemeld.',
    retry: 'Open de link precies zoals die in de sms staat.',
  },
  fault: {
    title: 'We konden niet antwoorden',
    text: 'Uw verzoek is misschien niet vastgelegd. Probeer het over een paar minuten opnieuw: het nog eens doen kan geen kwaad.',
  },
};
