import { Injectable, type OnModuleInit } from '@nestjs/common';
import { STATUS } from '@stopsms/smpp';
import { Deliver } from '../deliveries/deliver';
import { type Attempt, type Delivery, type DeliveryChannel, MAX_ATTEMPT_MS } from '../deliveries/delivery';
import { receiptFields, replyFields } from './deliver-fields';
import type { Esme } from './esme';
import { Sessions } from './sessions';

/**
 * A busy system answers late. While its session is alive it has the PDU, so a repetition within this time would be a second delivery; it
 * keeps its room in the window. The end of the session ends the wait.
 */
const ANSWER_WITHIN_MS = MAX_ATTEMPT_MS;
/** The system will never take it (SMPP 3.4 5.1.3): ESME_RX_P_APPN and ESME_RX_R_APPN. */
const REFUSED: readonly number[] = [STATUS.ESME_RX_P_APPN, 0x66];

/** Sends receipts and replies as `deliver_sm` to whichever receiver of the account has most room. */
@Injectable()
export class SmppChannel implements DeliveryChannel, OnModuleInit {
  readonly door = 'smpp';

  constructor(
    private readonly sessions: Sessions,
    private readonly deliverer: Deliver,
  ) {}

  onModuleInit(): void {
    this.deliverer.register(this);
  }

  capacity(): ReadonlyMap<string, number> {
    const windows = new Map<string, number>();
    for (const esme of this.sessions.receivers()) {
      const { id, smpp } = esme.account ?? {};
      if (id === undefined || smpp === undefined) continue;
      windows.set(id, (windows.get(id) ?? 0) + smpp.window);
    }
    return windows;
  }

  async deliver(delivery: Delivery): Promise<Attempt> {
    const esme = this.receiverOf(delivery.account);
    if (!esme?.account) return 'later';
    const { content } = delivery;
    const short =
      content.kind === 'receipt' ? receiptFields(content) : [replyFields(content, esme.account.smpp.defaultAlphabet)];
    const replies = await Promise.all(short.map((fields) => esme.deliver(fields, ANSWER_WITHIN_MS)));
    const statuses = replies.map((reply) => (reply.kind === 'answered' ? reply.pdu.command_status : undefined));
    if (statuses.every((status) => status === STATUS.ESME_ROK)) return 'delivered';
    return statuses.some((status) => status !== undefined && REFUSED.includes(status)) ? 'refused' : 'later';
  }

  private receiverOf(account: string): Esme | undefined {
    const [first, ...others] = this.sessions.receivers().filter((esme) => esme.account?.id === account);
    return others.reduce((best, esme) => (best && esme.unanswered < best.unanswered ? esme : best), first);
  }
}
