import { plainText } from '@stopsms/text-reader';

// Findings are positions in the plain form of a text; an editor marks them in the text as it was written.

/** Half-open, in UTF-16 units of the text as it was written, as editors and JavaScript count. */
export interface Span {
  from: number;
  to: number;
}

interface PlainSpans {
  /** Result of `plainText`, without changes to a letter that depend on its neighbours. */
  plain: string;
  /** Span of each unit of `plain`. */
  spans: Span[];
}

const SPACES = /^\s$/u;
const LINE_BREAKS = /[\r\n]/;

export function plainSpans(text: string): PlainSpans {
  let plain = '';
  const spans: Span[] = [];
  let blank: { span: Span; isLine: boolean } | undefined;
  const add = (shown: string, span: Span) => {
    plain += shown;
    for (let unit = 0; unit < shown.length; unit += 1) spans.push({ ...span });
  };
  let from = 0;
  for (const character of text) {
    const to = from + character.length;
    if (SPACES.test(character)) {
      blank = { span: { from: blank?.span.from ?? from, to }, isLine: blank?.isLine || LINE_BREAKS.test(character) };
    } else {
      const shown = plainText(character);
      const last = spans.at(-1);
      // An accent, or a sign that nobody sees: it belongs to the letter before.
      if (shown === '' && last && !blank) last.to = to;
      if (shown !== '') {
        if (blank && plain !== '') add(blank.isLine ? ' . ' : ' ', blank.span);
        blank = undefined;
        add(shown, { from, to });
      }
    }
    from = to;
  }
  return { plain, spans };
}

const WORD = /[\p{L}\p{N}]/u;

/** Returns the span of words in plain form: as whole words if possible; undefined when they do not occur. */
export function spanOf({ plain, spans }: PlainSpans, words: string): Span | undefined {
  if (words === '') return undefined;
  const at = wholeWords(plain, words) ?? plain.indexOf(words);
  if (at < 0) return undefined;
  const [first, last] = [spans[at], spans[at + words.length - 1]];
  return first && last && { from: first.from, to: last.to };
}

function wholeWords(plain: string, words: string): number | undefined {
  const isWord = (at: number) => WORD.test(plain[at] ?? '');
  for (let at = plain.indexOf(words); at >= 0; at = plain.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (!(isWord(at) && isWord(at - 1)) && !(isWord(end - 1) && isWord(end))) return at;
  }
  return undefined;
}
