import { type Clock, septetsAt } from '@stopsms/kernel';
import { encodeOctets, messageStateOf, receiptText } from '@stopsms/smpp';
import { type Behaviour, type Random, delayWithin } from '../domain/behaviour';
import type { Journal } from '../state/journal';
import type { DeliveryQueue } from './delivery-queue';
import type { Submission } from '../state/submission';

/** `esm_class` of a receipt (SMPP 3.4 5.2.12). */
const RECEIPT = 0x04;

const RESPONSE_WAITS_MS = 1_000;
const QUOTED_CHARACTERS = 20;

/** Sends the receipts that submits asked for. */
export class Receipts {
  constructor(
    private readonly queue: DeliveryQueue,
    private readonly behaviour: () => Behaviour,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly journal: Journal | undefined,
  ) {}

  sendLater(submission: Submission): void {
    if (!isAsked(submission)) return;
    const ms = delayWithin(this.behaviour().receiptDelayMs, this.random);
    setTimeout(() => this.queueUp(submission), ms).unref();
  }

  /** Resolves when the receipt is acknowledged, or after a second. */
  sendNow(submission: Submission): Promise<void> {
    if (!isAsked(submission)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, RESPONSE_WAITS_MS);
      this.queueUp(submission, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private queueUp(submission: Submission, onAcknowledged?: () => void): void {
    const { messageId } = submission;
    this.queue.add({
      kind: 'receipts',
      fields: this.fieldsOf(submission),
      onAcknowledged: () => {
        // Not awaited: a receipt without a stored acknowledgement is sent again.
        this.journal?.append({ kind: 'receipt-acknowledged', messageId }).catch(() => undefined);
        onAcknowledged?.();
      },
    });
  }

  private fieldsOf(submission: Submission): () => Record<string, unknown> {
    const { messageId, addresses, submittedAt, failure } = submission;
    const doneAt = this.clock.now();
    const state = failure?.stat ?? 'DELIVRD';
    const quoted = quote(submission.text);
    return () => {
      const text = receiptText({ messageId, state, error: failure?.err ?? '000', submittedAt, doneAt, text: quoted });
      return {
        source_addr_ton: addresses.dest_addr_ton,
        source_addr_npi: addresses.dest_addr_npi,
        source_addr: addresses.destination_addr,
        dest_addr_ton: addresses.source_addr_ton,
        dest_addr_npi: addresses.source_addr_npi,
        destination_addr: addresses.source_addr,
        esm_class: RECEIPT,
        data_coding: 0,
        short_message: encodeOctets(text, 'GSM-7'),
        receipted_message_id: messageId,
        message_state: messageStateOf(state),
        outgoing_id: `dlr-${messageId}`,
      };
    };
  }
}

/** The start of the text as far as GSM-7 can write it. */
function quote(text: string): string {
  return [...text.slice(0, QUOTED_CHARACTERS)].filter((char) => septetsAt(char, 0) > 0).join('');
}

/** 1 asks for any final receipt, 2 for failures, 3 for successes (SMPP 5.0 4.7.21). */
function isAsked({ asked, failure }: Submission): boolean {
  return asked === 1 || (asked === 2 && failure !== undefined) || (asked === 3 && failure === undefined);
}
