/** Legal forms as one word, without dots and accents; those of the countries that companies here come from. */
const FORMS = new Set(
  (
    'sas sasu sarl eurl sa sci snc scop selarl selas scs sca gie ei eirl ' +
    'ltd limited llp llc lp plc cic inc incorporated corp corporation co company pllc ' +
    'gmbh mbh ag kg ohg ug gbr ev eg kgaa se ' +
    'bv nv cv vof bvba srl sprl asbl vzw spa srls sapa snc sl slu slne sll sau lda ' +
    'ab as asa aps oy oyj hb kb sarls soparfi doo dd as sro kft zrt nyrt sp zoo oo ood ead eood ou uab sia'
  ).split(' '),
);
/** Words before a name that only state a legal form. */
const BEFORE = new Set(['societe', 'ste', 'ets', 'etablissements', 'etablissement', 'groupe', 'the']);
/** Letters of other alphabets that read as Latin ones, in lower case. */
const LOOKALIKES: Record<string, string> = {
  ...{ а: 'a', в: 'b', е: 'e', ё: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x' },
  ...{ і: 'i', ї: 'i', ј: 'j', ѕ: 's', ԁ: 'd', ԛ: 'q', ԝ: 'w', ь: 'b', һ: 'h', ӏ: 'l', г: 'r', п: 'n', и: 'u' },
  ...{ α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', μ: 'u', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'y', χ: 'x', ω: 'w' },
  ...{ γ: 'y', ζ: 'z', ς: 's', σ: 'o', ı: 'i', ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'p', ð: 'd' },
  ...{ ɑ: 'a', ɡ: 'g', ɩ: 'i', ʟ: 'l', ɴ: 'n', ʀ: 'r', ꜱ: 's', ᴏ: 'o', ᴀ: 'a', ᴇ: 'e', ɪ: 'i', ᴋ: 'k', ᴍ: 'm', ᴛ: 't' },
};

/**
 * A legal name as it is compared: names of one form are taken for the same legal entity until a person decides otherwise. Case,
 * accents, punctuation, legal forms, invisible characters and letters that look alike make no difference.
 * @see docs/law/opt-outs.md#scope
 */
export function comparableLegalName(legalName: string): string {
  const words = joinedLetters(wordsOf(legalName));
  const core = withoutForms(words);
  return (core.length > 0 ? core : words).join('').replace(/0/g, 'o').replace(/[1i]/g, 'l');
}

function wordsOf(legalName: string): string[] {
  const plain = legalName
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replace(/\p{L}/gu, (letter) => LOOKALIKES[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // "Dupont's" and "l'Atelier" are written with and without.
    .replace(/['’‘`´ʼ.]/g, (mark) => (mark === '.' ? ' ' : ''));
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** "S.A.S." and "S A S" are "SAS". */
function joinedLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let run = '';
  for (const word of [...words, '']) {
    if (word.length === 1) {
      run += word;
      continue;
    }
    if (run !== '') joined.push(run);
    run = '';
    if (word !== '') joined.push(word);
  }
  return joined;
}

function withoutForms(words: readonly string[]): string[] {
  let [from, to] = [0, words.length];
  while (from < to && FORMS.has(words[to - 1] ?? '')) to -= 1;
  while (from < to && (FORMS.has(words[from] ?? '') || BEFORE.has(words[from] ?? ''))) from += 1;
  return words.slice(from, to).filter((word) => word !== 'et' && word !== 'and' && word !== 'und');
}
