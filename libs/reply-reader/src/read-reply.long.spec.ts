import fc from 'fast-check';
import { readReply } from './read-reply';

const WORDS =
  `stop STOP arrêtez arrêt ne pas plus de vos sms pub je vous m' envoyer veux recevoir stop! ? . , « » " > - \n lol si demain
  désabonner baja no quiero don't text me keine mehr 36180 svp mon numéro 🛑 😂 a aimé À Ã© s.t.o.p non c'est qui rdv commande`.split(
    / +/,
  );

const fill = (unit: string): string => unit.repeat(Math.ceil(10_000 / unit.length)).slice(0, 10_000);

// An expression that runs away would not end within the time of its test; the benchmark `read` measures its speed.
test('no unit of any characters, repeated to 10,000, holds the reader up', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
    fc
      .array(fc.constantFrom(...'aàs.?*#$@-_ 0\n>«»"\'’'), { minLength: 1, maxLength: 6 })
      .map((signs) => signs.join('')),
  );
  const law = fc.property(unit, (one) => {
    expect(readReply(fill(one), 'FR').tier).toBeDefined();
  });
  fc.assert(law, { numRuns: 60 });
});

const UNITS = [
  ...[
    'stop ',
    'STOP! ',
    's.t.o.p.',
    's t o p ',
    'stopstop',
    'ne pas ',
    'vos sms ',
    'arrêtez de m’',
    'non ',
    'reprise ',
    'a?b?',
    '$$$',
    "a'a'",
  ],
  ...[
    '«',
    '"a ',
    '“ ”',
    '> ',
    '>\n',
    '\n',
    ' \n',
    'a écrit :\n',
    '----',
    'Ã©',
    'e\u0302',
    '\u200b',
    'é',
    '𝗦',
    '🛑',
    '?!',
    ' ',
    'x',
    '9',
    '-',
    'a-b-',
    '*a',
    'st*p ',
    'a♥b?',
    '# ',
    '> a\n',
    'a écrit :\n> b\n',
    '@',
    'A\u0338',
    'ꓢ',
    '🇸',
    '\u0000',
    "'",
  ],
  ...[
    'plus de pub ',
    'je veux pas de ',
    'STOP au 36180 soldes samedi chez ',
    'c’est qui ',
    'rien a foutre ',
    'unsubscribe',
    'oublie ',
    'infos de ',
    'envoyé stop ',
    'désabonner mon x ',
    'arrête je x ',
    'pas besoin de ',
    'STOP 2 ',
    'encore ',
    'mon fils ',
  ],
  ...[
    '&eacute;',
    '&amp;',
    '&',
    '=C3=8A',
    '=',
    '%C3%8A',
    '%',
    '\\u00e9',
    '\\',
    '+AMo-',
    '+',
    '<p>',
    '<p ',
    's/',
    'S - ',
    'aa',
    'Ãƒ',
    '匀',
    '3afak ',
    'pa voye ',
  ],
];

test('10,000 characters of each unit that once was slow, or might be, are read', () => {
  for (const unit of UNITS) expect(readReply(fill(unit), 'FR').tier).toBeDefined();
});

test('2,000 equal signs are read, with a short reason', () => {
  for (const sign of ['a', 'é', '\u0301', 'e\u0301', 'ش', '\u202e', 'א', '漢', '🛑', '&#', '=C', '%C', '匀']) {
    const { tier, reason } = readReply(sign.repeat(2_000), 'FR');
    expect({ sign, tier, isShort: reason.length <= 160 }).toEqual({
      sign,
      tier: sign === '🛑' ? 'clear' : 'none',
      isShort: true,
    });
  }
});
