import { decodeOctets, wellFormed } from '@stopsms/smpp';
import type { DefaultAlphabet } from '../accounts/account';

/** Octets of one short message. */
export interface Octets {
  dataCoding: number;
  octets: Buffer;
}

/** 8-bit data: pictures and settings, no text. */
const BINARY = [0x02, 0x04];

/** True if the octets are a text in an alphabet that is read here. */
export const isText = (dataCoding: number): boolean => {
  if (BINARY.includes(dataCoding)) return false;
  // GSM message classes and UCS-2 variants (3GPP TS 23.038 4) but those of 8-bit data.
  if ((dataCoding & 0xf0) === 0xf0) return (dataCoding & 0x04) === 0;
  if (dataCoding >= 0x10 && dataCoding < 0x40) return (dataCoding & 0x2c) === 0 || (dataCoding & 0x2c) === 0x08;
  return [0x00, 0x01, 0x03, 0x08].includes(dataCoding);
};

/**
 * Decodes the parts of one text, each by its own `data_coding`. Octets of neighbours in the same alphabet are joined first: a surrogate
 * pair or an escape sequence may be cut between two.
 */
export function decodeText(parts: readonly Octets[], alphabet: DefaultAlphabet): string {
  const runs: Octets[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    // Each packed part begins with a septet of its own.
    const isJoined = last?.dataCoding === part.dataCoding && !(alphabet === 'gsm7-packed' && part.dataCoding === 0);
    if (last && isJoined) last.octets = Buffer.concat([last.octets, part.octets]);
    else runs.push({ ...part });
  }
  return wellFormed(runs.map((run) => decode(run, alphabet)).join(''));
}

function decode({ dataCoding, octets }: Octets, alphabet: DefaultAlphabet): string {
  if (dataCoding !== 0) return decodeOctets(octets, dataCoding);
  switch (alphabet) {
    case 'gsm7':
      return decodeOctets(octets, 0x00);
    case 'gsm7-packed':
      return decodeOctets(unpack(octets), 0x00);
    case 'latin1':
      return decodeOctets(octets, 0x03);
    case 'ucs2':
      return decodeOctets(octets, 0x08);
  }
}

/** One septet per octet (3GPP TS 23.038 6.1.2.1). A last septet of zeros fills an octet, and is no `@`. */
export function unpack(packed: Buffer): Buffer {
  const septets: number[] = [];
  for (let bit = 0; bit + 7 <= packed.length * 8; bit += 7) {
    const pair = (packed[bit >> 3] ?? 0) | ((packed[(bit >> 3) + 1] ?? 0) << 8);
    septets.push((pair >> (bit & 7)) & 0x7f);
  }
  if (packed.length % 7 === 0 && septets.at(-1) === 0) septets.pop();
  return Buffer.from(septets);
}
