import { type Result, ok, refused } from '@stopsms/kernel';
import {
  type Concatenation,
  type PDU,
  STATUS,
  UDH_INDICATOR,
  fromAddress,
  parseTime,
  splitHeader,
  vendorTlv,
} from '@stopsms/smpp';
import type { Account, Category, SmppAccount } from '../accounts/account';
import { type Octets, isText } from './decode-text';
import type { Addresses } from './envelope';

/** Short message as it was submitted: a text, or a part of one. */
export interface ShortSubmit extends Octets {
  /** E.164, or national as the system wrote it. */
  to: string;
  sender?: string;
  part?: Concatenation;
  /** Receipts that it asked for: 0 none, 1 any, 2 a failure, 3 a success. */
  registered: number;
  category?: Category;
  notBefore?: number;
  expiresAt?: number;
  addresses: Addresses;
}

type Status = { code: string; status: number };
type Read = Result<ShortSubmit, Status>;

/** Messaging modes of `esm_class` other than store and forward, and types other than a plain message (SMPP 3.4 5.2.12). */
const FORWARD_MODES = [0x01, 0x02];
const MESSAGE_TYPE = 0x3c;
/** Octets of `short_message`. Each part rewrites the row of its text: larger ones, of `message_payload`, would make that megabytes. */
const MAX_PART_OCTETS = 254;
const MAX_AHEAD_MS = 30 * 24 * 3_600_000;
/** Values of the TLV: an octet, or text, which is all that some systems can write. */
const CATEGORIES: Readonly<Record<string, Category>> = {
  '\u0001': 'marketing',
  '1': 'marketing',
  marketing: 'marketing',
  '\u0002': 'informative',
  '2': 'informative',
  informative: 'informative',
};

/**
 * Reads a `submit_sm`. Options that the platform does not have are refused at once.
 * @param now - epoch ms
 */
export function readSubmit(pdu: PDU, account: Account & { smpp: SmppAccount }, now: number): Read {
  const octets = octetsOf(pdu);
  if (pdu['malformed'] || !octets) return refusal('ESME_RINVMSGLEN');
  const esmClass = Number(pdu['esm_class']);
  if (FORWARD_MODES.includes(esmClass & 0x03) || (esmClass & MESSAGE_TYPE) !== 0) return refusal('ESME_RINVESMCLASS');
  if (Number(pdu['replace_if_present_flag']) !== 0) return refusal('ESME_RINVREPFLAG');
  if (Number(pdu['sm_default_msg_id']) !== 0) return refusal('ESME_RINVDFTMSGID');
  const addresses = addressesOf(pdu);
  const to = fromAddress({ ton: addresses.destinationTon, address: addresses.destination });
  if (to === '') return refusal('ESME_RINVDSTADR');
  const dataCoding = Number(pdu['data_coding']);
  const { part, body } = partOf(pdu, octets, esmClass);
  if (!isText(dataCoding)) return refusal('ESME_RSUBMITFAIL');
  if (body.length === 0) return refusal('ESME_RINVMSGLEN');
  if (part && part.total > 1 && body.length > MAX_PART_OCTETS) return refusal('ESME_RINVMSGLEN');
  const times = timesOf(pdu, now);
  if (!times.ok) return times;
  const category = categoryOf(pdu, account.smpp.categoryTlv);
  if (!category.ok) return category;
  const sender = fromAddress({ ton: addresses.sourceTon, address: addresses.source });
  return ok({
    ...{ to, dataCoding, octets: body, registered: Number(pdu['registered_delivery']) & 0x03, addresses },
    ...times.value,
    ...category.value,
    ...(sender !== '' && { sender }),
    ...(part && part.total > 1 && { part }),
  });
}

const refusal = (code: keyof typeof STATUS) => refused({ code, status: STATUS[code] });

/** `short_message`, or `message_payload` where that is empty; undefined if neither was there. */
function octetsOf(pdu: PDU): Buffer | undefined {
  const { short_message: short, message_payload: payload } = pdu;
  if (Buffer.isBuffer(short) && short.length > 0) return Buffer.isBuffer(payload) ? undefined : short;
  if (Buffer.isBuffer(payload)) return payload;
  return Buffer.isBuffer(short) ? short : undefined;
}

function partOf(pdu: PDU, octets: Buffer, esmClass: number): { part?: Concatenation; body: Buffer } {
  if ((esmClass & UDH_INDICATOR) !== 0) return splitHeader(octets);
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: sequence } = pdu;
  if (typeof reference !== 'number' || typeof total !== 'number' || typeof sequence !== 'number')
    return { body: octets };
  return sequence >= 1 && sequence <= total ? { part: { reference, total, sequence }, body: octets } : { body: octets };
}

function timesOf(pdu: PDU, now: number): Result<Pick<ShortSubmit, 'notBefore' | 'expiresAt'>, Status> {
  const schedule = String(pdu['schedule_delivery_time'] ?? '');
  const validity = String(pdu['validity_period'] ?? '');
  const notBefore = schedule === '' ? undefined : parseTime(schedule, now);
  const expiresAt = validity === '' ? undefined : parseTime(validity, now);
  if (schedule !== '' && (notBefore === undefined || notBefore > now + MAX_AHEAD_MS)) return refusal('ESME_RINVSCHED');
  if (validity !== '' && (expiresAt === undefined || expiresAt <= Math.max(now, notBefore ?? 0))) {
    return refusal('ESME_RINVEXPIRY');
  }
  return ok({ ...(notBefore !== undefined && { notBefore }), ...(expiresAt !== undefined && { expiresAt }) });
}

/** A TLV with another value is refused: an advert must not be sent as informative, nor an informative message held like an advert. */
function categoryOf(pdu: PDU, tag: number | undefined): Result<Pick<ShortSubmit, 'category'>, Status> {
  const value = tag === undefined ? undefined : vendorTlv(pdu, tag);
  if (!value) return ok({});
  const text = value.toString('latin1').replace(/\0$/, '');
  const category = Object.hasOwn(CATEGORIES, text) ? CATEGORIES[text] : undefined;
  return category ? ok({ category }) : refusal('ESME_RSUBMITFAIL');
}

const addressesOf = (pdu: PDU): Addresses => ({
  sourceTon: Number(pdu['source_addr_ton'] ?? 0),
  sourceNpi: Number(pdu['source_addr_npi'] ?? 0),
  source: String(pdu['source_addr'] ?? ''),
  destinationTon: Number(pdu['dest_addr_ton'] ?? 0),
  destinationNpi: Number(pdu['dest_addr_npi'] ?? 0),
  destination: String(pdu['destination_addr'] ?? ''),
});
