import { EVIDENCE_FORMAT, LINES_BEGIN, LINES_END, evidenceLine } from './evidence-format';
import { timelineOf } from './evidence-timeline';
import { type EvidenceLanguage, type EvidenceWords, countIn, scopeIn, wordsIn } from './evidence-words';
import { type PersonRecord, LISTS } from './person-record';

export interface EvidenceHead {
  fileId: string;
  /** E.164 */
  phone: string;
  /** ISO 8601. */
  madeAt: string;
  madeBy: string;
  purpose: string;
  language: EvidenceLanguage;
}

/** No script runs in the page, whatever a text in it holds; nothing is loaded. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eee}
td:first-child{white-space:nowrap}dt{font-weight:bold}dd{margin:0 0 .5rem}@media print{body{margin:0;max-width:none}}`;

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text for HTML, from any source. */
const html = (text: string): string => text.replace(/[&<>"']/g, (one) => ESCAPED[one] ?? one);

const rows = (cells: readonly (readonly string[])[]): string =>
  cells.map((row) => `<tr>${row.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`).join('\n');
const table = (heads: readonly string[], cells: readonly (readonly string[])[], none: string): string =>
  cells.length === 0
    ? `<p>${html(none)}</p>`
    : `<table><thead><tr>${heads.map((head) => `<th scope="col">${html(head)}</th>`).join('')}</tr></thead><tbody>\n${rows(cells)}\n</tbody></table>`;
const items = (lines: readonly string[]): string => lines.map((line) => `<li>${html(line)}</li>`).join('\n');

/**
 * Returns the part before the proofs: the page for people, and the first lines for programs.
 * @param nameOf - what an advertiser is called
 * @returns the text, and how many lines it holds besides the header
 */
export function evidenceBegin(
  head: EvidenceHead,
  known: PersonRecord,
  nameOf: (advertiserId: string) => string,
): { text: string; entries: number } {
  const words = wordsIn(head.language);
  const entries = LISTS.flatMap((list) => known[list].map((entry) => ({ kind: list, entry })));
  const { language, ...shown } = head;
  const header = { kind: 'header', format: EVIDENCE_FORMAT, ...shown, language, number: known.number, cut: known.cut };
  const text = [
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${html(POLICY)}">`,
    `<meta name="viewport" content="width=device-width"><meta name="format" content="${EVIDENCE_FORMAT}"><title>${html(words.title)} ${head.fileId}</title>`,
    `<style>${STYLE}</style></head><body><main>\n<h1>${html(words.title)}</h1>\n<p>${html(words.intro)}</p>`,
    identity(head, words),
    currentState(known, words, nameOf),
    `<h2>${html(words.counts)}</h2>\n<ul>${items(contents(known, words))}</ul>`,
    `<h2>${html(words.timeline)}</h2>`,
    table(
      [words.when, words.what],
      timelineOf(known, words, nameOf).map(({ at, words: what }) => [whenIn(words, at), what]),
      words.none,
    ),
    `<h2>${html(words.contacts)}</h2>`,
    table(
      [words.importedAt, words.book, words.advertiser, words.kept],
      known.contacts.map(({ addressBook, advertiserId, attributes, importedAt }) => [
        whenIn(words, importedAt),
        addressBook,
        nameOf(advertiserId),
        Object.entries(attributes)
          .map(([name, value]) => `${name}: ${value}`)
          .join('; '),
      ]),
      words.none,
    ),
    `<h2>${html(words.verify)}</h2>\n<ol>${items(words.steps)}</ol>\n</main>`,
    LINES_BEGIN,
  ].join('\n');
  return { text: text + [header, ...entries].map(evidenceLine).join(''), entries: entries.length };
}

/** The last line counts those between it and the header, so that a file that was cut is seen to be. */
export const evidenceEnd = (entries: number): string =>
  `${evidenceLine({ kind: 'end', entries })}${LINES_END}</body></html>\n`;

const whenIn = (words: EvidenceWords, at: string): string =>
  `${new Intl.DateTimeFormat(words.locale, { timeZone: 'Europe/Paris', dateStyle: 'medium', timeStyle: 'medium' }).format(Date.parse(at))} (Paris)`;

function identity({ fileId, phone, madeAt, madeBy, purpose }: EvidenceHead, words: EvidenceWords): string {
  const fields = [
    [words.number, phone],
    [words.file, fileId],
    [words.madeAt, whenIn(words, madeAt)],
    [words.madeBy, madeBy],
    [words.purpose, purpose],
  ] as const;
  return `<dl>${fields.map(([name, value]) => `<dt>${html(name)}</dt><dd>${html(value)}</dd>`).join('\n')}</dl>`;
}

function currentState(known: PersonRecord, words: EvidenceWords, nameOf: (advertiserId: string) => string): string {
  const holding = known.optOuts.map(({ scope, state, source, since }) =>
    (state === 'out' ? words.blocked : words.back)(
      scopeIn(words, scope, nameOf),
      whenIn(words, since),
      (state === 'back' ? words.howBack[source] : undefined) ?? words.how[source] ?? source,
    ),
  );
  const isBlocked = known.optOuts.some(({ state }) => state === 'out');
  const lines = [
    ...(isBlocked ? [] : [words.blockedNot]),
    ...holding,
    words.numberState[known.number.state] ?? known.number.state,
  ];
  return `<h2>${html(words.now)}</h2>\n<ul>${items(lines)}</ul>`;
}

const contents = (known: PersonRecord, words: EvidenceWords): string[] => [
  ...LISTS.map((list) => countIn(words, list, known[list].length)),
  ...known.cut.map((list) => words.cut(words.lists[list as (typeof LISTS)[number]]?.[1] ?? list)),
];
