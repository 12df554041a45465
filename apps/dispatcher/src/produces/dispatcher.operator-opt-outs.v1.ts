import { Injectable } from '@nestjs/common';
import { type MessageStatus, operatorOptOuts } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';

/** Publishes opt-outs that operators report by refusing a message; suppression records them. */
@Injectable()
export class OperatorOptOutsTopic {
  constructor(private readonly publisher: Publisher) {}

  /**
   * @param statuses - of any outcome
   * @param traces - trace contexts of their messages
   */
  async publish(
    statuses: readonly MessageStatus[],
    traces: { get: (status: MessageStatus) => string | undefined },
  ): Promise<void> {
    if (statuses.every(({ refusal }) => refusal !== 'opted-out')) return;
    const records = statuses.flatMap((status) => {
      const { messageId, advertiserId, recipientKey, provider, refusal, at } = status;
      // The block of a message without an advertiser says nothing about any advertiser.
      if (refusal !== 'opted-out' || advertiserId === null) return [];
      const traceparent = traces.get(status);
      const value = { messageId, advertiserId, recipientKey, provider, at };
      return [{ key: recipientKey, value, ...(traceparent !== undefined && { traceparent }) }];
    });
    if (records.length > 0) await this.publisher.publish(operatorOptOuts, records);
  }
}
