import { isUtf8 } from 'node:buffer';

// A French Excel writes Windows-1252 by default, and a file glued together from two exports holds both
// encodings, so each field is judged by itself: letters with accents in Windows-1252 are never valid UTF-8.

/** Characters of Windows-1252 in the range of control characters of Latin-1; TextDecoder confuses the two in Node 20 and 24.0 to 24.10. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const CONTROLS = /[\x80-\x9f]/g;
const NOT_ASCII = /[\x80-\xff]/;

/** @param bytes - the field with one character per byte (Latin-1) */
export function decodeField(bytes: string): string {
  if (!NOT_ASCII.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, 'latin1');
  if (isUtf8(buffer)) return buffer.toString('utf8');
  return bytes.replace(CONTROLS, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80));
}
