import { formatOf } from './list-format';

const FROM = '+33639980101';
const TO = '+33639980102';

/** Number that a row opts out, with `?` where the row was not understood; `-` for a row that is no opt-out. */
function read(header: string, row: string): string {
  const format = formatOf(header.split(';'));
  const values = row.split(';');
  const made = format?.read?.(values);
  if (!format) return 'no format';
  if (made === undefined) return values[format.columns.phone] ?? '';
  if (made.kind === 'no-opt-out') return '-';
  if (made.kind === 'no-number') return '!';
  return `${values[made.phoneAt] ?? ''}${made.isAssumed ? '?' : ''}`;
}

/** Rows whose reading differs from what is expected, one a line. */
const wrong = (header: string, rows: [string, string][]): string =>
  rows
    .map(([row, expected]) => ({ row, expected, made: read(header, row) }))
    .filter(({ expected, made }) => made !== expected)
    .map(({ row, expected, made }) => `${row}: ${made}, not ${expected}`)
    .join('\n');

const TWILIO = 'From;To;Body;ErrorCode;Direction';
const received = (body: string, out: boolean | '?' = true): [string, string] => [
  `${FROM};+33700000001;${body};;inbound`,
  out ? `${FROM}${out === '?' ? '?' : ''}` : '-',
];

test('replies in an export of Twilio opt out unless they clearly do not', () => {
  const words = [
    ...[
      'STOP',
      'stop',
      ' Stop ',
      'Stop.',
      'STOP!!!',
      '"STOP"',
      'STOP SVP',
      'stop s’il vous plaît',
      'Stop merci',
      'stopp',
    ],
    ...['ARRET', 'Arrêt', 'ARRÊTEZ', 'arreter', 'Désinscription', 'DESABONNEMENT', 'désabonner', 'Stop pub'],
    ...[
      'UNSUBSCRIBE please',
      'Unsubscribe',
      'opt-out',
      'Opt out',
      'OPTOUT',
      'stop all',
      'STOPALL',
      'END',
      'Quit',
      'cancel.',
    ],
    ...[
      'ＳＴＯＰ',
      'S T O P',
      's.t.o.p',
      'ABMELDEN',
      'Stopp bitte',
      'uitschrijven',
      'afmelden',
      'BAJA',
      'CANCELAR',
      'basta',
    ],
    ...[
      'ANNULLA',
      'sair',
      'avsluta',
      'stop 36180',
      'STOP 🛑',
      '🛑',
      'remove me',
      'REVOKE',
      'wypisz',
      'dezabonare',
      'توقف',
    ],
  ].map((body) => received(body));
  const doubts = [
    ...[
      'Please stop the clock',
      'ne m’écrivez plus',
      'Qui êtes-vous ?',
      'lâchez-moi',
      'ok stop',
      'Start? non',
      'no',
      'NON',
    ],
    ...['oui mais stop', 'don’t start again', 'xyz', ''],
  ].map((body) => received(body, '?'));
  const plain = [
    'START',
    'Start.',
    'unstop',
    'YES',
    'oui',
    'START SVP',
    'HELP',
    'Info',
    'AIDE',
    'Merci',
    'ok',
    'Ok merci !',
    'Thanks',
  ].map((body) => received(body, false));
  expect(wrong(TWILIO, [...words, ...doubts, ...plain])).toBe('');
});

test('messages sent in an export of Twilio opt out by their error, and their direction may be written otherwise', () => {
  const sent = (error: string, out: string, direction = 'outbound-api'): [string, string] => [
    `+33700000001;${TO};Offre;${error};${direction}`,
    out,
  ];
  expect(
    wrong(TWILIO, [
      ...[sent('21610', TO), sent('21610.0', TO), sent('Error 21610', TO), sent('21610 - unsubscribed recipient', TO)],
      ...[sent('unsubscribed', `${TO}?`), sent('', '-'), sent('0', '-'), sent('30003', '-'), sent('null', '-')],
      ...[sent('21610', TO, 'Outgoing API'), sent('30005', '-', 'outbound-reply'), sent('', '-', 'OUTBOUND-CALL')],
      [`${FROM};+33700000001;STOP;;Inbound`, FROM],
      [`${FROM};+33700000001;STOP;;incoming`, FROM],
      [`${FROM};+33700000001;Bonjour monsieur;;Incoming`, `${FROM}?`],
      [`${FROM};+33700000001;STOP;;`, FROM],
      [`+33700000001;${TO};Offre;21610;`, TO],
      [`+33700000001;${TO};Offre;;sideways`, '!'],
    ]),
  ).toBe('');
});

test('contacts in an export of Brevo opt out unless their mark clearly says no', () => {
  const marked = (mark: string, out: string): [string, string] => [`${FROM};${mark}`, out];
  expect(
    wrong('SMS;SMS_BLACKLISTED', [
      ...['TRUE', '1', 'yes', 'oui', 'Oui.', 'VRAI', 'x', 'X', '✓', 'Y', '1.0', 'ja', 'sí', 'sim', 'blacklisted'].map(
        (m) => marked(m, FROM),
      ),
      ...['opt-out', 'Désinscrit', 'STOP', 'unsubscribed', 'blocked', 'bloqué'].map((m) => marked(m, FROM)),
      ...['2026-03-02', 'peut-être', '2', 'marketing', '?'].map((m) => marked(m, `${FROM}?`)),
      ...['FALSE', '0', 'no', 'Non', 'FAUX', 'nein', 'nee', 'não', '', '-', 'null', '0.0', 'n/a', 'subscribed'].map(
        (m) => marked(m, '-'),
      ),
    ]),
  ).toBe('');
});

test('rows of Mautic’s list opt out of SMS unless their channel or reason plainly is another', () => {
  const row = (channel: string, reason: string, out: string): [string, string] => [`${FROM};${channel};${reason}`, out];
  expect(
    wrong('mobile;channel;reason', [
      ...[
        '1',
        '3',
        'unsubscribed',
        'Manual',
        'UNSUBSCRIBED',
        '3.0',
        'Manually unsubscribed',
        'IS_UNSUBSCRIBED',
        'désabonné',
      ].map((reason) => row('sms', reason, FROM)),
      ...['4', 'user request', ''].map((reason) => row('SMS', reason, `${FROM}?`)),
      ...['2', 'bounced', 'Bounce', '0', 'contactable'].map((reason) => row('sms', reason, '-')),
      row('Text Message', '1', FROM),
      row('texto', 'manual', FROM),
      ...['', 'all', 'mobile', 'xyz'].map((channel) => row(channel, '1', `${FROM}?`)),
      ...['email', 'E-Mail', 'notification', 'whatsapp'].map((channel) => row(channel, '1', '-')),
    ]),
  ).toBe('');
});
