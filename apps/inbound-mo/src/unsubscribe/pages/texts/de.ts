import type { PageTexts } from '../page-texts';

// The name is always in the dative, after “von” or “bei”.
export const de: PageTexts = {
  language: 'Deutsch',
  languages: 'Sprache',
  thisSender: 'diesem Absender',
  button: 'Keine Werbung mehr erhalten',
  stays: 'Wichtige SMS desselben Absenders (Termine, Bestellungen, Lieferungen) kommen weiterhin an.',
  back: (name) => `Falls Sie es sich anders überlegen, melden Sie sich einfach bei ${name} wieder an.`,
  answerStop:
    'Wenn die SMS von einer Nummer kommt, der man antworten kann, können Sie auch mit STOP auf die SMS antworten.',
  ask: {
    title: (name) => `Keine Werbe-SMS mehr von ${name} erhalten?`,
    text: (who) =>
      `Drücken Sie einmal auf die Schaltfläche, dann enden alle Werbe-SMS von ${who} an die Nummer, die diesen Link erhalten hat. Das ist kostenlos, und mehr ist nicht nötig.`,
  },
  done: {
    title: 'Sie sind abgemeldet',
    text: (who) => `Sie erhalten keine Werbe-SMS mehr von ${who}.`,
    rest: 'Sie müssen nichts weiter tun und können diese Seite schließen. Eine SMS, die schon unterwegs ist, kann noch ankommen.',
  },
  already: {
    title: 'Sie sind bereits abgemeldet',
    text: (who, date) =>
      `Über diesen Link wurden die Werbe-SMS von ${who} am ${date} abbestellt. Sie müssen nichts weiter tun.`,
    again:
      'Wenn Sie seitdem wieder zugestimmt haben oder weiterhin Werbung erhalten, drücken Sie noch einmal auf die Schaltfläche.',
  },
  unknown: {
    title: 'Dieser Link ist nicht gültig',
    text: 'Er ist unvollständig, falsch oder zu alt. Es wurde nichts geändert: Niemand wurde abgemeldet.',
    retry: 'Öffnen Sie den Link genau so, wie er in der SMS steht.',
  },
  fault: {
    title: 'Wir konnten nicht antworten',
    text: 'Ihr Wunsch wurde vielleicht nicht gespeichert. Bitte versuchen Sie es in einigen Minuten noch einmal: Ein zweiter Versuch schadet nicht.',
  },
};
