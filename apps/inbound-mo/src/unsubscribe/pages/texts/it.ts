import type { PageTexts } from '../page-texts';

// “da” and “di” merge with an article, so none is before the name.
export const it: PageTexts = {
  language: 'Italiano',
  languages: 'Lingua',
  thisSender: 'questo mittente',
  button: 'Non ricevere più pubblicità',
  stays: 'Gli SMS utili dello stesso mittente (appuntamenti, ordini, consegne) continueranno ad arrivare.',
  back: (name) => `Se cambia idea, le basterà iscriversi di nuovo agli SMS di ${name}.`,
  answerStop: 'Se l’SMS proviene da un numero a cui si può rispondere, può anche rispondere STOP.',
  ask: {
    title: (name) => `Non ricevere più SMS pubblicitari da ${name}?`,
    text: (who) =>
      `Prema il pulsante una sola volta: tutti gli SMS pubblicitari inviati da ${who} al numero che ha ricevuto questo link cesseranno. È gratuito e non le viene chiesto altro.`,
  },
  done: {
    title: 'La sua richiesta è registrata',
    text: (who) => `Non riceverà più SMS pubblicitari da ${who}.`,
    rest: 'Non deve fare altro e può chiudere questa pagina. Un SMS già partito può ancora arrivare.',
  },
  already: {
    title: 'La sua richiesta era già registrata',
    text: (who, date) =>
      `In data ${date} questo link è stato usato per non ricevere più SMS pubblicitari da ${who}. Non deve fare altro.`,
    again: 'Se nel frattempo ha dato di nuovo il consenso, o se la pubblicità continua, prema ancora il pulsante.',
  },
  unknown: {
    title: 'Questo link non è valido',
    text: 'È incompleto, errato o troppo vecchio. Nulla è cambiato: nessuna iscrizione è stata annullata.',
    retry: 'Apra il link esattamente come appare nell’SMS.',
  },
  fault: {
    title: 'Non abbiamo potuto rispondere',
    text: 'La sua richiesta potrebbe non essere stata registrata. Riprovi fra qualche minuto: ripeterla non comporta alcun rischio.',
  },
};
