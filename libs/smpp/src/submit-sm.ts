import { type SmsEncoding, segment } from '@stopsms/kernel';
import { toAddress } from './address';
import { DATA_CODING, encodeOctets } from './octets';
import { UDH_INDICATOR, concatenationHeader } from './user-data-header';

/** Asks for the final receipt, whatever it is (SMPP 3.4 5.2.17). */
export const FINAL_RECEIPT = 0x01;

const MAX_PARTS = 255;

/** The fields of one `submit_sm` or MO `deliver_sm`, by their names in SMPP 3.4. */
export type ShortMessage = {
  source_addr_ton: number;
  source_addr_npi: number;
  source_addr: string;
  dest_addr_ton: number;
  dest_addr_npi: number;
  destination_addr: string;
  esm_class: number;
  data_coding: number;
  short_message: Buffer;
};

export type SubmitSm = ShortMessage & {
  registered_delivery: number;
  /** From `relativeTime` or `absoluteTime`; empty means the provider's own. */
  validity_period?: string;
};

/**
 * Splits a text into the short messages that carry it, in order: a single one, or several joined by a user data header.
 * @param from - a number in E.164, a code or a sender name
 * @param to - likewise
 * @param reference - 0–255, used only by a text of several parts; texts in progress to one number must differ in it
 * @throws RangeError if an address cannot be written or the text needs more than 255 parts
 */
export function shortMessages(message: { from: string; to: string; text: string; reference: number }): ShortMessage[] {
  const source = toAddress(message.from);
  const destination = toAddress(message.to);
  const { encoding, parts } = segment(message.text);
  if (parts.length > MAX_PARTS) {
    throw new RangeError(`The text needs ${parts.length} parts; the header that joins them counts to ${MAX_PARTS}.`);
  }
  return parts.map((part, index) => ({
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.address,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.address,
    data_coding: DATA_CODING[encoding],
    ...payload(part, encoding, { reference: message.reference, total: parts.length, sequence: index + 1 }),
  }));
}

function payload(
  part: string,
  encoding: SmsEncoding,
  position: { reference: number; total: number; sequence: number },
): Pick<ShortMessage, 'esm_class' | 'short_message'> {
  const octets = encodeOctets(part, encoding);
  if (position.total === 1) return { esm_class: 0, short_message: octets };
  return { esm_class: UDH_INDICATOR, short_message: Buffer.concat([concatenationHeader(position), octets]) };
}
