import { Injectable } from '@nestjs/common';
import { type MessageStatus, type ServiceStatus, serviceStatus } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';

/** Publishes statuses of the service lane once more, for the service that requested these messages. */
@Injectable()
export class ServiceStatusTopic {
  constructor(private readonly publisher: Publisher) {}

  /**
   * @param statuses - of any lane
   * @param traces - trace contexts of their messages
   */
  async publish(
    statuses: readonly MessageStatus[],
    traces: { get: (status: MessageStatus) => string | undefined } = new WeakMap<MessageStatus, string>(),
  ): Promise<void> {
    if (statuses.every(({ lane }) => lane !== 'service')) return;
    const records = statuses.flatMap((status) => {
      const value = status.lane === 'service' ? valueOf(status) : undefined;
      const traceparent = traces.get(status);
      return value ? [{ key: status.recipientKey, value, ...(traceparent !== undefined && { traceparent }) }] : [];
    });
    if (records.length > 0) await this.publisher.publish(serviceStatus, records);
  }
}

function valueOf({ messageId, status, code, at }: MessageStatus): ServiceStatus | undefined {
  if (status === 'submitting') return undefined;
  return { messageId, status, at, ...(code === undefined ? {} : { code }) };
}
