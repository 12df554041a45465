// The header that joins the parts of a long text (3GPP TS 23.040 9.2.3.24.1 and 9.2.3.24.8). OVHcloud and others take
// this one only, not the sar_* TLVs.

export interface Concatenation {
  /** The same on all parts of a text. */
  reference: number;
  total: number;
  /** From 1 to `total`. */
  sequence: number;
}

/** Bit of `esm_class` that says the short message opens with a user data header. */
export const UDH_INDICATOR = 0x40;

const REFERENCE_8_BIT = 0x00;
const REFERENCE_16_BIT = 0x08;

/**
 * The six octets `05 00 03 ref total seq`.
 * @throws RangeError unless `reference` is 0–255, `total` 1–255 and `sequence` 1–`total`
 */
export function concatenationHeader({ reference, total, sequence }: Concatenation): Buffer {
  if (!isOctet(reference) || !isOctet(total) || sequence < 1 || sequence > total) {
    throw new RangeError(`Part ${sequence} of ${total} with reference ${reference} does not fit the 8-bit header.`);
  }
  return Buffer.from([5, REFERENCE_8_BIT, 3, reference, total, sequence]);
}

/**
 * Splits a short message whose `esm_class` has `UDH_INDICATOR`. `part` is absent when no valid concatenation is
 * there; a header longer than the message is no header, and all octets are the body.
 */
export function splitHeader(octets: Buffer): { part?: Concatenation; body: Buffer } {
  const headerEnd = (octets[0] ?? 0) + 1;
  if (octets.length === 0 || headerEnd > octets.length) return { body: octets };
  const part = concatenationIn(octets.subarray(1, headerEnd));
  return { ...(part && { part }), body: octets.subarray(headerEnd) };
}

/** Total 0 and sequences outside 1–total are to be ignored, says 9.2.3.24.1. */
export function isConcatenation({ total, sequence }: Concatenation): boolean {
  return sequence >= 1 && sequence <= total;
}

function concatenationIn(elements: Buffer): Concatenation | undefined {
  for (let offset = 0; offset + 2 <= elements.length;) {
    const [identifier = 0, length = 0] = elements.subarray(offset, offset + 2);
    const data = elements.subarray(offset + 2, offset + 2 + length);
    const part = concatenationOf(identifier, data);
    if (part && isConcatenation(part)) return part;
    offset += 2 + length;
  }
  return undefined;
}

function concatenationOf(identifier: number, data: Buffer): Concatenation | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = data;
  if (identifier === REFERENCE_8_BIT && data.length === 3) return { reference: first, total: second, sequence: third };
  if (identifier === REFERENCE_16_BIT && data.length === 4) {
    return { reference: first * 256 + second, total: third, sequence: fourth };
  }
  return undefined;
}

function isOctet(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xff;
}
