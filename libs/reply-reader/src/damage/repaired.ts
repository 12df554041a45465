// What happens to a text on its way: entities, escapes and foreign character sets that nobody undid. Each way of damage leaves
// marks that hardly anybody types; where they stand, the text is undone, and read so only if it then reads better.

import { isUtf8 } from 'node:buffer';
import { decodeHTML } from 'entities';
import { decode, encode } from 'iconv-lite';

interface Repaired {
  readonly text: string;
  /** Repaired damage, in words. */
  readonly undone: string;
}

interface Repair {
  readonly name: string;
  /** The text undone, or as it is. */
  readonly undo: (text: string) => string;
}

/** Damage upon damage: `&amp;eacute;`, an entity sent through a wrong character set. */
const MAX_ROUNDS = 3;
/** Admits what hides inside a mark; the controls beyond ASCII may be what is left of a letter. */
const HIDDEN = /(?<!Ã)[\p{Default_Ignorable_Code_Point}\0-\x08\x0b\x0c\x0e-\x1f\x7f]/gu;
/** Kinds of damage that the reason names. */
const MAX_NAMED = 2;
/** Longer texts are no SMS, and reading twice costs twice. */
const LONGEST = 2_000;
/** Without one of these, or several signs beyond ASCII, nothing is damaged that could be undone. */
const MARKS = /[&=%\\<+]|u00/;

/** Admits an HTML entity, by name or number. */
const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,8});/;
/** Admits an HTML tag. */
const TAG = /<\/?(?:p|br|div|span|b|i|u|em|strong|html|body|font|a)(?:\s[^<>]{0,200})?\/?>/gi;
/** Admits `\u00ca`, `u00ca`, `\xca`, and the escapes of white space. */
const ESCAPE = /\\?u(00[2-9a-f][\da-f]|20[12][\da-f])|\\x([\da-f]{2})|\\([nrt])/gi;
/** Admits what RFC 2047 puts around a word of a header. */
const HEADER_WORD = /=\?[\w-]{3,20}\?([bq])\?([^?\s]{1,200})\?=/gi;
/** Admits octets of quoted-printable, and its soft line break. */
const QUOTED = /(?:=[\dA-F]{2}){1,40}|=\r?\n/g;
/** Admits octets of a URL, not after a digit: "-20%de" is a price. */
const PERCENT = /(?<![\d%])(?:%[\da-fA-F]{2}){1,40}/g;
/** Admits UTF-16 in base64, as UTF-7 writes it. */
const UTF7 = /\+([A-Za-z\d/]{3,40})-/g;
/** Admits base64 and nothing else. */
const BASE64 = /^(?:(?:[A-Za-z\d+/]{4}){1,400}(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)|(?:[A-Za-z\d+/]{4}){2,400})$/;
/** Admits two signs beyond ASCII side by side: one letter of a wrong character set, and hardly ever two of a language. */
const SEVERAL = /[^\0-\x7f\ud800-\udfff]{2}/;
/** Admits a run beyond ASCII. */
const BEYOND_ASCII = /[^\0-\x7f\ud800-\udfff]{2,400}/g;
/** Matches control and private-use characters. */
const NO_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]/;
/** Admits a letter that Latin has not: a guess at a character set that gives one is wrong. */
const NOT_LATIN = /(?!\p{Script=Latin})\p{L}/u;
const CHARACTER_SETS = ['windows-1252', 'latin1', 'cp850', 'macintosh'];

/** Octets as UTF-8, else as what Western phones and gateways use. */
const textOf = (octets: Buffer): string => (isUtf8(octets) ? octets.toString() : decode(octets, 'windows-1252'));
const octetsOf = (hex: string): Buffer => Buffer.from(hex.replace(/[^\da-fA-F]/g, ''), 'hex');
const readable = (text: string, otherwise: string): string => (NO_TEXT.test(text) ? otherwise : text);

const REPAIRS: readonly Repair[] = [
  { name: 'HTML', undo: (text) => withoutMarkup(ENTITY.test(text) ? decodeHTML(text) : text) },
  { name: 'escapes', undo: (text) => text.replace(ESCAPE, unescaped) },
  { name: 'a header’s coding', undo: (text) => text.replace(HEADER_WORD, headerWord) },
  {
    name: 'quoted-printable',
    undo: (text) => text.replace(QUOTED, (run) => (run.includes('\n') ? '' : readable(textOf(octetsOf(run)), run))),
  },
  {
    name: 'UTF-7',
    undo: (text) =>
      text.replace(UTF7, (run, code: string) => readable(decode(Buffer.from(code, 'base64'), 'utf16be'), run)),
  },
  { name: 'URL escapes', undo: fromUrl },
  { name: 'base64', undo: (text) => (BASE64.test(text) ? readable(textOf(Buffer.from(text, 'base64')), text) : text) },
  { name: 'a wrong character set', undo: (text) => text.replace(BEYOND_ASCII, ofCharacterSet) },
  { name: 'UTF-16 read as other octets', undo: fromUtf16 },
  { name: 'doubled letters', undo: undoubled },
];

/**
 * @param text - as decoded, controls and all: some are what is left of a letter
 * @returns the text undone, whether it reads better or not; undefined where nothing is damaged in a way that is known
 */
export function repaired(text: string): Repaired | undefined {
  if (text.length > LONGEST || !mayBeDamaged(text)) return undefined;
  const undone = new Set<string>();
  let now = text.replace(HIDDEN, '').trim();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = now;
    for (const { name, undo } of REPAIRS) {
      const next = undo(now);
      if (next === now) continue;
      undone.add(name);
      now = next;
    }
    if (now === before) break;
  }
  return undone.size === 0 ? undefined : { text: now, undone: [...undone].slice(0, MAX_NAMED).join(', ') };
}

/** Asked of every reply, so what most of them rule out is asked first. */
function mayBeDamaged(text: string): boolean {
  if (MARKS.test(text) || SEVERAL.test(text)) return true;
  const bare = text.trim();
  if (bare.length % 4 === 0 && BASE64.test(bare)) return true;
  return bare[0] === bare[1] && isDoubled(bare);
}

const withoutMarkup = (text: string): string => (text.includes('<') ? text.replace(TAG, ' ') : text);

function unescaped(whole: string, unicode?: string, octet?: string, blank?: string): string {
  if (blank) return blank.toLowerCase() === 't' ? '\t' : '\n';
  return readable(String.fromCharCode(parseInt(unicode ?? octet ?? '', 16)), whole);
}

function headerWord(whole: string, coding: string, word: string): string {
  if (coding.toLowerCase() === 'b') return readable(textOf(Buffer.from(word, 'base64')), whole);
  return word.replaceAll('_', ' ').replace(QUOTED, (run) => readable(textOf(octetsOf(run)), run));
}

/** Decodes a text from a URL, in which a plus is a blank. */
function fromUrl(text: string): string {
  const spaced = !text.includes(' ') && /[a-z]\+[a-z]/i.test(text) ? text.replaceAll('+', ' ') : text;
  return spaced.includes('%') ? spaced.replace(PERCENT, (run) => readable(textOf(octetsOf(run)), run)) : spaced;
}

/** UTF-8 read in a set of one octet a letter: `Ã©` for é, `├®` too. Some phones then write it small. */
function ofCharacterSet(run: string): string {
  const capital = run.replaceAll('ã', 'Ã').replaceAll('â', 'Â');
  for (const set of CHARACTER_SETS) {
    for (const form of capital === run ? [run] : [run, capital]) {
      const octets = encode(form, set);
      if (!isUtf8(octets) || decode(octets, set) !== form) continue;
      const letters = octets.toString();
      if (!NOT_LATIN.test(letters)) return readable(letters, run);
    }
  }
  return run;
}

/** A unit whose octets were swapped is above the letters of Europe; of a text, most signs were letters of one octet. */
const MIN_SWAPPED = 0x1000;
const MAX_SWAPPED = 0.8;

/** `匀吀伀倀` is STOP with its octets the other way round, `卓佐` two letters in each character. */
function fromUtf16(text: string): string {
  const units = [...text].filter((char) => char.trim() !== '').map((char) => char.charCodeAt(0));
  if (units.length < 2 || units.some((unit) => unit < MIN_SWAPPED)) return text;
  const octets = encode(text, 'utf16be');
  const swapped = units.filter((unit) => (unit & 0xff) === 0).length;
  if (swapped / units.length >= MAX_SWAPPED) return readable(decode(octets, 'utf16le'), text);
  if (!units.every((unit) => isAscii(unit >> 8) && isAscii(unit & 0xff))) return text;
  return readable(decode(octets, 'ascii'), text);
}
const isAscii = (octet: number): boolean => octet >= 0x20 && octet < 0x7f;

/** Every letter twice, blanks perhaps once. */
function undoubled(text: string): string {
  if (!isDoubled(text)) return text;
  let out = '';
  for (let at = 0; at < text.length; at += text[at] === text[at + 1] ? 2 : 1) out += text[at] ?? '';
  return out;
}

const MIN_DOUBLED_LENGTH = 6;
function isDoubled(text: string): boolean {
  if (text.length < MIN_DOUBLED_LENGTH) return false;
  let letters = 0;
  for (let at = 0; at < text.length;) {
    if (text[at] === text[at + 1]) at += 2;
    else if (text[at] === ' ') at += 1;
    else return false;
    letters += 1;
  }
  return letters > 2 && /[a-z]/i.test(text);
}
