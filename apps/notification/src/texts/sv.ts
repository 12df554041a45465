import type { AnswerTexts } from './answer-texts';

export const sv: AnswerTexts = {
  confirmed: {
    named: (name) => `${name}: du är avregistrerad och får inga fler reklam-sms från oss.`,
    byCode: 'Du är avregistrerad och får inga fler reklam-sms från detta nummer. Mer information: skicka INFO.',
    bySenderId: 'Du är avregistrerad och får inga fler reklam-sms från oss.',
  },
  returned: (name, code) => `${name ? `${name}: du` : 'Du'} får våra sms igen. Avregistrera: STOP ${code}`,
  noConsent: (name) =>
    `${name ? `${name}: vi` : 'Vi'} saknar ditt samtycke. Anmäl dig först hos oss för att få våra sms. Mer information: INFO`,
  ambiguous: 'Flera företag använder detta nummer. För sms från ett av dem: START följt av dess namn',
  publisher: {
    unknown: 'Flera företag skickar sms från detta nummer. Svara STOP för att slippa deras reklam.',
    sentBy: (who) => `Sms från ${who} Svara STOP för att slippa fler.`,
    and: 'och',
    others: (count) => (count > 1 ? `${count} andra` : '1 annan'),
  },
};
