/** Letters that Unicode does not separate from their marks. */
const WITHOUT_MARK: Record<string, string> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd' };

/** Returns text in lower case without accents: `Décliné` and `DECLINE` are alike. */
export const foldLetters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[ıłøđ]/g, (letter) => WITHOUT_MARK[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

/** Returns text with a space within names in camel case: `optedOut` is `opted Out`. */
export const splitCamelCase = (text: string): string => text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
