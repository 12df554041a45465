import type { AnswerTexts } from './answer-texts';

export const de: AnswerTexts = {
  confirmed: {
    named: (name) => `${name}: Sie sind abgemeldet und erhalten keine Werbe-SMS mehr von uns.`,
    byCode: 'Sie sind abgemeldet und erhalten keine Werbe-SMS mehr über diese Nummer. Auskunft: HILFE senden.',
    bySenderId: 'Sie sind abgemeldet und erhalten keine Werbe-SMS mehr von uns.',
  },
  returned: (name, code) => `${name ? `${name}: ` : ''}Sie erhalten wieder unsere SMS. Abmelden: STOP ${code}`,
  noConsent: (name) =>
    `${name ? `${name}: ` : ''}Uns liegt keine Einwilligung von Ihnen vor. Für unsere SMS melden Sie sich bitte zuerst bei uns an. Auskunft: HILFE`,
  ambiguous: 'Mehrere Firmen nutzen diese Nummer. Für die SMS einer von ihnen: START und ihr Name',
  publisher: {
    unknown: 'Mehrere Firmen senden SMS von dieser Nummer. Keine Werbe-SMS mehr: mit STOP antworten.',
    sentBy: (who) => `SMS von ${who} Keine mehr: mit STOP antworten.`,
    and: 'und',
    others: (count) => (count > 1 ? `${count} weiteren` : '1 weiteren'),
  },
};
