import { Injectable } from '@nestjs/common';
import { type MessageStatus, type Position, messageStatus } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';
import { AboutMessage } from '../messages/about-message';
import type { Dispatchable } from '../messages/dispatchable';
import type { Told } from '../messages/outcome';
import { ServiceStatusTopic } from './dispatcher.service-status.v1';

/** The news: what became of each message. */
@Injectable()
export class StatusTopic {
  private readonly traces = new WeakMap<MessageStatus, string>();

  constructor(
    private readonly publisher: Publisher,
    private readonly about: AboutMessage,
    private readonly service: ServiceStatusTopic,
  ) {}

  of(message: Dispatchable, told: Told & Pick<MessageStatus, 'at'>): MessageStatus {
    const status: MessageStatus = { ...this.about.of(message), ...told };
    this.traces.set(status, message.traceparent);
    return status;
  }

  /**
   * One send, acks=all, and after it those that the service lane has for itself: whoever takes over from a process that ended
   * between the two tells there what stands here.
   */
  async tell(statuses: readonly MessageStatus[]): Promise<Position[]> {
    if (statuses.length === 0) return [];
    const records = statuses.map((value) => {
      const traceparent = this.traces.get(value);
      return { key: value.recipientKey, value, ...(traceparent === undefined ? {} : { traceparent }) };
    });
    const positions = await this.publisher.publish(messageStatus, records);
    await this.service.tell(statuses, this.traces);
    return positions;
  }
}
