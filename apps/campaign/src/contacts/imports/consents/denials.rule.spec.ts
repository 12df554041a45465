import { readColumns } from '../contact-columns.rule';
import { readContact } from '../read-contact.rule';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const HEAD = ['phone', 'consent_at', 'consent_source', 'consent_wording'];
const ROW = ['0639980012', '2026-03-02', 'caisse', 'J’accepte les offres par SMS'];

/** Reads a complete consent in a row with one more column. */
function consentBeside(header: string, value: string): 'taken' | 'denied' | 'else' {
  const columns = readColumns([...HEAD, header]);
  if (!columns.ok) return 'else';
  const read = readContact(columns.value, [...ROW, value], 'FR', NOW);
  if (!read.ok) return 'else';
  const { consent } = read.value;
  if (!consent.ok) return consent.refusal.code === 'CONSENT_NOT_GIVEN' ? 'denied' : 'else';
  return consent.value ? 'taken' : 'else';
}

const wrong = (rows: readonly [string, string][], expected: 'taken' | 'denied'): string =>
  rows
    .map(([header, value]) => [header, value, consentBeside(header, value)])
    .filter(([, , made]) => made !== expected)
    .map(([header, value, made]) => `${header}=${value}: ${made}`)
    .join('\n');

const DENIED: [string, string][] = [
  ...(['non', 'No', 'FALSE', '0', 'nein', '', 'refusé', 'en attente', 'Non (STOP)', '-'] as const).map(
    (value): [string, string] => ['Optin', value],
  ),
  ['Consentement', 'non'],
  ['Consentement', 'Non merci'],
  ['Consentement SMS', 'n'],
  ['consent', 'false'],
  ['Consent (yes/no)', 'no'],
  ['Opt-in SMS', 'withdrawn'],
  ['opted_in', '0'],
  ['OptIn', 'peut-être'],
  ['Einwilligung', 'nein'],
  ['Zustimmung SMS', 'widerrufen'],
  ['Toestemming', 'nee'],
  ['Consentimiento', 'no'],
  ['Consenso', 'falso'],
  ['Consentimento', 'não'],
  ['Samtycke', 'nej'],
  ['Samtykke', 'nej'],
  ['Zgoda', 'nie'],
  ['Consimțământ', 'nu'],
  ['Onay', 'hayır'],
  ['موافقة', 'لا'],
  ['consent_given', 'no'],
  ['has_consented', 'false'],
  ['Accepte les SMS', 'non'],
  ['SMS', 'non'],
  ['Inscrit', 'non'],
  ['subscribed', 'false'],
  ['Marketing', 'refus'],
  ['opted_out', 'oui'],
  ['opted_out', 'true'],
  ['optedOut', '1'],
  ['Opt-out', 'x'],
  ['opt_out_sms', '2026-05-01'],
  ['opted_out_at', '2026-05-01 10:00'],
  ['désinscrit', 'oui'],
  ['Date de désinscription', '01/05/2026'],
  ['Désabonné', 'VRAI'],
  ['STOP', 'oui'],
  ['stop_sms', '1'],
  ['Unsubscribed', 'yes'],
  ['blacklisted', 'Y'],
  ['SMS_BLACKLISTED', 'maybe'],
  ['Liste noire', 'oui'],
  ['Do not contact', 'true'],
  ['Ne pas contacter', 'oui'],
  ['Abgemeldet', 'ja'],
  ['Widerspruch', 'ja'],
  ['Uitgeschreven', 'ja'],
  ['Baja', 'sí'],
  ['Disiscritto', 'sì'],
  ['Descadastrado', 'sim'],
  ['Avregistrerad', 'ja'],
  ['Afmeldt', 'ja'],
  ['Wypisany', 'tak'],
  ['Dezabonat', 'da'],
  ['Statut', 'désinscrit'],
  ['status', 'unsubscribed'],
  ['Commentaire', 'STOP'],
  ['Note', 'ne pas contacter'],
  ['Segment', 'Opt-out'],
];

const TAKEN: [string, string][] = [
  ['Optin', 'oui'],
  ['Optin', '1'],
  ['Optin', '02/03/2026'],
  ['Consentement', 'Oui'],
  ['Einwilligung', 'erteilt'],
  ['Consenso', 'sì'],
  ['opted_out', 'non'],
  ['opted_out', ''],
  ['opted_out', 'false'],
  ['désinscrit', '0'],
  ['Unsubscribed', 'No'],
  ['Abgemeldet', 'nein'],
  ['blacklisted', '-'],
  ['opted_out_at', '0000-00-00 00:00:00'],
  ['unsubscribe_url', 'https://lorane.example/u/abc'],
  ['Optin email', 'non'],
  ['newsletter', 'non'],
  ['email_opted_out', 'oui'],
  ['consent_ip', '192.0.2.7'],
  ['Statut', 'client'],
  ['status', 'active'],
  ['Enfants', 'non'],
  ['Ville', 'Nonette'],
  ['Commentaire', 'appelle souvent, pas le lundi'],
  ['Remboursement', 'refusé'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['toString', 'x'],
];

/** Rows of `header=value | value`. */
const rowsOf = (text: string): [string, string][] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [header = '', values = ''] = line.trim().split('=');
      return values.split(' | ').map((value): [string, string] => [header, value]);
    });

const ALSO_DENIED = rowsOf(`
  Opt In=No
  opt in ?=non
  OPTIN_SMS=0 | N
  SMS Opt-In Status=opted out
  sms_opt_in=opted_out
  Statut SMS=Désinscrit | STOP
  État=désabonné
  Consent status=revoked
  SMS marketing=unsubscribed
  SMS Marketing Consent=not_subscribed
  Accepts SMS Marketing=no | FALSE
  accepts_marketing=no
  Sms consent=never subscribed
  sms_subscription=unsubscribed
  Souhaite recevoir des SMS=non
  Accord SMS=non
  Ne souhaite plus de SMS=oui
  Ne pas envoyer de SMS=oui
  Opposition SMS=X
  Opposé=oui
  Refus SMS=1
  Retrait du consentement=03/05/2026
  consent_withdrawn_at=2026-05-01
  withdrawn=true
  revoked_at=2026-05-01
  unsubscribed_at=2026-05-01T10:00:00Z
  STOP reçu le=01/05/2026
  A répondu STOP=oui
  isBlacklisted=true
  blocked=true
  doNotText=true
  Do Not SMS=yes
  HasOptedOutOfSms=true
  HasOptedOutOfEmailAndSms=true
  Kein SMS=ja
  Keine Werbung=ja
  Werbesperre=ja
  SMS-Einwilligung=nein
  Werbeeinwilligung=nein
  Widerrufen am=01.05.2026
  Einwilligung widerrufen=ja
  Nicht kontaktieren=ja
  Geen SMS=ja
  Niet benaderen=ja
  Toestemming ingetrokken=ja
  Akkoord=nee
  No contactar=sí
  Fecha de baja=2026-05-01
  Lista negra=sí
  Acepta SMS=no
  Non contattare=sì
  Consenso revocato=sì
  Não contactar=sim
  Aceita SMS=não
  Wycofana zgoda=tak
  Nie kontaktować=tak
  Sprzeciw=tak
  Återkallat=ja
  Kontakta inte=ja
  Spärrad=ja
  Tilbagetrukket=ja
  Kontakt ikke=ja
  Lista neagră=da
  Nu contactați=da
  İptal=evet
  SMS onayı=hayır
  SMS izni=hayır
  Commentaire=a envoyé STOP | Plus de SMS svp | Client désinscrit | ne veut plus de SMS | Ne souhaite plus être contacté | refuse les sms
  Note=pas de sms | do not text | S.T.O.P | ＳＴＯＰ | 🛑 | DÉSINSCRIT le 03/05/2026
  Tags=optout | vip;désinscrit | vip, unsubscribed
  Groupe=liste noire | Blacklist
  RGPD=non | refus
  GDPR=declined
  Optin=✗ | ❌
  SMS=✗ | off | désactivé
  Consentement=retiré | expiré
  sms_enabled=false
  Communication SMS=non
  Recevoir SMS=non
  Prospection=non
  Contactable SMS=non
  Préférence=aucun SMS
  Member rating=unsubscribed
  Non-consentement=oui
  Réponse=stop svp | STOP merci | arrêtez
  Remarque=OPPOSITION | Opposé SMS | n’accepte plus les sms | no quiere sms | non vuole sms | nie chce sms | vil ikke have sms
  Droit d'opposition=oui
  Statut SMS=NOK
  Reçoit SMS=non
  complaint=1
  consent_end=2026-01-01
  SMS Consent=NEVER_SUBSCRIBED
  Marketing contact status=Non-marketing contact
  UNSUB_TIME=2026-01-01
  No consent=true
  not_opted_in=true
  consent_expires_at=2025-01-01
  Date d’expiration du consentement=01/05/2026
`);

const ALSO_TAKEN = rowsOf(`
  Opt In=Yes
  SMS Marketing Consent=subscribed
  Accepts SMS Marketing=yes
  end_date=2027-01-01
  consent_end=2027-01-01
  Société=Plus Marketing
  OPTIN_TIME=2026-01-01 10:00
  Opt-in partenaires=non
  UNSUB_REASON=N/A
  Statut SMS=Opt-in | OK | Actif
  consent_valid=yes
  Nom=Stopford | Nonat
  Adresse=12 rue du Stop
  Magasin=Retrait
  Date de retrait en magasin=2026-01-01
  Statut commande=annulée | refusé
  Nb SMS=0
  SMS envoyés=0
  SMS reçus=3
  Mention STOP=STOP au 36180
  Code STOP=36180
  Société=Opposum SARL
  Segment=Inactif | VIP
  Talla=baja
  Fidélité=non
  Optout=FAUX | jamais | aucun | 0.0 | NULL
  Désinscrit=00/00/0000
  Désinscription=non désinscrit
  Consentement email=non
  E-mail opt-out=oui
  Consentement SMS=J’accepte
  consent_form=boutique
  country=NO
  Langue=no
  N° SMS=4
  No SMS=4
  Profession=non renseigné
  SMS=+33639980012
  Statut=Non adhérent | prospect | Inscrit
  Consent expiry=2028-01-01
  expires_at=2020-01-01
  Objet=chaise
  Block=4B
  Abonnement=Premium
`);

test('a column that may say no denies the consent of its row', () => {
  expect(wrong([...DENIED, ...ALSO_DENIED], 'denied')).toBe('');
});

test('a column that says yes, is empty or is about something else changes no consent', () => {
  expect(wrong([...TAKEN, ...ALSO_TAKEN], 'taken')).toBe('');
});

test('a source or wording that says no is not used', () => {
  for (const [at, value] of [
    [2, 'non'],
    [3, 'Refusé'],
    [3, 'désinscrit'],
  ] as const) {
    const columns = readColumns(HEAD);
    const read = columns.ok && readContact(columns.value, ROW.with(at, value), 'FR', NOW);
    expect(read && read.ok && read.value.consent.ok).toBe(false);
  }
});

test('a column that the sender maps to a part denies nothing; beside an empty one, the state decides', () => {
  const columns = readColumns(['phone', 'Inscrit', 'consent_source', 'Consentement', 'Accord', 'Optin'], {
    ...{ consentAt: 'Inscrit', consentWording: 'Consentement', consentState: 'Accord' },
  });
  const read = columns.ok && readContact(columns.value, [...ROW, 'oui', ''], 'FR', NOW);
  expect(read).toMatchObject({ ok: true, value: { consent: { ok: true, value: { source: 'caisse' } } } });
  const denied = columns.ok && readContact(columns.value, [...ROW, 'oui', 'non'], 'FR', NOW);
  expect(denied).toMatchObject({ value: { consent: { ok: false, refusal: { code: 'CONSENT_NOT_GIVEN' } } } });
});

test('a denial names its column, without the digits of a file that has no header', () => {
  const columns = readColumns([...HEAD, 'Stop 0639980012', '']);
  const detailOf = (...more: string[]) => {
    const read = columns.ok && readContact(columns.value, [...ROW, ...more], 'FR', NOW);
    return read && read.ok && !read.value.consent.ok ? read.value.consent.refusal.detail : '';
  };
  expect(detailOf('STOP', '')).toMatch(/^"stop …" does not say/);
  expect(detailOf('', 'STOP')).toMatch(/^Column 6 does not say/);
  expect(detailOf('', '', 'STOP')).toMatch(/^Column 7 does not say/);
});

test('a row without a claim and with an empty mark claims no consent', () => {
  const columns = readColumns(['phone', 'Optin']);
  const read = columns.ok && readContact(columns.value, ['0639980012', ''], 'FR', NOW);
  expect(read).toMatchObject({ ok: true, value: { consent: { ok: true, value: undefined } } });
});
