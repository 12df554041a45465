import { Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Accounts } from '../accounts/accounts';
import { AddDeliveries, type NewDelivery } from '../deliveries/add-deliveries';
import { doorsOf } from '../deliveries/delivery';
import { FORWARDED, REPLY_TEXTS_SQL } from './reply-texts.store';

/**
 * Queues replies for the accounts of the advertisers that they were attributed to, and for nobody else: at a shared code, a text may be
 * for another advertiser. A reply that is read again is not queued again, also after it was delivered.
 */
@Injectable()
export class ForwardReplies {
  constructor(
    private readonly accounts: Accounts,
    private readonly database: Database,
    private readonly addDeliveries: AddDeliveries,
  ) {}

  async execute(replies: readonly Reply[]): Promise<void> {
    const meant = replies.flatMap((reply) => {
      const accounts = isForwarded(reply)
        ? reply.advertisers
            .flatMap(({ advertiserId }) => this.accounts.ofAdvertiser(advertiserId))
            .filter(({ takesReplies }) => takesReplies)
        : [];
      return accounts.length > 0 ? [{ moId: moIdOf(reply), accounts }] : [];
    });
    if (meant.length === 0) return;
    await this.database.run(async (tx) => {
      const found = await tx.query(REPLY_TEXTS_SQL.find, [meant.map(({ moId }) => moId)]);
      const texts = new Map(found.map((row) => [row.moId, row]));
      const deliveries = meant.flatMap(({ moId, accounts }) => {
        const text = texts.get(moId);
        if (!text) return [];
        const content = {
          ...{ kind: 'reply' as const, replyId: moId, from: text.msisdn, to: text.code },
          ...{ text: text.whole ?? text.text, receivedAt: text.receivedAt.getTime() },
        };
        return accounts.flatMap((account) =>
          doorsOf(account).map((door) => {
            const id = deterministicId('reply', moId, account.id, door);
            const delivery: NewDelivery = {
              ...{ id, account: account.id, door, recipientKey: text.recipientKey, content },
            };
            return { moId, deliveryId: id, delivery };
          }),
        );
      });
      const forwarded = await tx.query(REPLY_TEXTS_SQL.forward, FORWARDED.of(deliveries));
      const isNew = new Set(forwarded.map(({ deliveryId }) => deliveryId));
      await this.addDeliveries.execute(
        tx,
        deliveries.flatMap(({ delivery }) => (isNew.has(delivery.id) ? [delivery] : [])),
      );
    });
  }
}

const isForwarded = ({ channel, attributed, breach }: Reply): boolean =>
  channel === 'sms' && attributed && breach === undefined;

/** A decision of a person has an id of its own; the text is that of the reply that waited. */
const moIdOf = ({ replyId, decided }: Reply): string => decided?.replyId ?? replyId;
