import type { PageTexts } from '../page-texts';

// “par” and “chez” stand before a vowel as they are; “de” would not.
export const fr: PageTexts = {
  language: 'Français',
  languages: 'Langue',
  thisSender: 'cet expéditeur',
  button: 'Ne plus recevoir de publicité',
  stays: 'Les SMS utiles du même expéditeur (rendez-vous, commande, livraison) continuent d’arriver.',
  back: (name) => `Si vous changez d’avis, il suffira de vous réinscrire chez ${name}.`,
  answerStop: 'Si le SMS vient d’un numéro auquel on peut répondre, vous pouvez aussi lui répondre STOP.',
  ask: {
    title: (name) => `Ne plus recevoir de SMS publicitaires envoyés par ${name}\u202f?`,
    text: (who) =>
      `Appuyez une fois sur le bouton\u00a0: tous les SMS publicitaires envoyés par ${who} au numéro qui a reçu ce lien s’arrêtent. C’est gratuit, et rien d’autre ne vous est demandé.`,
  },
  done: {
    title: 'C’est noté',
    text: (who) => `Vous ne recevrez plus de SMS publicitaires envoyés par ${who}.`,
    rest: 'Vous n’avez rien d’autre à faire et pouvez fermer cette page. Un SMS déjà en route peut encore arriver.',
  },
  already: {
    title: 'C’est déjà noté',
    text: (who, date) =>
      `Le ${date.replace(/^1 /, '1er ')}, ce lien a servi à ne plus recevoir de SMS publicitaires envoyés par ${who}. Vous n’avez rien d’autre à faire.`,
    again: 'Si vous avez redonné votre accord depuis, ou si la publicité continue, appuyez de nouveau sur le bouton.',
  },
  unknown: {
    title: 'Ce lien n’est pas valable',
    text: 'Il est incomplet, erroné ou trop ancien. Rien n’a changé\u00a0: personne n’a été désinscrit.',
    retry: 'Ouvrez le lien tel qu’il figure dans le SMS.',
  },
  fault: {
    title: 'Nous n’avons pas pu répondre',
    text: 'Votre demande n’a peut-être pas été enregistrée. Réessayez dans quelques minutes\u00a0: recommencer est sans risque.',
  },
};
