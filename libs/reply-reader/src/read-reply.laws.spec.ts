import fc from 'fast-check';
import { loadReplies } from './fixtures/load-replies';
import { ANSWER_KEYWORDS, stopKeywordsOf } from './words/keywords';
import { readReply } from './read-reply';
import type { Tier } from './reading';

const COUNTRIES = ['FR', 'RE', 'BE', 'DE', 'ES', 'GB', 'US', 'CA', 'CH', 'IT', 'NL', 'LU', 'PT'];
const TIERS: readonly Tier[] = ['exact', 'clear', 'likely', 'none', 'contact', 'help', 'start', 'report'];
const INVISIBLE = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u200e',
  '\u200f',
  '\u202a',
  '\u202c',
  '\u2066',
  '\u0000',
  '\u00ad',
  '\ufe0f',
  '\u0007',
];
const BLANK = [' ', '\n', '\r\n', '\t', '\u00a0', '\u2003', '\u3000'];
const ACCENTS = ['', '\u0300', '\u0301', '\u0302', '\u0308'];
const WORDS =
  `stop STOP arrêtez arrêt ne pas plus de vos sms pub je vous m' envoyer veux recevoir stop! ? . , « » " > - \n lol si demain
  désabonner baja no quiero don't text me keine mehr 36180 svp mon numéro 🛑 😂 a aimé À Ã© s.t.o.p non c'est qui rdv commande`.split(
    / +/,
  );

const country = fc.constantFrom(...COUNTRIES);
const keyword = country.chain((code) => fc.tuple(fc.constant(code), fc.constantFrom(...stopKeywordsOf(code).exact)));

/** The same keyword as another phone may write it. */
const disguised = (word: string) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.boolean(), fc.constantFrom('', '', ...INVISIBLE), fc.constantFrom(...ACCENTS)), {
        minLength: word.length,
        maxLength: word.length,
      }),
      fc.constantFrom('', ...BLANK),
      fc.constantFrom('', ...BLANK),
    )
    .map(([marks, before, after]) => {
      const letters = [...word].map((letter, at) => {
        const [upper, hidden, accent] = marks[at] ?? [false, '', ''];
        const vowel = 'aeiou'.includes(letter) ? accent : '';
        return `${upper ? letter.toUpperCase() : letter}${vowel}${hidden}`;
      });
      return before + letters.join('') + after;
    });

test('case, accents, outer blanks and what cannot be seen never change a keyword', () => {
  const law = fc.property(
    keyword.chain(([code, word]) => fc.tuple(fc.constant(code), disguised(word))),
    ([code, text]) => readReply(text, code).tier === 'exact',
  );
  fc.assert(law, { numRuns: 2000 });
});

test('the same holds for the keywords that ask for another answer', () => {
  const law = fc.property(
    country,
    fc.constantFrom(...ANSWER_KEYWORDS).chain(([word, tier]) => fc.tuple(disguised(word), fc.constant(tier))),
    (code, [text, tier]) => readReply(text, code).tier === tier,
  );
  fc.assert(law, { numRuns: 2000 });
});

test('a visible sign beside a keyword makes it clear, no longer exact', () => {
  const law = fc.property(
    keyword,
    fc.constantFrom('.', '!', '!!!', ',', ';', '*', ')', '…', ' svp', ' 36180', ' please'),
    ([code, word], sign) => {
      return readReply(word + sign, code).tier === 'clear';
    },
  );
  fc.assert(law, { numRuns: 1000 });
});

test('a question mark beside a keyword makes it likely', () => {
  const law = fc.property(keyword, ([code, word]) => readReply(`${word} ?`, code).tier === 'likely');
  fc.assert(law, { numRuns: 300 });
});

test('any text has a tier and a short reason', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.string({ unit: 'grapheme', maxLength: 2000 }),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 400 }).map((words) => words.join(' ')),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 400 }).map((words) => words.join('')),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 1000 }).map((units) => String.fromCharCode(...units)),
  );
  const law = fc.property(anything, country, (text, code) => {
    const { tier, reason, keyword: word = '' } = readReply(text, code);
    return TIERS.includes(tier) && reason.length > 0 && reason.length <= 160 && word.length <= 60;
  });
  fc.assert(law, { numRuns: 1500 });
});

const replies = [...loadReplies('stop-replies.tsv'), ...loadReplies('own-replies.tsv')];

test('invisible characters change no reading, at any position', () => {
  const positions = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...INVISIBLE)), { minLength: 1, maxLength: 5 });
  const law = fc.property(fc.constantFrom(...replies), positions, ({ text, country: code }, hidden) => {
    let marked = text;
    for (const [position, sign] of hidden) {
      const at = position % (marked.length + 1);
      // Nothing is inserted between the halves of one character.
      if (/^[\ud800-\udbff]$/.test(marked[at - 1] ?? '')) continue;
      marked = marked.slice(0, at) + sign + marked.slice(at);
    }
    expect(readReply(marked, code)).toEqual(readReply(text, code));
  });
  fc.assert(law, { numRuns: 2000 });
});

test.each(['NFC', 'NFD'] as const)('accents composed or combining are the same to every reply: %s', (form) => {
  const differing = replies.filter(
    ({ text, country: code }) => readReply(text.normalize(form), code).tier !== readReply(text, code).tier,
  );
  expect(differing).toEqual([]);
});

test('reading is a function of text and country alone', () => {
  const law = fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }), country, (words, code) => {
    const text = words.join(' ');
    expect(readReply(text, code)).toEqual(readReply(text, code));
  });
  fc.assert(law, { numRuns: 500 });
});
