import { Injectable } from '@nestjs/common';
import { Clock, type Phone, RecipientKeys, type Result, ok, refused } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { MESSAGES_SQL } from './messages.store';
import { openness, progressOf } from './message-progress.rule';
import { type SmsRequested, requestRecord, smsRequested } from '../produces/sms.requested.v1';
import { bodyHash } from '../http-parts/answer-once';

export type MessageRequest = Omit<SmsRequested, 'to' | 'country'> & { to: Phone };

interface IdTaken {
  code: 'message-id-taken';
}

/** Accepts one SMS: its row and its request in one transaction. The same request again is accepted again, and is one SMS. */
@Injectable()
export class RequestMessage {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  async execute(request: MessageRequest, traceparent: string | undefined): Promise<Result<{ id: string }, IdTaken>> {
    const { id, advertiserId, category, to } = request;
    const recipientKey = this.keys.keyOf(to.e164);
    // Kept as long as the message: of the number only its key, since text and the rest can be guessed and all numbers tried.
    const hash = bodyHash({ ...request, to: { ...to, e164: recipientKey } });
    const now = this.clock.now();
    const { step, progress } = progressOf({ event: 'accepted', at: now, attempt: 0 });
    return this.database.run(async (tx) => {
      const row = [id, advertiserId, recipientKey, category, step, progress, openness(step), hash, now] as const;
      const [stored] = await tx.query(MESSAGES_SQL.request, row);
      if (!stored) {
        const [same] = await tx.query(MESSAGES_SQL.isSame, [id, hash]);
        return same ? ok({ id }) : refused({ code: 'message-id-taken' });
      }
      const record = requestRecord({ ...request, to: to.e164, country: to.region }, traceparent);
      await this.outbox.add(tx, smsRequested, [record]);
      return ok({ id });
    });
  }
}
