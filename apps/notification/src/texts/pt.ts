import type { AnswerTexts } from './answer-texts';

// GSM-7 has no á, ã, ç, í, ó, õ, ú: words without them are chosen.
export const pt: AnswerTexts = {
  confirmed: {
    named: (name) => `${name}: pedido registado. Deixa de receber os nossos SMS de publicidade.`,
    byCode: 'Pedido registado: deixa de receber SMS de publicidade deste remetente. Mais dados: envie INFO.',
    bySenderId: 'Pedido registado: deixa de receber os nossos SMS de publicidade.',
  },
  returned: (name, code) => `${name ? `${name}: volta` : 'Volta'} a receber os nossos SMS. Para deixar: STOP ${code}`,
  noConsent: (name) =>
    `${name ? `${name}: falta` : 'Falta'} o seu consentimento. Para receber os nossos SMS, inscreva-se primeiro connosco. Mais dados: INFO`,
  ambiguous: 'Este remetente serve diversas empresas. Para receber os SMS de uma delas: START e o nome dela',
  publisher: {
    unknown: 'Este remetente serve diversas empresas. Para deixar de receber SMS de publicidade: STOP',
    sentBy: (who) => `SMS enviados por ${who} Para deixar de os receber: STOP`,
    and: 'e',
    others: (count) => (count > 1 ? `mais ${count}` : 'mais 1'),
  },
};
