import { Injectable } from '@nestjs/common';
import { type MessageStatus, type Position, messageStatus } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';
import { AboutMessage } from '../messages/about-message';
import type { Dispatchable } from '../messages/dispatchable';
import type { Outcome } from '../messages/outcome';
import { ServiceStatusTopic } from './dispatcher.service-status.v1';

/** Publishes the status of each message. */
@Injectable()
export class StatusTopic {
  private readonly traces = new WeakMap<MessageStatus, string>();

  constructor(
    private readonly publisher: Publisher,
    private readonly about: AboutMessage,
    private readonly service: ServiceStatusTopic,
  ) {}

  of(message: Dispatchable, outcome: Outcome & Pick<MessageStatus, 'at'>): MessageStatus {
    const status: MessageStatus = { ...this.about.of(message), ...outcome };
    this.traces.set(status, message.traceparent);
    return status;
  }

  /**
   * Publishes statuses in one send, acks=all, then those of the service lane on their own topic: whoever takes over from a
   * process that ended in between publishes the rest there.
   */
  async publish(statuses: readonly MessageStatus[]): Promise<Position[]> {
    if (statuses.length === 0) return [];
    const records = statuses.map((value) => {
      const traceparent = this.traces.get(value);
      return { key: value.recipientKey, value, ...(traceparent === undefined ? {} : { traceparent }) };
    });
    const positions = await this.publisher.publish(messageStatus, records);
    await this.service.publish(statuses, this.traces);
    return positions;
  }
}
