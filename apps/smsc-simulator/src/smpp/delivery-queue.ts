import { PDU, STATUS } from '@stopsms/smpp';
import Denque from 'denque';
import { type Behaviour, type Random, retryDelay } from '../domain/behaviour';
import type { Statistics } from '../domain/statistics';
import type { Peer } from './peer';

interface Delivery {
  kind: 'mos' | 'receipts';
  /** The fields of the `deliver_sm`, the same at each attempt. Made when needed: many receipts may wait. */
  fields(): Record<string, unknown>;
  onSent?(): void;
  onAcknowledged?(): void;
}

interface Attempted {
  delivery: Delivery;
  attempts: number;
  isRepeat: boolean;
}

/**
 * MOs and receipts for bound receivers, which take turns. A delivery is sent again until it is acknowledged: a real operator
 * tries for days. First attempts keep their order; MOs do not wait behind receipts.
 */
export class DeliveryQueue {
  private readonly lanes = { mos: new Denque<Attempted>(), receipts: new Denque<Attempted>() };
  private readonly receivers: Peer[] = [];
  private turn = 0;
  private isClosed = false;

  constructor(
    private readonly behaviour: () => Behaviour,
    private readonly statistics: Statistics,
    private readonly random: Random,
    private readonly maxReceipts: number,
  ) {}

  add(delivery: Delivery): void {
    this.statistics[delivery.kind].queued += 1;
    this.enqueue({ delivery, attempts: 0, isRepeat: false });
  }

  addReceiver(peer: Peer): void {
    this.receivers.push(peer);
    this.pump();
  }

  removeReceiver(peer: Peer): void {
    const index = this.receivers.indexOf(peer);
    if (index >= 0) this.receivers.splice(index, 1);
  }

  close(): void {
    this.isClosed = true;
  }

  private enqueue(item: Attempted): void {
    this.lanes[item.delivery.kind].push(item);
    if (this.lanes.receipts.length > this.maxReceipts) this.forgetOldestReceipt();
    this.pump();
  }

  private pump(): void {
    while (!this.isClosed && this.lanes.mos.length + this.lanes.receipts.length > 0) {
      const peer = this.nextReceiver();
      if (!peer) return;
      const item = this.lanes.mos.shift() ?? this.lanes.receipts.shift();
      if (item) void this.send(item, peer);
    }
  }

  private nextReceiver(): Peer | undefined {
    const { deliverWindow } = this.behaviour();
    for (let tried = 0; tried < this.receivers.length; tried += 1) {
      this.turn = (this.turn + 1) % this.receivers.length;
      const peer = this.receivers[this.turn];
      if (peer && peer.unanswered < deliverWindow) return peer;
    }
    return undefined;
  }

  private async send(item: Attempted, peer: Peer): Promise<void> {
    const { delivery } = item;
    this.count(item);
    item.attempts += 1;
    delivery.onSent?.();
    const reply = await peer.deliver(new PDU('deliver_sm', delivery.fields()), this.behaviour().deliverTimeoutMs);
    const isAcknowledged = reply.kind === 'answered' && reply.pdu.command_status === STATUS.ESME_ROK;
    if (isAcknowledged) this.acknowledge(item);
    else if (!item.isRepeat) this.retry(item);
    this.pump();
  }

  private count({ delivery, attempts, isRepeat }: Attempted): void {
    const counts = this.statistics[delivery.kind];
    if (isRepeat) counts.repeated += 1;
    else if (attempts === 0) counts.sent += 1;
    else counts.retried += 1;
  }

  private acknowledge({ delivery, isRepeat }: Attempted): void {
    if (isRepeat) return;
    const counts = this.statistics[delivery.kind];
    counts.acknowledged += 1;
    counts.queued -= 1;
    delivery.onAcknowledged?.();
    if (this.random() < this.behaviour().repeatDeliverRate) this.enqueue({ delivery, attempts: 1, isRepeat: true });
  }

  private retry(item: Attempted): void {
    const ms = retryDelay(this.behaviour().retryDelayMs, item.attempts);
    setTimeout(() => this.enqueue(item), ms).unref();
  }

  private forgetOldestReceipt(): void {
    this.lanes.receipts.shift();
    this.statistics.receipts.queued -= 1;
    this.statistics.receiptsForgotten += 1;
  }
}
