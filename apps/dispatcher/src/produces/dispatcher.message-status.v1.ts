import { Injectable } from '@nestjs/common';
import { type MessageStatus, type Position, messageStatus } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';
import { AboutMessage } from '../use-cases/about-message';
import { allSettled } from '../use-cases/all-settled';
import type { Dispatchable } from '../use-cases/dispatchable';
import type { Told } from '../use-cases/told-of';
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

  /** One send, acks=all, with those that the service lane has for itself. */
  async tell(statuses: readonly MessageStatus[]): Promise<Position[]> {
    if (statuses.length === 0) return [];
    const records = statuses.map((value) => {
      const traceparent = this.traces.get(value);
      return { key: value.recipientKey, value, ...(traceparent === undefined ? {} : { traceparent }) };
    });
    const [positions] = await allSettled([
      this.publisher.publish(messageStatus, records),
      this.service.tell(statuses, this.traces).then((): Position[] => []),
    ]);
    return positions ?? [];
  }
}
