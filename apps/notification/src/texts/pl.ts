import type { AnswerTexts } from './answer-texts';

// GSM-7 has no Polish letters: SMS in Poland are written without their marks.
export const pl: AnswerTexts = {
  confirmed: {
    named: (name) => `${name}: rezygnacja przyjeta. Nie otrzymasz juz od nas reklamowych SMS-ow.`,
    byCode: 'Rezygnacja przyjeta: nie otrzymasz juz reklamowych SMS-ow z tego numeru. Informacje: wyslij INFO.',
    bySenderId: 'Rezygnacja przyjeta: nie otrzymasz juz od nas reklamowych SMS-ow.',
  },
  returned: (name, code) =>
    `${name ? `${name}: znow` : 'Znow'} bedziesz otrzymywac nasze SMS-y. Rezygnacja: STOP ${code}`,
  noConsent: (name) =>
    `${name ? `${name}: nie` : 'Nie'} mamy Twojej zgody. Aby otrzymywac nasze SMS-y, zapisz sie najpierw u nas. Informacje: INFO`,
  ambiguous: 'Tego numeru uzywa kilka firm. Aby otrzymywac SMS-y jednej z nich: START i jej nazwa',
  publisher: {
    unknown: 'Tego numeru uzywa kilka firm. Aby nie otrzymywac ich reklamowych SMS-ow: STOP',
    sentBy: (who) => `SMS-y wysyla ${who} Aby ich nie otrzymywac: STOP`,
    and: 'i',
    others: (count) => `${count} in.`,
  },
};
