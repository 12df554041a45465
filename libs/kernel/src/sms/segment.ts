import { septetsAt } from './gsm-7';

// An operator bills parts, so a text is counted exactly as it will be cut: what two septets or two UTF-16 units write
// together never straddles two parts, which can cost one part more than a division would suggest (3GPP TS 23.040 9.2.3.24).

export type SmsEncoding = 'GSM-7' | 'UCS-2';

export interface Segments {
  encoding: SmsEncoding;
  /** Septets or UTF-16 units of the whole text, without what stays empty at the end of a part. */
  units: number;
  /** The text of each part in order, at least one; joined they are the text. */
  parts: string[];
}

/** Units that fit one text alone, and each part of several, where 6 octets go to the header that joins them. */
const CAPACITY = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
} as const;

/**
 * Counts and cuts a text as it goes over the air. One character outside GSM-7 makes the whole text UCS-2.
 * An empty text is one empty part; a lone surrogate is one UCS-2 unit.
 * @see docs/law/mention.md#length: 160/153 septets, 70/67 UTF-16 units
 */
export function segment(text: string): Segments {
  const septets = septetsOf(text);
  return septets === undefined
    ? cut(text, 'UCS-2', text.length, unitsOfCodePoint)
    : cut(text, 'GSM-7', septets, septetsAt);
}

function septetsOf(text: string): number | undefined {
  let total = 0;
  for (let index = 0; index < text.length; index += 1) {
    const septets = septetsAt(text, index);
    if (septets === 0) return undefined;
    total += septets;
  }
  return total;
}

function unitsOfCodePoint(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function cut(
  text: string,
  encoding: SmsEncoding,
  units: number,
  unitsAt: (text: string, index: number) => number,
): Segments {
  const { alone, joined } = CAPACITY[encoding];
  if (units <= alone) return { encoding, units, parts: [text] };
  const parts: string[] = [];
  let start = 0;
  let filled = 0;
  for (let index = 0; index < text.length;) {
    const size = unitsAt(text, index);
    if (filled + size > joined) {
      parts.push(text.slice(start, index));
      start = index;
      filled = 0;
    }
    filled += size;
    index += encoding === 'UCS-2' ? size : 1;
  }
  parts.push(text.slice(start));
  return { encoding, units, parts };
}
