import type { Clock } from '@stopsms/kernel';
import { type PDU, STATUS, fromAddress } from '@stopsms/smpp';
import { type Behaviour, type Random, failureOf, refusalOf } from '../domain/behaviour';
import type { Handsets } from '../domain/handsets';
import type { Ids } from '../domain/ids';
import { Reassembly } from '../domain/reassembly';
import type { Statistics } from '../domain/statistics';
import type { Journal } from '../state/journal';
import type { Peer } from './peer';
import type { Receipts } from './receipts';
import { type Submission, readSubmission, recipientOf, senderOf } from '../state/submission';

/** Takes each `submit_sm`, shows complete texts on their handset, and answers as the behaviour says. */
export class Submissions {
  private readonly reassembly = new Reassembly();
  /** Responses to write once they are no longer withheld. */
  private readonly withheld: (() => void)[] = [];

  constructor(
    private readonly handsets: Handsets,
    private readonly receipts: Receipts,
    private readonly behaviour: () => Behaviour,
    private readonly statistics: Statistics,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly journal: Journal | undefined,
  ) {}

  async take(peer: Peer, pdu: PDU): Promise<void> {
    this.statistics.submits += 1;
    peer.submits += 1;
    const status = this.refusal(peer, pdu);
    if (status !== STATUS.ESME_ROK) {
      this.statistics.reject(status);
      return this.respond(() => peer.refuse(pdu, status));
    }
    const submission = this.read(pdu);
    if (this.journal) await this.journal.append({ kind: 'submit', ...submission });
    this.statistics.accepted += 1;
    this.show(submission);
    const { receiptBeforeResponse } = this.behaviour();
    if (receiptBeforeResponse) await this.receipts.sendNow(submission);
    this.answer(peer, pdu, submission.messageId);
    if (!receiptBeforeResponse) this.receipts.sendLater(submission);
  }

  /** Restores a submission of an earlier process. */
  recall(submission: Submission): void {
    if (!submission.failure) this.put(submission);
  }

  /** Writes withheld responses if the behaviour no longer withholds them. */
  release(): void {
    if (this.behaviour().withholdResponses) return;
    for (const write of this.withheld.splice(0)) write();
  }

  private refusal(peer: Peer, pdu: PDU): number {
    if (!peer.maySubmit) return STATUS.ESME_RINVBNDSTS;
    if (pdu['malformed'] || !Buffer.isBuffer(pdu['short_message'])) return STATUS.ESME_RINVMSGLEN;
    if (!destinationOf(pdu).startsWith('+')) return STATUS.ESME_RINVDSTADR;
    return refusalOf(this.behaviour(), this.random);
  }

  private read(pdu: PDU): Submission {
    const messageId = this.ids.next();
    const failure = failureOf(this.behaviour(), destinationOf(pdu), this.random);
    return readSubmission(pdu, { messageId, submittedAt: this.clock.now(), failure });
  }

  private show(submission: Submission): void {
    if (submission.failure) return;
    this.statistics.parts += 1;
    if (this.put(submission)) this.statistics.messages += 1;
  }

  /** @returns whether its text is complete now */
  private put(submission: Submission): boolean {
    const { messageId, text, position, encoding, submittedAt, validUntil } = submission;
    const [from, to] = [senderOf(submission), recipientOf(submission)];
    const parts = this.reassembly.add({ from, to, text, messageId, submittedAt, ...(position && { position }) });
    if (!parts) return false;
    const partIds = parts.map((part) => part.messageId);
    this.handsets.show({
      to,
      from,
      text: parts.map((part) => part.text).join(''),
      at: submittedAt,
      ...(parts.length > 1 && { begunAt: Math.min(...parts.map((part) => part.submittedAt)) }),
      messageId: partIds[0] ?? messageId,
      partIds,
      encoding,
      ...(validUntil !== undefined && { validUntil }),
    });
    return true;
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
    const { submitDelayMs, withholdResponses } = this.behaviour();
    if (withholdResponses) this.withheld.push(write);
    else if (submitDelayMs === 0) write();
    else setTimeout(write, submitDelayMs).unref();
  }
}

const destinationOf = (pdu: PDU): string =>
  fromAddress({ ton: Number(pdu['dest_addr_ton']), address: String(pdu['destination_addr'] ?? '') });
