// The default alphabet of SMS, 3GPP TS 23.038 6.2.1. It is written out here because tables found elsewhere disagree on
// French: 0x09 is Ç, and ç has no code at all, so a text with ç, ê or ’ travels as UCS-2.

/** Announces that the next septet is read from the extension table. */
export const GSM7_ESCAPE = 0x1b;

/** The 128 characters of the basic table, each at its code; the one at `GSM7_ESCAPE` represents no character. */
export const GSM7_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** The characters of the extension table by their code; each costs two septets, escape and code. */
export const GSM7_EXTENSION: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);

/** Septets by UTF-16 unit: 1, 2, or 0 for a unit outside the alphabet. A flat table, because every message is counted. */
const SEPTETS = septetsByUnit();

/** Septets that the UTF-16 unit at `index` takes: 1, 2, or 0 if GSM-7 cannot write it. */
export function septetsAt(text: string, index: number): number {
  return SEPTETS[text.charCodeAt(index)] ?? 0;
}

function septetsByUnit(): Uint8Array {
  const septets = new Uint8Array(0x10000);
  for (const char of GSM7_BASIC) septets[char.charCodeAt(0)] = 1;
  septets[GSM7_ESCAPE] = 0;
  for (const char of GSM7_EXTENSION.values()) septets[char.charCodeAt(0)] = 2;
  return septets;
}
