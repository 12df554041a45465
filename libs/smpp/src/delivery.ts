import type { PDU } from 'smpp';
import { fromAddress } from './address';
import { OVH_TAGS, vendorTlv } from './hardened-smpp';
import { decodeOctets, wellFormed } from './octets';
import { type Receipt, isReceiptText, readReceipt } from './receipt';
import { type Concatenation, UDH_INDICATOR, isConcatenation, splitHeader } from './user-data-header';

/** Bits of `esm_class` with the type of a delivery, and the two types of receipts (SMPP 3.4 5.2.12). */
const MESSAGE_TYPE = 0x3c;
const RECEIPT_TYPES = [0x04, 0x20];

/** An MO, or one part of it. */
export interface MoDelivery {
  kind: 'mo';
  /** E.164 with plus if the operator sends the type of number; see `fromAddress`. */
  from: string;
  /** The code or number that was texted. */
  to: string;
  text: string;
  /** Present on a part of a longer text: the caller joins them by `from`, `to` and `reference`. */
  part?: Concatenation;
  /** The same each time the operator sends this again: TLV 0x1402. Absent if it gives none. */
  dedupeId?: string;
}

export interface ReceiptDelivery {
  kind: 'receipt';
  /** The handset the receipt is about. */
  from: string;
  to: string;
  receipt: Receipt;
  /** True if only the form of its text marks it: a person can type that, so it may only be trusted for that handset. */
  byFormAlone?: boolean;
  /** TLV 0x1401, as above. */
  dedupeId?: string;
}

export type Delivery = MoDelivery | ReceiptDelivery;

type Ends = Pick<Delivery, 'from' | 'to'>;
type ShortText = Pick<MoDelivery, 'text' | 'part'>;

/** Reads a `deliver_sm` or `data_sm`; undefined if it has no addresses or could not be parsed. */
export function readDelivery(pdu: PDU): Delivery | undefined {
  const { malformed, source_addr, destination_addr } = pdu;
  if (malformed || typeof source_addr !== 'string' || typeof destination_addr !== 'string') return undefined;
  const ends = {
    from: fromAddress({ ton: Number(pdu['source_addr_ton']), address: source_addr }),
    to: fromAddress({ ton: Number(pdu['dest_addr_ton']), address: destination_addr }),
  };
  const message = readShortMessage(pdu);
  if (isMarkedReceipt(pdu)) return receiptOf(pdu, message.text, ends);
  // Some operators do not mark them, and the advert quoted in such a text says STOP.
  if (message.part === undefined && isReceiptText(message.text))
    return { ...receiptOf(pdu, message.text, ends), byFormAlone: true };
  return { kind: 'mo', ...ends, ...message, ...dedupe(pdu, OVH_TAGS.incomingId) };
}

/**
 * Returns text and part of any short message, `submit_sm` too; a long one and any `data_sm` has it in `message_payload`
 * instead.
 */
export function readShortMessage(pdu: PDU): ShortText {
  const shortMessage = octetsOf(pdu['short_message']);
  const octets = shortMessage.length > 0 ? shortMessage : octetsOf(pdu['message_payload']);
  const dataCoding = Number(pdu['data_coding'] ?? 0);
  const hasHeader = (Number(pdu['esm_class']) & UDH_INDICATOR) !== 0;
  const { body, part = sarPart(pdu) } = hasHeader ? splitHeader(octets) : { body: octets };
  const text = decodeOctets(body, dataCoding);
  return part ? { text, part } : { text: wellFormed(text) };
}

function isMarkedReceipt(pdu: PDU): boolean {
  return (
    RECEIPT_TYPES.includes(Number(pdu['esm_class']) & MESSAGE_TYPE) || typeof pdu['receipted_message_id'] === 'string'
  );
}

function receiptOf(pdu: PDU, text: string, ends: Ends): ReceiptDelivery {
  const { receipted_message_id, message_state, network_error_code } = pdu;
  const receipt = readReceipt(text, {
    receiptedMessageId: typeof receipted_message_id === 'string' ? receipted_message_id : undefined,
    messageState: typeof message_state === 'number' ? message_state : undefined,
    networkError: Buffer.isBuffer(network_error_code) ? network_error_code : undefined,
  });
  return { kind: 'receipt', ...ends, receipt, ...dedupe(pdu, OVH_TAGS.outgoingId) };
}

function dedupe(pdu: PDU, tag: number): { dedupeId?: string } {
  const [id = ''] = vendorTlv(pdu, tag)?.toString('latin1').split('\0', 1) ?? [];
  return id === '' ? {} : { dedupeId: id };
}

function sarPart(pdu: PDU): Concatenation | undefined {
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: sequence } = pdu;
  if (typeof reference !== 'number' || typeof total !== 'number' || typeof sequence !== 'number') return undefined;
  const part = { reference, total, sequence };
  return isConcatenation(part) ? part : undefined;
}

function octetsOf(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}
