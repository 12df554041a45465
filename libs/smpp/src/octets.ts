import { GSM7_BASIC, GSM7_ESCAPE, GSM7_EXTENSION, type SmsEncoding } from '@stopsms/kernel';

// What travels in `short_message`. GSM-7 goes unpacked, one septet per octet, as operators expect it over SMPP
// (OVHcloud and Sinch documents); the radio network packs it.

/** `data_coding` values of what we send. */
export const DATA_CODING = { 'GSM-7': 0x00, 'UCS-2': 0x08 } as const;

const REPLACEMENT = '\ufffd';
const CODES = codesByUnit();

/**
 * Octets of one part.
 * @throws RangeError if a character is not in GSM-7 though `encoding` says so: take the encoding from `segment`
 */
export function encodeOctets(part: string, encoding: SmsEncoding): Buffer {
  return encoding === 'UCS-2' ? Buffer.from(part, 'utf16le').swap16() : encodeGsm7(part);
}

/**
 * Reads octets by their `data_coding`: GSM-7 unpacked, Latin-1 (0x01 to 0x04) or UCS-2; the variants with a message
 * class (3GPP TS 23.038 4) too. What cannot be read becomes U+FFFD. A surrogate without its partner is kept,
 * because phones do cut an emoji between two parts and joining them makes it whole again.
 */
export function decodeOctets(octets: Buffer, dataCoding: number): string {
  if (isUcs2(dataCoding)) return decodeUcs2(octets);
  return dataCoding >= 0x01 && dataCoding <= 0x04 ? octets.toString('latin1') : decodeGsm7(octets);
}

/** Replaces each surrogate without its partner by U+FFFD, for whole texts. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, REPLACEMENT);
}

function isUcs2(dataCoding: number): boolean {
  const general = (dataCoding & 0x80) === 0 && (dataCoding & 0x0c) === 0x08;
  const waitingMessage = (dataCoding & 0xf0) === 0xe0;
  return general || waitingMessage;
}

function encodeGsm7(part: string): Buffer {
  const octets: number[] = [];
  for (let index = 0; index < part.length; index += 1) {
    const code = CODES.get(part.charCodeAt(index));
    if (code === undefined) {
      throw new RangeError(`Character ${index} of the part is not in GSM-7: encode the text as segment() says.`);
    }
    if (code > 0x7f) octets.push(GSM7_ESCAPE);
    octets.push(code & 0x7f);
  }
  return Buffer.from(octets);
}

function decodeGsm7(octets: Buffer): string {
  let text = '';
  for (let index = 0; index < octets.length; index += 1) {
    const code = octets[index] ?? 0;
    if (code === GSM7_ESCAPE) {
      index += 1;
      text += escaped(octets[index]);
    } else {
      text += GSM7_BASIC[code] ?? REPLACEMENT;
    }
  }
  return text;
}

/** An escaped code that has no character of its own is read from the basic table (3GPP TS 23.038 6.2.1.1). */
function escaped(code: number | undefined): string {
  if (code === undefined || code === GSM7_ESCAPE) return REPLACEMENT;
  return GSM7_EXTENSION.get(code) ?? GSM7_BASIC[code] ?? REPLACEMENT;
}

function decodeUcs2(octets: Buffer): string {
  const whole = octets.length & ~1;
  const text = Buffer.from(octets.subarray(0, whole)).swap16().toString('utf16le');
  return whole === octets.length ? text : text + REPLACEMENT;
}

/** Codes by UTF-16 unit; extension codes have bit 7 set. */
function codesByUnit(): ReadonlyMap<number, number> {
  const codes = new Map<number, number>();
  [...GSM7_BASIC].forEach((char, code) => codes.set(char.charCodeAt(0), code));
  codes.delete(GSM7_ESCAPE);
  for (const [code, char] of GSM7_EXTENSION) codes.set(char.charCodeAt(0), code | 0x80);
  return codes;
}
