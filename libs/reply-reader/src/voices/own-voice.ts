// Separates the sender's own words from what the phone or the mail program adds: quotes, signatures, forwards.

export interface OwnVoice {
  readonly text: string;
  /** Something was quoted and left out. */
  readonly quoted: boolean;
  /** There is a quotation, left out or kept as emphasis. */
  readonly marked: boolean;
}

/** Admits a line break, a quotation sign or the sign of a quoted line; without one there is only the sender's voice. */
const MARKS_OF_OTHERS = /[\n"«“”„>]/;
/** Openings of a line that a phone or mail program adds after the text. */
const SIGNATURES = [
  ...[
    'envoye de',
    'envoyé de',
    'envoyé depuis',
    'envoye depuis',
    'envoyé à partir',
    'sent from',
    'sent via',
    'get outlook',
  ],
  ...[
    'gesendet von',
    'von meinem',
    'enviado desde',
    'inviato da',
    'verzonden vanaf',
    'verstuurd vanaf',
    'obtenir outlook',
  ],
];
/** Ends of a line that introduces the message answered to. */
const INTRODUCTIONS = ['a écrit', 'a ecrit', 'wrote', 'schrieb', 'escribió', 'escribio', 'ha scritto', 'schreef'];
/** Admits the opening of a date: "Le 12", "On 3 ", "Am 03". */
const DATED = /^(le|on|am|el|il|op) \d/i;
const FORWARDS = ['-----', '________'];
/** Closing signs of each opening one. */
const CLOSING: Readonly<Record<string, string>> = { '«': '»', '“': '”', '„': '“', '"': '"', '”': '”' };
/** A quotation of fewer words is emphasis: `j'ai répondu "STOP"`. */
const MIN_QUOTED_WORDS = 4;

/** @param text - visible text with plain letters */
export function ownVoice(text: string): OwnVoice {
  if (!MARKS_OF_OTHERS.test(text)) return { text, quoted: false, marked: false };
  const kept: string[] = [];
  let quoted = false;
  const lines = text.split('\n');
  const marksLines = lines.some((line) => line.startsWith('>'));
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed.startsWith('>') && !trimmed.endsWith('<')) quoted = true;
    else if (isDatedQuote(trimmed)) quoted = true;
    else if (opensQuotedTail(trimmed)) {
      quoted = true;
      // Where quoted lines bear their sign, what has none is the sender's, even below.
      if (!marksLines) break;
    } else if (isSignature(trimmed)) break;
    else kept.push(line);
  }
  const outside = withoutQuotations(kept.join('\n'));
  return { text: outside, quoted: quoted || outside.length < kept.join('\n').length, marked: true };
}

function opensQuotedTail(line: string): boolean {
  if (FORWARDS.some((start) => line.startsWith(start))) return true;
  if (!line.endsWith(':')) return false;
  const lead = line.slice(0, -1).trimEnd().toLowerCase();
  return INTRODUCTIONS.some((end) => lead.endsWith(end));
}

/** "Le 12 mars 2026 à 10:02, Untel a écrit : …" on one line */
function isDatedQuote(line: string): boolean {
  if (line.endsWith(':') || !DATED.test(line.slice(0, 8))) return false;
  const lower = line.slice(0, 120).toLowerCase();
  return INTRODUCTIONS.some((end) => lower.includes(`${end} :`) || lower.includes(`${end}:`));
}

function isSignature(line: string): boolean {
  if (line === '--' || line === '—') return true;
  const lower = line.slice(0, 40).toLowerCase();
  return SIGNATURES.some((start) => lower.startsWith(start));
}

/** Leaves out each quotation of several words. A sign never closed opens nothing, and is sought once only. */
function withoutQuotations(text: string): string {
  const unclosed = new Set<string>();
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const closing = CLOSING[text[at] ?? ''];
    if (closing === undefined || unclosed.has(closing)) continue;
    const end = text.indexOf(closing, at + 1);
    if (end === -1) unclosed.add(closing);
    else {
      if (hasWords(text, at + 1, end)) {
        out += `${text.slice(from, at)} `;
        from = end + 1;
      }
      at = end;
    }
  }
  return from === 0 ? text : out + text.slice(from);
}

function hasWords(text: string, start: number, end: number): boolean {
  let words = 0;
  for (let at = start; at < end && words < MIN_QUOTED_WORDS; at += 1) {
    if (text[at] !== ' ' && (at === start || text[at - 1] === ' ')) words += 1;
  }
  return words >= MIN_QUOTED_WORDS;
}
