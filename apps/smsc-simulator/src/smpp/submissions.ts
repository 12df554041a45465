import type { Clock } from '@stopsms/kernel';
import { DATA_CODING, type PDU, STATUS, fromAddress, parseTime, readShortMessage } from '@stopsms/smpp';
import { type Behaviour, type Random, failureOf, refusalOf } from '../domain/behaviour';
import type { Handsets } from '../domain/handsets';
import type { Ids } from '../domain/ids';
import { type Part, Reassembly } from '../domain/reassembly';
import type { Statistics } from '../domain/statistics';
import type { Peer } from './peer';
import type { Outcome, Receipts } from './receipts';

/** The bits of `registered_delivery` that ask for a final receipt. */
const FINAL_RECEIPT_BITS = 0x03;

/** Takes each `submit_sm`, shows complete texts on their handset, and answers as the behaviour says. */
export class Submissions {
  private readonly reassembly = new Reassembly();

  constructor(
    private readonly handsets: Handsets,
    private readonly receipts: Receipts,
    private readonly behaviour: () => Behaviour,
    private readonly statistics: Statistics,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  async take(peer: Peer, pdu: PDU): Promise<void> {
    this.statistics.submits += 1;
    peer.submits += 1;
    const status = this.refusal(peer, pdu);
    if (status !== STATUS.ESME_ROK) {
      this.statistics.reject(status);
      return this.respond(() => peer.refuse(pdu, status));
    }
    this.statistics.accepted += 1;
    const outcome = this.accept(pdu);
    const { receiptBeforeResponse } = this.behaviour();
    if (receiptBeforeResponse) await this.receipts.sendNow(outcome);
    this.answer(peer, pdu, outcome.messageId);
    if (!receiptBeforeResponse) this.receipts.sendLater(outcome);
  }

  private refusal(peer: Peer, pdu: PDU): number {
    if (!peer.maySubmit) return STATUS.ESME_RINVBNDSTS;
    if (pdu['malformed'] || !Buffer.isBuffer(pdu['short_message'])) return STATUS.ESME_RINVMSGLEN;
    if (!recipientOf(pdu).startsWith('+')) return STATUS.ESME_RINVDSTADR;
    return refusalOf(this.behaviour(), this.random);
  }

  private accept(pdu: PDU): Outcome {
    const { text, part: place } = readShortMessage(pdu);
    const addresses = addressesOf(pdu);
    const from = fromAddress({ ton: addresses.source_addr_ton, address: addresses.source_addr });
    const to = recipientOf(pdu);
    const messageId = this.ids.next();
    const failure = failureOf(this.behaviour(), to, this.random);
    const submittedAt = this.clock.now();
    if (!failure) this.show({ from, to, text, messageId, ...(place && { place }) }, pdu, submittedAt);
    const asked = Number(pdu['registered_delivery']) & FINAL_RECEIPT_BITS;
    return { messageId, asked, addresses, text, submittedAt, failure };
  }

  private show(part: Part, pdu: PDU, at: number): void {
    this.statistics.parts += 1;
    const parts = this.reassembly.add(part);
    if (!parts) return;
    this.statistics.messages += 1;
    const partIds = parts.map(({ messageId }) => messageId);
    const validUntil = parseTime(String(pdu['validity_period']), at);
    this.handsets.show({
      to: part.to,
      from: part.from,
      text: parts.map(({ text }) => text).join(''),
      at,
      messageId: partIds[0] ?? part.messageId,
      partIds,
      encoding: encodingOf(Number(pdu['data_coding'])),
      ...(validUntil !== undefined && { validUntil }),
    });
  }

  private answer(peer: Peer, pdu: PDU, messageId: string): void {
    const { dropConnectionAfter, noResponseRate } = this.behaviour();
    if (dropConnectionAfter !== null && peer.submits >= dropConnectionAfter) {
      this.statistics.unanswered += 1;
      return peer.drop();
    }
    if (this.random() < noResponseRate) {
      this.statistics.unanswered += 1;
      return;
    }
    this.respond(() => peer.accept(pdu, { message_id: messageId }));
  }

  private respond(write: () => void): void {
    const { submitDelayMs } = this.behaviour();
    if (submitDelayMs === 0) write();
    else setTimeout(write, submitDelayMs).unref();
  }
}

function addressesOf(pdu: PDU): Outcome['addresses'] {
  return {
    source_addr_ton: Number(pdu['source_addr_ton']),
    source_addr_npi: Number(pdu['source_addr_npi']),
    source_addr: String(pdu['source_addr']),
    dest_addr_ton: Number(pdu['dest_addr_ton']),
    dest_addr_npi: Number(pdu['dest_addr_npi']),
    destination_addr: String(pdu['destination_addr']),
  };
}

function encodingOf(dataCoding: number): string {
  if (dataCoding === DATA_CODING['GSM-7']) return 'GSM-7';
  return dataCoding === DATA_CODING['UCS-2'] ? 'UCS-2' : `data_coding ${dataCoding}`;
}

function recipientOf(pdu: PDU): string {
  return fromAddress({ ton: Number(pdu['dest_addr_ton']), address: String(pdu['destination_addr'] ?? '') });
}
