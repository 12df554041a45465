import { Injectable } from '@nestjs/common';
import type { GatewayReply } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { wellFormed } from '@stopsms/smpp';
import { Accounts } from '../accounts/accounts';
import { AddDeliveries, type NewDelivery } from '../deliveries/add-deliveries';
import { doorsOf } from '../deliveries/delivery';
import { QUEUED, REPLIES_SQL } from './replies.store';

interface KeyedReply {
  /** Recipient key. */
  key: string;
  value: GatewayReply;
}

/** Queues replies for the accounts of their advertisers. A reply that is read again is not queued again, also after it was delivered. */
@Injectable()
export class ForwardReplies {
  constructor(
    private readonly accounts: Accounts,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly addDeliveries: AddDeliveries,
  ) {}

  async execute(replies: readonly KeyedReply[]): Promise<void> {
    const deliveries = replies.flatMap((each) => this.deliveriesOf(each));
    if (deliveries.length === 0) return;
    await this.database.run(async (tx) => {
      const queued = await tx.query(REPLIES_SQL.queue, [...QUEUED.of(deliveries, toRow), this.clock.now()]);
      const isNew = new Set(queued.map(({ deliveryId }) => deliveryId));
      await this.addDeliveries.execute(
        tx,
        deliveries.filter(({ id }) => isNew.has(id)),
      );
    });
  }

  private deliveriesOf({ key: recipientKey, value: { replyId, reply } }: KeyedReply): NewDelivery[] {
    if (!reply) return [];
    const { msisdn: from, code: to, text, advertiserIds, receivedAt } = reply;
    const content = {
      ...{ kind: 'reply' as const, replyId, from, to, receivedAt },
      text: wellFormed(text.replaceAll('\0', '')),
    };
    return advertiserIds
      .flatMap((id) => this.accounts.ofAdvertiser(id))
      .filter(({ takesReplies }) => takesReplies)
      .flatMap((account) =>
        doorsOf(account).map((door) => ({
          ...{ id: deterministicId('reply', replyId, account.id, door), account: account.id, door },
          ...{ recipientKey, content },
        })),
      );
  }
}

const toRow = ({ id }: NewDelivery) => ({ deliveryId: id });
