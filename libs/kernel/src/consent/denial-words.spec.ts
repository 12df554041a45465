import { deniesInText } from './denial-words';

// Sources and wordings of consents, by API or in a file.

const NO = [
  ...['non', 'Refusé', 'refused', 'Nein', 'STOP', 'désinscrit', 'opt-out', 'declined', 'Non merci', 'pas de SMS', 'no'],
  ...['consent_denied', 'ne pas contacter', 'withdrawn by phone', 'Opposition', '❌', 'blacklist', 'false', '0'],
  'Non, je ne souhaite pas recevoir les offres de Lorane par SMS sur mon portable',
  'Je ne souhaite pas recevoir de publicités par SMS de la part de Lorane ni de ses partenaires',
  'Je refuse de recevoir les offres et promotions de la marque par SMS',
  'Je m’oppose à l’utilisation de mon numéro pour de la prospection par SMS',
  'I do not wish to receive adverts of Lorane and its partners by text message',
  'I don’t want to receive offers of Lorane by text message, thank you very much',
  'Ich möchte keine Werbung von Lorane per SMS auf mein Telefon erhalten, danke',
  'Ik wil geen reclame van Lorane per sms op mijn telefoon ontvangen, dank u',
  'No quiero recibir ofertas de Lorane por SMS en mi teléfono móvil, gracias',
  'Non desidero ricevere offerte e promozioni di Lorane via SMS sul mio cellulare',
  'Não quero receber ofertas da Lorane por SMS no meu telefone, obrigado',
];
const YES = [
  ...[
    'caisse',
    'web form',
    'Salon de Nantes',
    'form no. 12',
    'Nu Skin Paris',
    'CSV import',
    'version 3',
    'Non-Stop Shop',
  ],
  'Yes to SMS of Lorane.',
  'J’accepte de recevoir par SMS les offres de Lorane. Je peux refuser à tout moment.',
  'Je souhaite recevoir les offres de Lorane par SMS. STOP pour ne plus en recevoir.',
  'J’accepte que Lorane m’envoie des SMS. Si je ne souhaite plus en recevoir, je réponds STOP.',
  'Oui, j’autorise Lorane à m’écrire par SMS',
  'I agree to receive SMS of Lorane. I do not have to buy anything.',
  'Ich möchte Angebote von Lorane per SMS erhalten',
  'Ich willige ein, dass mir Lorane Werbung per SMS sendet, und kann das jederzeit widerrufen',
  'Acepto recibir ofertas de Lorane por SMS',
];

test('a word or a sentence that declines is read as a refusal', () => {
  expect(NO.filter((text) => !deniesInText(text))).toEqual([]);
});

test('a source does not decline, nor does a sentence that agrees and says how to stop', () => {
  expect(YES.filter((text) => deniesInText(text))).toEqual([]);
});

test('a text of any length is read at once', () => {
  expect(deniesInText(`Je ${'ne '.repeat(5_000)}`)).toBe(false);
});
