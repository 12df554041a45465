import type { PageTexts } from '../page-texts';

export const en: PageTexts = {
  language: 'English',
  languages: 'Language',
  thisSender: 'this sender',
  button: 'Stop marketing texts',
  stays: 'Texts you need from the same sender (appointments, orders, deliveries) still arrive.',
  back: (name) => `If you change your mind, just sign up with ${name} again.`,
  answerStop: 'If the text came from a number you can answer, you can also reply STOP to it.',
  ask: {
    title: (name) => `Stop marketing texts from ${name}?`,
    text: (who) =>
      `Press the button once: all marketing texts from ${who} to the number that received this link will stop. It is free, and nothing else is asked of you.`,
  },
  done: {
    title: 'You are unsubscribed',
    text: (who) => `You will receive no more marketing texts from ${who}.`,
    rest: 'There is nothing else to do, and you can close this page. A text already on its way may still arrive.',
  },
  already: {
    title: 'You are already unsubscribed',
    text: (who, date) =>
      `This link was used on ${date} to stop marketing texts from ${who}. There is nothing else to do.`,
    again: 'If you have agreed to them again since, or if they still arrive, press the button again.',
  },
  unknown: {
    title: 'This link is not valid',
    text: 'It is incomplete, wrong or too old. Nothing has changed: nobody was unsubscribed.',
    retry: 'Open the link exactly as it appears in the text message.',
  },
  fault: {
    title: 'We could not answer',
    text: 'Your request may not have been recorded. Please try again in a few minutes: doing it twice does no harm.',
  },
};
