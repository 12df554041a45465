import { Inject, Injectable } from '@nestjs/common';
import { heartbeatKey, optOuts } from '@stopsms/contracts';
import { Clock, RecipientKeys, traceparentFrom } from '@stopsms/kernel';
import { Publisher } from '@stopsms/messaging';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import { Republish } from './republish';

/** Publishes a heartbeat to each partition: without them a dispatcher cannot distinguish a quiet list from a lost connection. */
@Injectable()
export class Heartbeats extends ScheduledJob {
  readonly failure = 'Heartbeat is not published: dispatchers hold adverts if this lasts';
  override readonly runsAtStart = false;
  /** False until the database was queried once; while it is unavailable, no republication can begin. */
  private complete = false;
  /** Epoch ms; a dispatcher that could not read a record waits for a republication that began after it. */
  private republishedAt: number | undefined;

  constructor(
    private readonly publisher: Publisher,
    private readonly clock: Clock,
    private readonly keys: RecipientKeys,
    private readonly republish: Republish,
    @Inject('HEARTBEAT_MS') readonly everyMs: number,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  /** While the list is republished, opt-outs may be missing from the topic: dispatchers must not take it for fresh. */
  private async checkComplete(): Promise<void> {
    try {
      const latest = await this.republish.latest();
      this.complete = latest?.state !== 'under-way';
      if (this.complete) this.republishedAt = latest?.startedAt.getTime();
    } catch (error) {
      this.log.warn({ err: error, complete: this.complete }, 'State of the republication unknown; using the last one');
    }
  }

  async execute(): Promise<void> {
    await this.checkComplete();
    if (!this.complete) return;
    const at = this.clock.now();
    // Not sampled: each would be a trace, every second.
    const traceparent = traceparentFrom();
    const heartbeats = Array.from({ length: optOuts.partitions }, (_, partition) => ({
      key: heartbeatKey(partition),
      partition,
      value: {
        heartbeat: at,
        ...(this.keys.generation > 0 && { generation: this.keys.generation }),
        ...(this.republishedAt !== undefined && { republishedAt: this.republishedAt }),
      },
      traceparent,
    }));
    await this.publisher.publish(optOuts, heartbeats);
  }
}
