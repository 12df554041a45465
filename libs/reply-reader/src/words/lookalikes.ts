// Letters that only look Latin, so that "SТОР" typed with Cyrillic letters, styled or broken in transport is still read.

const pairs = (from: string, to: string): [string, string][] => {
  const targets = [...to];
  return [...from].map((char, i) => [char, targets[i] ?? '']);
};

const LETTERS = new Map<string, string>([
  ...pairs('АВЕКМНОРСТУХІЅЈЗПавеорсухіѕјтмнкгп', 'ABEKMHOPCTYXISJ3PabeopcyxisjtmhkrP'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχς', 'ABEZHIKMNOPTYXaeikvoptuxs'),
  ...pairs('ꓢꓔꓳꓑꓮꓣꓰꓡꓴꓖꓗꓠ', 'STOPARELUGKN'),
  ...pairs('ՏԾᎢᏢᏚᎪᎡᎬᏆ', 'SOTPSAREI'),
  ...pairs('øØłŁđĐıſɑɡɩʀꜱᴀᴅᴇɪᴏᴘᴛᴜɴ', 'oOlLdDisagirsadeioptun'),
  ['ß', 'ss'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['æ', 'ae'],
  ['Æ', 'AE'],
]);

/** Blocks of A to Z drawn in a box or on a disc, which NFKC leaves as they are. */
const DRAWN_ALPHABETS = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6];

/** Signs with a meaning of their own become a word that the lexicon knows. Blanks keep them apart from their neighbours. */
const SIGNS = new Map<string, string>([
  ['🛑', ' stop '],
  ...[...'😂🤣😆😅😜😹😝🤪'].map((sign): [string, string] => [sign, ' haha ']),
  ...[...'👎'].map((sign): [string, string] => [sign, ' disliked ']),
  ...[...'🖕🤬'].map((sign): [string, string] => [sign, ' fdp ']),
  ...[...'🙏'].map((sign): [string, string] => [sign, ' svp ']),
]);

/** UTF-8 read as Windows-1252: "Ãª" for "ê". */
const MOJIBAKE = new Map([
  ['Ã©', 'é'],
  ['Ã¨', 'è'],
  ['Ãª', 'ê'],
  ['Ã\u00a0', 'à'],
  ['Ã§', 'ç'],
  ['Ã´', 'ô'],
  ['Ã®', 'î'],
  ['Ã‰', 'É'],
  ['ÃŠ', 'Ê'],
  ['Ã¼', 'ü'],
  ['Ã¶', 'ö'],
  ['Ã±', 'ñ'],
]);
/** Admits one of the pairs above. */
const MOJIBAKE_PAIR = /Ã[©¨ª\u00a0§´®‰Š¼¶±]/gu;
/** Admits what is typed for an apostrophe; NFKC would split some of them into a blank and an accent. */
const APOSTROPHE = /[՚՛ʼʹ′´`‘’‛]/gu;
/** Admits a combining stroke laid over a letter. */
const OVERLAY = /[\u0334-\u0338\u20d0-\u20e3]/gu;

/** Takes visible text that is not plain ASCII; gives it with plain Latin letters, accents kept. */
export function plainLetters(visible: string): string {
  const composed = visible.normalize('NFC');
  const repaired = composed.includes('Ã')
    ? composed.replace(MOJIBAKE_PAIR, (pair) => MOJIBAKE.get(pair) ?? pair)
    : composed;
  let out = '';
  for (const char of repaired.replace(APOSTROPHE, "'").replaceAll('¨', '^').normalize('NFKC').replace(OVERLAY, '')) {
    const code = char.codePointAt(0) ?? 0;
    out += code < 128 ? char : (LETTERS.get(char) ?? SIGNS.get(char) ?? drawnLetter(code) ?? char);
  }
  return out;
}

function drawnLetter(code: number): string | undefined {
  const first = DRAWN_ALPHABETS.find((start) => code >= start && code < start + 26);
  return first === undefined ? undefined : String.fromCharCode(65 + code - first);
}

const DIGIT_LETTERS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  $: 's',
  '@': 'a',
  '€': 'e',
  '!': 'i',
};

/** `5t0p` → `stop`: digits and signs typed for letters. Only worth asking when the result is a word that the lexicon knows. */
export function lettersForDigits(word: string): string {
  let out = '';
  for (const char of word) out += DIGIT_LETTERS[char] ?? char;
  return out;
}
