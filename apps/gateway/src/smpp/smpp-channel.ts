import { Injectable, type OnModuleInit } from '@nestjs/common';
import { STATUS } from '@stopsms/smpp';
import { Deliver } from '../deliveries/deliver';
import type { Attempt, Delivery, DeliveryChannel } from '../deliveries/delivery';
import { receiptFields, replyFields } from './deliver-fields';
import type { Esme } from './esme';
import { Sessions } from './sessions';

const ANSWER_WITHIN_MS = 30_000;
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
    const free = new Map<string, number>();
    for (const esme of this.sessions.receivers()) {
      const { id, smpp } = esme.account ?? {};
      if (id === undefined || smpp === undefined) continue;
      free.set(id, (free.get(id) ?? 0) + Math.max(0, smpp.window - esme.unanswered));
    }
    return free;
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
