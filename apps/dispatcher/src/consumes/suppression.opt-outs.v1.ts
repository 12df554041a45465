import { Controller } from '@nestjs/common';
import { CANARY_KEY, optOuts } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Follows, type MessageOf } from '@stopsms/messaging';
import { DispatcherMetrics } from '../dispatcher-metrics';
import { Freshness } from '../view/freshness';
import { OptOutView } from '../view/opt-out-view';
import { TopicIdentity } from '../view/topic-identity';

const HEARTBEAT_PREFIX = 'heartbeat:';

// The shortest path there is: from the record to the table, with nothing between.
@Controller()
export class OptOutsFollower {
  constructor(
    private readonly view: OptOutView,
    private readonly freshness: Freshness,
    private readonly identity: TopicIdentity,
    private readonly metrics: DispatcherMetrics,
    private readonly clock: Clock,
  ) {}

  @Follows(optOuts)
  async handle(messages: MessageOf<typeof optOuts>[]): Promise<void> {
    for (const { key, value, partition, offset, timestamp } of messages) {
      if (key === CANARY_KEY) {
        if (value && 'canary' in value) this.identity.seen(value.canary, { partition, offset, timestamp });
        continue;
      }
      if (key.startsWith(HEARTBEAT_PREFIX)) {
        if (value && 'heartbeat' in value) this.freshness.beat(partition, value.heartbeat);
        continue;
      }
      const cut = key.indexOf(':');
      const state = value && 'state' in value ? value.state : 'back';
      this.view.apply(key.slice(0, cut), key.slice(cut + 1), state);
      if (value && 'state' in value && value.source === 'sms') this.metrics.blockedAfter(this.clock.now() - value.at);
    }
  }
}
