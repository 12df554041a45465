import type { PDU } from 'smpp';
import { type Delivery, readDelivery } from './delivery';
import type { Link } from './link';
import { Outstanding } from './outstanding';
import { STATUS } from './status';

/** Rejection of a delivery that the operator must not retry. */
export class RefusedForGood extends Error {}

/**
 * Resolves when the delivery is durable, rejects when it is not: the operator keeps it and retries, unless the error is
 * `RefusedForGood`.
 */
export type DeliveryHandler = (delivery: Delivery) => Promise<void>;

/** Responds to each `deliver_sm` and `data_sm` according to its handler: an acknowledged delivery is never sent again. */
export class DeliveryDesk {
  private readonly inHand = new Outstanding();
  private handler: DeliveryHandler | undefined;

  constructor(
    private readonly limit: number,
    private readonly onFault: (error: Error) => void,
  ) {}

  handleWith(handler: DeliveryHandler | undefined): void {
    this.handler = handler;
  }

  /** Resolves once each accepted delivery has its response. */
  answered(): Promise<void> {
    return this.inHand.none();
  }

  take(link: Link, pdu: PDU): void {
    const { handler } = this;
    if (!handler || this.inHand.count >= this.limit) return link.answer(pdu, STATUS.ESME_RX_T_APPN);
    const delivery = readDelivery(pdu);
    if (!delivery) {
      this.onFault(
        new Error(`A ${pdu.command} could not be read and was refused for good: ask the operator for its octets.`),
      );
      return link.answer(pdu, STATUS.ESME_RX_P_APPN);
    }
    void this.inHand.during(async () => link.answer(pdu, await this.statusAfter(handler, delivery)));
  }

  private async statusAfter(handler: DeliveryHandler, delivery: Delivery): Promise<number> {
    try {
      await handler(delivery);
      return STATUS.ESME_ROK;
    } catch (error) {
      if (error instanceof RefusedForGood) return STATUS.ESME_RX_P_APPN;
      this.onFault(error instanceof Error ? error : new Error(String(error)));
      return STATUS.ESME_RX_T_APPN;
    }
  }
}
