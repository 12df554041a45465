import { Inject, Injectable } from '@nestjs/common';
import { type MessageStatus, type ServiceStatus, knowledgeOf, serviceStatus } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets } from '@stopsms/messaging';
import { LOG, type Log } from '@stopsms/service';
import { ServiceStatusTopic } from '../produces/dispatcher.service-status.v1';

/** Maximum difference between the clocks of this machine, of earlier owners and of the brokers. */
const SKEW_MS = 60_000;
/** Messages wait while the topic is read; after this time a repeated status does less harm. */
const MAX_READ_MS = 10_000;

/**
 * Publishes on the topic of the service lane the outcomes that a previous owner could not publish there. An outcome is left
 * out only if the topic has a record that reports as much.
 */
@Injectable()
export class ServiceReports {
  constructor(
    private readonly transport: KafkaTransport,
    private readonly topic: ServiceStatusTopic,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @param statuses - of any lane, each on the topic of all statuses already */
  async publishMissing(statuses: readonly MessageStatus[]): Promise<void> {
    const ours = statuses.filter(({ lane }) => lane === 'service');
    if (ours.length === 0) return;
    const known = await this.publishedSince(Math.min(...ours.map(({ at }) => at)) - SKEW_MS);
    await this.topic.publish(
      ours.filter(({ messageId, status }) => (known.get(messageId) ?? -1) < knowledgeOf(status)),
    );
  }

  /** Knowledge published of each message; empty if the topic could not be read, so that all is published again. */
  private async publishedSince(at: number): Promise<ReadonlyMap<string, number>> {
    const known = new Map<string, number>();
    try {
      const [from, ends] = await Promise.all([
        this.transport.offsets.since(serviceStatus, at),
        this.transport.offsets.ends(serviceStatus),
      ]);
      const deadline = this.clock.now() + MAX_READ_MS;
      const isRead = (next: Offsets) =>
        this.clock.now() > deadline || [...next].every(([n, offset]) => offset >= (ends.get(n) ?? 0n));
      const take = (value: unknown) => {
        const { messageId, status } = value as ServiceStatus;
        known.set(messageId, Math.max(known.get(messageId) ?? -1, knowledgeOf(status)));
      };
      await this.transport.read(serviceStatus, from, take, isRead);
    } catch (error) {
      this.log.warn({ err: error }, 'Statuses of the service lane could not be read back: they are published again');
    }
    return known;
  }
}
