import { Controller } from '@nestjs/common';
import { moReceived, unreadableMo } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Follows, KafkaTransport, type MessageOf } from '@stopsms/messaging';
import { DispatcherMetrics } from '../dispatch/dispatcher-metrics';
import { Quarantine } from '../quarantine/quarantine';

// Each replica reads every text: one hop from the operator is all that a STOP needs to stop adverts.
@Controller()
export class MoReceivedFollower {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly metrics: DispatcherMetrics,
    private readonly clock: Clock,
    transport: KafkaTransport,
  ) {
    transport.onUnreadable(moReceived, (record) => this.quarantine.unreadable(unreadableMo(record)));
  }

  @Follows(moReceived)
  async handle(messages: MessageOf<typeof moReceived>[]): Promise<void> {
    for (const { value, traceparent } of messages) {
      this.quarantine.received(value);
      this.metrics.blockedAfter(this.clock.now() - value.receivedAt, traceparent);
    }
  }
}
