// Formats of the three kinds of sender and recipient over SMPP (OVHcloud SMPP specification).

export interface SmppAddress {
  ton: number;
  npi: number;
  address: string;
}

/** `source_addr` and `destination_addr` hold 20 octets and a NUL (SMPP 3.4 5.2.8). */
const MAX_OCTETS = 20;

/** `+` and up to 15 digits, as E.164 has it. */
const INTERNATIONAL = /^\+\d{1,15}$/;

/** A code is 3 to 8 digits. */
const CODE = /^\d{3,8}$/;

/** No telephone number is as short, yet some operators send a code as an international number. */
const MAX_MISTYPED_CODE_LENGTH = 6;

/** Types of number (SMPP 3.4 5.2.5); the numbering plan adds nothing on reading. */
const TON = { unknown: 0, international: 1, name: 5 };

/**
 * `+33639980012` becomes type 1, plan 1, digits without plus; `36180` type 3, plan 1; a sender name type 5, plan 0.
 * @throws RangeError if the value is empty, longer than 20 octets or not printable ASCII
 */
export function toAddress(value: string): SmppAddress {
  if (INTERNATIONAL.test(value)) return { ton: 1, npi: 1, address: value.slice(1) };
  if (CODE.test(value)) return { ton: 3, npi: 1, address: value };
  if (value.length > MAX_OCTETS || !/^[\x20-\x7e]+$/.test(value)) {
    throw new RangeError(
      `A sender or recipient of ${value.length} characters cannot be written over SMPP: 1 to ${MAX_OCTETS} printable ASCII characters are.`,
    );
  }
  return { ton: 5, npi: 0, address: value };
}

/**
 * Returns a handset's number as E.164 (`+33639980012`), a code or name unchanged. A number of unknown type counts as
 * international if it has 9 digits or more and no trunk 0; a national number is unchanged, for a caller that knows its
 * country.
 */
export function fromAddress({ ton, address }: Pick<SmppAddress, 'ton' | 'address'>): string {
  const digits = /^\+?(\d+)$/.exec(address.trim())?.[1];
  if (digits === undefined || ton === TON.name) return address.trim();
  if (digits.length <= MAX_MISTYPED_CODE_LENGTH) return digits;
  if (ton === TON.international || address.trim().startsWith('+')) return `+${digits.replace(/^00/, '')}`;
  if (ton !== TON.unknown) return digits;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  return digits.length >= 9 && !digits.startsWith('0') ? `+${digits}` : digits;
}
