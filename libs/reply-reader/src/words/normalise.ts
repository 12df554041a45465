// What a reader can see decides: an invisible character never changes a keyword, a visible one always does.

/**
 * Admits what cannot be seen: default-ignorable characters (zero-width, direction marks, BOM, soft hyphen, variation
 * selectors), interlinear anchors, and controls other than white space.
 */
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu;
/** Admits a run of blanks, line breaks, NEL and the blank braille pattern. */
const BLANKS = /[\s\u0085\u2800]+/gu;
/** Admits one combining accent, but no stroke laid over the letter (U+0334–0338): that one is a visible change. */
const ACCENT = /(?![\u0334-\u0338])\p{Mn}/gu;

/** True if every character is printable ASCII or white space ASCII: nothing to fold but case. */
export function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 126 || (code < 32 && code !== 10 && code !== 13 && code !== 9)) return false;
  }
  return true;
}

/** The text without what cannot be seen; line breaks and blanks stay. */
export function visibleText(text: string): string {
  return isPlainAscii(text) ? text : text.replace(INVISIBLE, '');
}

/** Lower case without accents, composed or combining: `ARRÊT` and `ARRE` + U+0302 + `T` become `arret`. */
export function fold(text: string): string {
  return isPlainAscii(text) ? text.toLowerCase() : text.normalize('NFD').replace(ACCENT, '').toLowerCase();
}

/**
 * The form in which a whole reply is compared with the keywords of its country.
 * Takes visible text. Folds case and accents, trims, makes each run of white space one space, removes nothing visible.
 * @see docs/design/replies.md#normalising
 */
export function keywordForm(visible: string): string {
  return fold(visible).replace(BLANKS, ' ').trim();
}
