import type { AnswerTexts } from './answer-texts';

export const en: AnswerTexts = {
  confirmed: {
    named: (name) => `${name}: you are unsubscribed. You will receive no more marketing texts from us.`,
    byCode: 'You are unsubscribed. You will receive no more marketing texts from this number. Text HELP for info.',
    bySenderId: 'You are unsubscribed. You will receive no more marketing texts from us.',
  },
  returned: (name, code) => `${name ? `${name}: you` : 'You'} will receive our texts again. To opt out: STOP ${code}`,
  noConsent: (name) =>
    `${name ? `${name}: we` : 'We'} have no record of your consent. To get our texts, please sign up with us first. Info: text HELP`,
  ambiguous: 'Several companies use this number. To get the texts of one of them: START followed by its name',
  publisher: {
    unknown: 'Several companies send texts from this number. Reply STOP to opt out of their marketing texts.',
    sentBy: (who) => `Texts sent by ${who} Reply STOP to opt out.`,
    and: 'and',
    others: (count) => (count > 1 ? `${count} others` : '1 other'),
  },
};
