import { Injectable } from '@nestjs/common';
import { type MessageStatus, type Position, messageStatus } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';
import { AdvertiserDirectory } from '@stopsms/service-kit';
import { OperatorLink } from '../operator/operator-link';
import type { Dispatchable } from '../use-cases/dispatchable';

const SHORT_CODE = /^\d{3,6}$/;

type Told = Pick<MessageStatus, 'status' | 'at'> &
  Partial<Pick<MessageStatus, 'provider' | 'code' | 'detail' | 'smscIds' | 'parts' | 'view' | 'submission'>>;

/** The journal and the news in one topic: `submitting` is durable before the operator hears of a message. */
@Injectable()
export class StatusTopic {
  private readonly traces = new WeakMap<MessageStatus, string>();

  constructor(
    private readonly publisher: Publisher,
    private readonly operator: OperatorLink,
    private readonly directory: AdvertiserDirectory,
  ) {}

  of(message: Dispatchable, told: Told): MessageStatus {
    const { messageId, advertiserId, campaignId, recipientKey, lane, attempt, sender } = message;
    const replyCode = SHORT_CODE.test(sender)
      ? sender
      : advertiserId
        ? this.directory.get(advertiserId)?.shortCode
        : undefined;
    const status: MessageStatus = {
      messageId,
      advertiserId,
      recipientKey,
      lane,
      attempt,
      sender,
      provider: this.operator.providerOf(message),
      ...told,
      ...(campaignId === undefined ? {} : { campaignId }),
      ...(replyCode === undefined ? {} : { replyCode }),
      ...unsubscribeOf(message),
    };
    this.traces.set(status, message.traceparent);
    return status;
  }

  /** One send, acks=all. */
  async tell(statuses: MessageStatus[]): Promise<Position[]> {
    if (statuses.length === 0) return [];
    return this.publisher.publish(
      messageStatus,
      statuses.map((value) => {
        const traceparent = this.traces.get(value);
        return { key: value.recipientKey, value, ...(traceparent === undefined ? {} : { traceparent }) };
      }),
    );
  }
}

function unsubscribeOf({ unsubscribeToken, to, language }: Dispatchable): Pick<MessageStatus, 'unsubscribe'> {
  if (unsubscribeToken === undefined) return {};
  return { unsubscribe: { token: unsubscribeToken, msisdn: to, ...(language !== undefined && { language }) } };
}
