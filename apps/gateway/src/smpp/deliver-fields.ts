import { segment } from '@stopsms/kernel';
import { DATA_CODING, encodeOctets, messageStateOf, receiptText, toAddress } from '@stopsms/smpp';
import type { DefaultAlphabet } from '../accounts/account';
import type { ReceiptContent, ReplyContent } from '../deliveries/delivery';
import { type SmppEnvelope, isAsked } from './envelope';
import { errorOf, stateOf } from './receipt-errors';

type Fields = Record<string, unknown>;

/** `esm_class` of a receipt (SMPP 3.4 5.2.12). */
const RECEIPT = 0x04;
/** Longest `short_message`. */
const MAX_SHORT = 254;

/** Fields of the `deliver_sm` of each part that asked for this outcome. */
export function receiptFields(content: ReceiptContent): Fields[] {
  const { addresses, parts } = content.envelope as SmppEnvelope;
  const state = stateOf(content);
  const { submittedAt, at: doneAt, code = '' } = content;
  return parts
    .filter(({ registered }) => isAsked(registered, state === 'DELIVRD'))
    .map(({ id }) => {
      // Written like ASCII and GSM-7 alike: they differ in the underscore.
      const reason = code.replaceAll('_', '-');
      const text = receiptText({ messageId: id, state, error: errorOf(content), submittedAt, doneAt, text: reason });
      return {
        source_addr_ton: addresses.destinationTon,
        source_addr_npi: addresses.destinationNpi,
        source_addr: addresses.destination,
        dest_addr_ton: addresses.sourceTon,
        dest_addr_npi: addresses.sourceNpi,
        destination_addr: addresses.source,
        esm_class: RECEIPT,
        data_coding: 0,
        short_message: Buffer.from(text, 'latin1'),
        receipted_message_id: id,
        message_state: messageStateOf(state),
      };
    });
}

/** Fields of the `deliver_sm` of a reply: one, with a long text in `message_payload`. */
export function replyFields({ from, to, text }: ReplyContent, alphabet: DefaultAlphabet): Fields {
  const encoding = alphabet === 'gsm7' ? segment(text).encoding : 'UCS-2';
  const octets = encodeOctets(text, encoding);
  const [source, destination] = [toAddress(from), toAddress(to)];
  return {
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.address,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.address,
    esm_class: 0,
    data_coding: DATA_CODING[encoding],
    ...(octets.length <= MAX_SHORT
      ? { short_message: octets }
      : { short_message: Buffer.alloc(0), message_payload: octets }),
  };
}
