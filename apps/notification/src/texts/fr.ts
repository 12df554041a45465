import type { AnswerTexts } from './answer-texts';

// "Vous êtes désinscrit" is avoided for its ê, which would make the text UCS-2.
export const fr: AnswerTexts = {
  confirmed: {
    named: (name) => `${name} : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part.`,
    byCode: "C'est noté : vous ne recevrez plus de SMS publicitaires via ce numéro. Infos : envoyez CONTACT.",
    bySenderId: "C'est noté : vous ne recevrez plus de SMS publicitaires de notre part.",
  },
  returned: (name, code) =>
    `${name ? `${name} : vous` : 'Vous'} recevrez à nouveau nos SMS. Désinscription : STOP ${code}`,
  noConsent: (name) =>
    `${name ? `${name} : nous` : 'Nous'} n'avons pas trace de votre accord. Pour recevoir nos SMS, inscrivez-vous d'abord auprès de nous. Infos : CONTACT`,
  ambiguous: "Plusieurs annonceurs utilisent ce numéro. Pour recevoir les SMS de l'un d'eux : START suivi de son nom",
  publisher: {
    unknown: 'Ce numéro sert à plusieurs annonceurs. Pour ne plus recevoir leurs SMS publicitaires : STOP',
    sentBy: (who, isSeveral) => `SMS édité${isSeveral ? 's' : ''} par ${who} Pour ne plus en recevoir : STOP`,
    and: 'et',
    others: (count) => (count > 1 ? `${count} autres` : '1 autre'),
  },
};
