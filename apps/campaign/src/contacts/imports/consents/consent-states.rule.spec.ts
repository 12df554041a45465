import fc from 'fast-check';
import { GIVEN } from '@stopsms/kernel';
import { readConsent } from './read-consent.rule';

const CLAIM = { at: '2026-03-02', source: 'caisse', wording: 'J’accepte les offres par SMS' };
const isConsent = (state: string): boolean => {
  const read = readConsent({ ...CLAIM, state }, Date.parse('2026-11-25T10:00:00Z'));
  return read.ok && read.value !== undefined;
};

const YES = [
  ...[
    'oui',
    'Oui',
    'OUI',
    'o',
    'yes',
    'Y',
    'true',
    'TRUE',
    'vrai',
    '1',
    'J’accepte',
    "j'accepte",
    'Acceptée',
    'Accordé',
  ],
  ...['opt-in', 'opted_in', 'Opted In', 'subscribed', 'Abonnée', 'd’accord', 'Consentement donné', 'granted', 'agreed'],
  ...['ja', 'zugestimmt', 'Einwilligung erteilt', 'akkoord', 'sì', 'accetto', 'sí', 'acepto', 'sim', 'aceito', 'tak'],
  ...['da', 'evet', 'نعم', 'أوافق', 'consent_given', 'consentGiven', 'ConsentGiven', 'CONSENT-GIVEN', 'Consent given'],
  ...['dpv:ConsentGiven', 'https://w3id.org/dpv#ConsentGiven', 'https://w3id.org/dpv/owl#ConsentGiven', 'renewed'],
  ...['RenewedConsentGiven', 'explicitly given', 'explicitly_given', 'ExplicitlyExpressedConsent', '  oui  ', '✓'],
];

const NO = [
  ...[
    'stop',
    'STOP',
    'rejected',
    'nein',
    'nee',
    'opposition',
    'ne pas contacter',
    'do not contact',
    'DNC',
    'blacklisted',
  ],
  ...[
    'unsubscribe',
    'consent_denied',
    'consent_requested',
    'consent_unknown',
    'consent_invalidated',
    'pending',
    'false.',
  ],
  ...['Non (STOP)', 'Non.', 'non !', 'no thanks', 'n/a', 'null', '-', '?', '2', '00', '-1', 'inactif', 'bounced'],
  ...['ConsentWithdrawn', 'consentWithdrawn', 'CONSENT-WITHDRAWN', 'dpv:ConsentRefused', 'dpv:ConsentExpired'],
  ...[
    'https://w3id.org/dpv#ConsentRefused',
    'https://w3id.org/dpv#ConsentRequested',
    'ConsentUnknown',
    'dpv:UnknownConsent',
  ],
  ...['ConsentRequestDeferred', 'ConsentInvalidated', 'ConsentRevoked', 'ConsentStatusInvalidForProcessing'],
  ...['opposé', 'désinscription', 'à demander', 'en attente', 'inconnu', 'sans réponse', 'pas d’accord', 'je refuse'],
  ...[
    'ikke',
    'nao',
    'não',
    'nie',
    'nu',
    'hayır',
    'لا',
    'niet akkoord',
    'abgelehnt',
    'widerrufen',
    'rechazado',
    'rifiutato',
  ],
  ...[
    'not given',
    'consent not given',
    'not opted in',
    'oui puis non',
    'yes, withdrawn',
    'refused:yes',
    'no/yes',
    'oui?',
  ],
  ...['was given', 'given and withdrawn', 'implied', 'ImplicitConsent', 'soft opt-in', 'legitimate interest', 'nonoui'],
  ...['http://evil.example/refused#ConsentGiven', 'ex:ConsentGiven', 'dpv:NotConsentGiven', 'suppressed', 'complained'],
];

test.each(YES)('state %s allows the consent', (state) => expect(isConsent(state)).toBe(true));
test.each(NO)('state %s means no consent', (state) => expect(isConsent(state)).toBe(false));

const signs = (text: string) =>
  text
    .replace(/^.*#|^dpv:/is, '')
    .normalize('NFD')
    .replace(/[\p{M}\s_-]/gu, '')
    .replace(/[’ʼ`´]/g, "'")
    .toLowerCase();

test('a state outside of the list never makes a consent, even beside a yes', () => {
  const listed = new Set([...GIVEN].map(signs));
  const part = fc.oneof(fc.constantFrom(...YES, ...NO, ...GIVEN, 'not ', 'dpv:', '#', ' ', '(', '.'), fc.string());
  const state = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(state, (written) => {
      if (!listed.has(signs(written))) expect(isConsent(written)).toBe(false);
    }),
    { numRuns: 5_000 },
  );
});
