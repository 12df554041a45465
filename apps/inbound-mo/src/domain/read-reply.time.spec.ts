import fc from 'fast-check';
import { readReply } from './read-reply';

const WORDS =
  `stop STOP arrêtez arrêt ne pas plus de vos sms pub je vous m' envoyer veux recevoir stop! ? . , « » " > - \n lol si demain
  désabonner baja no quiero don't text me keine mehr 36180 svp mon numéro 🛑 😂 a aimé À Ã© s.t.o.p non c'est qui rdv commande`.split(
    / +/,
  );

/** Processor time, so that neighbours on a busy machine do not decide. */
function processorMs(text: string): number {
  const before = process.cpuUsage();
  readReply(text, 'FR');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

test('no unit of any characters, repeated to 10,000, holds the reader up', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
    fc
      .array(fc.constantFrom(...'aàs.?*#$@-_ 0\n>«»"\'’'), { minLength: 1, maxLength: 6 })
      .map((signs) => signs.join('')),
  );
  const law = fc.property(unit, (one) => {
    const text = one.repeat(Math.ceil(10_000 / one.length)).slice(0, 10_000);
    // Some 10 ms each, and more while the code is still being compiled.
    return processorMs(text) < 250 || processorMs(text) < 250;
  });
  fc.assert(law, { numRuns: 60 });
});

describe('10,000 characters of the worst kind take no longer than ten times 1,000', () => {
  const MANY = 10_000;
  const fill = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  /** Best of several. */
  const bestMs = (text: string): number => Math.min(...Array.from({ length: 7 }, () => processorMs(text)));

  test.each([
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
  ])('%j', (unit) => {
    readReply(fill(unit, MANY), 'FR');
    const tenfold = bestMs(fill(unit, MANY / 10)) * 10;
    // Thrice the proportional time and 20 ms are left for the collector and for neighbours on the machine.
    expect(bestMs(fill(unit, MANY))).toBeLessThan(tenfold * 3 + 20);
  });
});
