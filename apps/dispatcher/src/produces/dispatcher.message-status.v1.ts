import { Injectable } from '@nestjs/common';
import { type MessageStatus, type Position, messageStatus } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';
import { AboutMessage } from '../messages/about-message';
import type { Dispatchable } from '../messages/dispatchable';
import type { Outcome } from '../messages/outcome';
import { RecordedTraces } from '../messages/recorded-traces';
import { OperatorOptOutsTopic } from './dispatcher.operator-opt-outs.v1';
import { ServiceStatusTopic } from './dispatcher.service-status.v1';

/** Publishes the status of each message. */
@Injectable()
export class StatusTopic {
  private readonly traces = new RecordedTraces<MessageStatus>();

  constructor(
    private readonly publisher: Publisher,
    private readonly about: AboutMessage,
    private readonly service: ServiceStatusTopic,
    private readonly operatorOptOuts: OperatorOptOutsTopic,
  ) {}

  /** @param at - epoch ms */
  of(message: Dispatchable, outcome: Outcome, at: number): MessageStatus {
    const about = this.about.of(message);
    // Field by field, as there is one for each message: a copy by `...` takes several times as long.
    const { messageId, advertiserId, recipientKey, lane, attempt, sender, campaignId, replyCode } = about;
    const { status: ended, provider = about.provider, code, detail, smscIds, parts, final, refusal } = outcome;
    const { begunAt, view, textDigest } = outcome;
    const status: MessageStatus = {
      messageId,
      advertiserId,
      recipientKey,
      lane,
      attempt,
      sender,
      provider,
      status: ended,
      at,
    };
    if (campaignId !== undefined) status.campaignId = campaignId;
    if (replyCode !== undefined) status.replyCode = replyCode;
    if (code !== undefined) status.code = code;
    if (detail !== undefined) status.detail = detail;
    if (smscIds !== undefined) status.smscIds = smscIds;
    if (parts !== undefined) status.parts = parts;
    if (final !== undefined) status.final = final;
    if (textDigest !== undefined) status.textDigest = textDigest;
    if (refusal !== undefined) status.refusal = refusal;
    if (begunAt !== undefined) status.begunAt = begunAt;
    if (view !== undefined) status.view = view;
    this.traces.set(status, message.traceparent);
    return status;
  }

  /**
   * Publishes statuses in one send, acks=all. Opt-outs that operators report are published before: once a message has its status,
   * nobody asks for its outcome again. Those of the service lane follow on their own topic: whoever takes over from a process
   * that ended in between publishes the rest there.
   */
  async publish(statuses: readonly MessageStatus[]): Promise<Position[]> {
    if (statuses.length === 0) return [];
    await this.operatorOptOuts.publish(statuses, this.traces);
    const positions = await this.publisher.publish(messageStatus, this.traces.records(statuses));
    await this.service.publish(statuses, this.traces);
    return positions;
  }
}
