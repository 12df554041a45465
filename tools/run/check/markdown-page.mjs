// What links and headings of a page of ours look like: prettier keeps them in one form, so that expressions read them.

/** Blanks everything but prose and keeps the position of the rest. */
const blank = (text, part) => text.replace(part, (match) => match.replace(/[^\n]/g, ' '));
/** From a line of three backticks or more to the next with as many. */
const FENCED = /^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gm;
const COMMENT = /<!--[\s\S]*?-->/g;
const INLINE_CODE = /(`+)[^`\n][^\n]*?\1/g;

const HEADING = /^#{1,6} (.+)$/gm;
/** Anchors of a paragraph. */
const ANCHOR = /<a id="([^"]+)">/g;
/** `[text](target)` and `[name]: target`, without addresses of the web. */
const LINK = /(?<=\]\(|^\[[^\]\n]+\]: )(?![a-z]+:)[^\s()]+/gm;

/** As GitHub makes them: lower case, without punctuation, blanks become dashes, the second of a name gets `-1`. */
export function headingsOf(text) {
  const prose = blank(text, FENCED);
  const seen = new Map();
  const anchors = new Set([...prose.matchAll(ANCHOR)].map(([, id]) => id));
  for (const [, title] of prose.matchAll(HEADING)) {
    const name = title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    anchors.add(times === 0 ? name : `${name}-${times}`);
  }
  return anchors;
}

/** @returns targets, and from where to where they stand */
export function linksOf(text) {
  const prose = [FENCED, COMMENT, INLINE_CODE].reduce(blank, text);
  return [...prose.matchAll(LINK)].map(({ 0: target, index }) => ({ target, from: index, to: index + target.length }));
}
