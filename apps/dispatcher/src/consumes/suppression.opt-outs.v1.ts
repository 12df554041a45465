import { Controller } from '@nestjs/common';
import { CANARY_KEY, optOuts } from '@stopsms/contracts';
import { Follows, KafkaTransport, type MessageOf, type UnreadableRecord } from '@stopsms/messaging';
import { Freshness } from '../view/freshness';
import { OptOutView } from '../view/opt-out-view';
import { TopicIdentity } from '../view/topic-identity';
import { UnreadableRecords } from '../view/unreadable-records';

const HEARTBEAT_PREFIX = 'heartbeat:';
/** `recipientKey:scope` */
const OPT_OUT_KEY = /^[\w-]{22}:./;
const SCOPE_FROM = 23;

// The shortest path there is: from the record to the table, with nothing between.
@Controller()
export class OptOutsFollower {
  constructor(
    private readonly view: OptOutView,
    private readonly freshness: Freshness,
    private readonly identity: TopicIdentity,
    private readonly unreadable: UnreadableRecords,
    transport: KafkaTransport,
  ) {
    transport.onUnreadable(optOuts, (record) => this.assumeOptOut(record));
  }

  @Follows(optOuts)
  async handle(messages: MessageOf<typeof optOuts>[]): Promise<void> {
    for (const message of messages) {
      const { key, value, partition, offset, timestamp } = message;
      if (key === CANARY_KEY) {
        if (value && 'canary' in value) this.identity.seen(value.canary, { partition, offset, timestamp });
        continue;
      }
      if (key.startsWith(HEARTBEAT_PREFIX)) {
        if (value && 'heartbeat' in value) {
          this.freshness.beat(partition, value.heartbeat, value.generation);
          if (value.republishedAt !== undefined) this.unreadable.settle(partition, value.republishedAt);
        }
        continue;
      }
      if (!OPT_OUT_KEY.test(key) || (value && !('state' in value))) {
        // A tombstone under such a key blocks nobody and frees nobody: it removes the record from the topic.
        if (value) this.assumeOptOut(message);
        continue;
      }
      this.view.apply(key.slice(0, SCOPE_FROM - 1), key.slice(SCOPE_FROM), value?.state ?? 'back');
    }
  }

  /**
   * Treats an invalid record as an opt-out: the recipient of its key is blocked until a valid record of that key follows; if the key names
   * nobody, no advert is sent. The absence of a heartbeat or canary reveals an invalid one.
   */
  private assumeOptOut(record: Pick<UnreadableRecord, 'key' | 'partition' | 'offset' | 'timestamp'>): void {
    const key = record.key ?? '';
    if (key === CANARY_KEY || key.startsWith(HEARTBEAT_PREFIX)) return;
    if (OPT_OUT_KEY.test(key)) this.view.apply(key.slice(0, SCOPE_FROM - 1), key.slice(SCOPE_FROM), 'out');
    else this.unreadable.add(record);
  }
}
