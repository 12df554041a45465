/** Counts of one kind of delivery. */
interface DeliveryCounts {
  /** MOs or receipts sent at least once. */
  sent: number;
  acknowledged: number;
  /** Times one was sent again because the answer was not ROK, late or lost. */
  retried: number;
  /** Times one was sent again though acknowledged. */
  repeated: number;
  /** Not acknowledged yet, sent or not. */
  queued: number;
}

/** Counts since the start. */
export class Statistics {
  submits = 0;
  accepted = 0;
  /** Number of rejections by status, e.g. `0x58`. */
  readonly rejected: Record<string, number> = {};
  /** Accepted but left without a response. */
  unanswered = 0;
  /** Texts shown by handsets. */
  messages = 0;
  /** Parts that reached a handset. */
  parts = 0;
  readonly receipts: DeliveryCounts = noDeliveries();
  readonly mos: DeliveryCounts = noDeliveries();
  /** Receipts given up because too many waited. */
  receiptsForgotten = 0;
  bindsRefused = 0;
  /** Messages that a vendor's API got again under a reference that it had taken: a second text to the person. */
  repeatedReferences = 0;

  reject(status: number): void {
    const name = `0x${status.toString(16).padStart(2, '0')}`;
    this.rejected[name] = (this.rejected[name] ?? 0) + 1;
  }
}

function noDeliveries(): DeliveryCounts {
  return { sent: 0, acknowledged: 0, retried: 0, repeated: 0, queued: 0 };
}
