import type { PageTexts } from '../page-texts';

// “de” and “por” merge with an article, so none is before the name.
export const pt: PageTexts = {
  language: 'Português',
  languages: 'Idioma',
  thisSender: 'este remetente',
  button: 'Deixar de receber publicidade',
  stays: 'Os SMS úteis do mesmo remetente (marcações, encomendas, entregas) continuarão a chegar.',
  back: (name) => `Se mudar de ideias, basta inscrever-se de novo nos SMS de ${name}.`,
  answerStop: 'Se o SMS vier de um número a que se pode responder, também pode responder STOP.',
  ask: {
    title: (name) => `Deixar de receber SMS publicitários de ${name}?`,
    text: (who) =>
      `Prima o botão uma só vez: deixam de ser enviados todos os SMS publicitários de ${who} para o número que recebeu esta ligação. É gratuito e não lhe é pedido mais nada.`,
  },
  done: {
    title: 'O seu pedido está registado',
    text: (who) => `Não receberá mais SMS publicitários de ${who}.`,
    rest: 'Não precisa de fazer mais nada e pode fechar esta página. Um SMS que já esteja a caminho ainda pode chegar.',
  },
  already: {
    title: 'O seu pedido já estava registado',
    text: (who, date) =>
      `Em ${date} esta ligação foi usada para deixar de receber SMS publicitários de ${who}. Não precisa de fazer mais nada.`,
    again: 'Se entretanto deu de novo o seu consentimento, ou se a publicidade continua, prima o botão mais uma vez.',
  },
  unknown: {
    title: 'Esta ligação não é válida',
    text: 'Está incompleta, errada ou é demasiado antiga. Nada mudou: ninguém deixou de estar inscrito.',
    retry: 'Abra a ligação exatamente como aparece no SMS.',
  },
  fault: {
    title: 'Não conseguimos responder',
    text: 'O seu pedido pode não ter ficado registado. Tente de novo dentro de alguns minutos: repetir não tem qualquer risco.',
  },
};
