import { DATA_CODING, type PDU, fromAddress, parseTime, readShortMessage } from '@stopsms/smpp';
import type { Failure } from '../domain/behaviour';
import type { Part } from '../domain/reassembly';

/** The bits of `registered_delivery` that ask for a final receipt. */
const FINAL_RECEIPT_BITS = 0x03;

/** One part that was taken. */
export interface Submission {
  messageId: string;
  /** Bits 0 and 1 of its `registered_delivery`. */
  asked: number;
  /** The addresses of the submit, which the receipt turns round. */
  addresses: {
    source_addr_ton: number;
    source_addr_npi: number;
    source_addr: string;
    dest_addr_ton: number;
    dest_addr_npi: number;
    destination_addr: string;
  };
  text: string;
  /** Absent on a text of one part. */
  position?: Part['position'];
  /** `GSM-7`, `UCS-2`, or the `data_coding` that was neither. */
  encoding: string;
  submittedAt: number;
  /** Epoch milliseconds after which the operator would have given up; absent if the sender set none. */
  validUntil?: number;
  /** Reason why it does not reach the handset; absent if it does. */
  failure?: Failure;
}

export function readSubmission(
  pdu: PDU,
  { messageId, submittedAt, failure }: { messageId: string; submittedAt: number; failure: Failure | undefined },
): Submission {
  const { text, part: position } = readShortMessage(pdu);
  const validUntil = parseTime(String(pdu['validity_period']), submittedAt);
  return {
    messageId,
    asked: Number(pdu['registered_delivery']) & FINAL_RECEIPT_BITS,
    addresses: {
      source_addr_ton: Number(pdu['source_addr_ton']),
      source_addr_npi: Number(pdu['source_addr_npi']),
      source_addr: String(pdu['source_addr']),
      dest_addr_ton: Number(pdu['dest_addr_ton']),
      dest_addr_npi: Number(pdu['dest_addr_npi']),
      destination_addr: String(pdu['destination_addr']),
    },
    text,
    ...(position && { position }),
    encoding: encodingOf(Number(pdu['data_coding'])),
    submittedAt,
    ...(validUntil !== undefined && { validUntil }),
    ...(failure && { failure }),
  };
}

export const senderOf = ({ addresses }: Submission): string =>
  fromAddress({ ton: addresses.source_addr_ton, address: addresses.source_addr });

export const recipientOf = ({ addresses }: Submission): string =>
  fromAddress({ ton: addresses.dest_addr_ton, address: addresses.destination_addr });

function encodingOf(dataCoding: number): string {
  if (dataCoding === DATA_CODING['GSM-7']) return 'GSM-7';
  return dataCoding === DATA_CODING['UCS-2'] ? 'UCS-2' : `data_coding ${dataCoding}`;
}
