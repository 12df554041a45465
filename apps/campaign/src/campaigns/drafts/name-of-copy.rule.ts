const MAX_NAME = 120;
const NUMBERED = / \((\d{1,4})\)$/;

/** Name of a copy: that of the original with the next number, `Soldes (2)`. */
export function nameOfCopy(name: string): string {
  const [suffix = '', number = '1'] = NUMBERED.exec(name) ?? [];
  const next = ` (${Number(number) + 1})`;
  const stem = name.slice(0, name.length - suffix.length);
  return `${cut(stem, MAX_NAME - next.length)}${next}`;
}

/** Cuts a text without parting what a reader sees as one character. */
function cut(text: string, most: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > most) break;
    kept += segment;
  }
  return kept;
}
