import { Inject, Injectable } from '@nestjs/common';
import { heartbeatKey, optOuts } from '@stopsms/contracts';
import { Clock, RecipientKeys, traceparentFrom } from '@stopsms/kernel';
import { Publisher } from '@stopsms/messaging';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import { Republish } from './republish';

/** A view without fresh heartbeats cannot tell "nobody opted out" from "I hear nothing": each partition gets its own. */
@Injectable()
export class Heartbeats extends ScheduledJob {
  readonly failure = 'Heartbeat is not published: dispatchers hold adverts if this lasts';
  override readonly runsAtStart = false;
  /** Unknown until the database was asked once; while it is away, nothing can begin. */
  private complete = false;
  /** Epoch ms; dispatchers that met a record they could not read wait for one that began after it. */
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

  /** While the list is being written again, somebody may be missing from it: dispatchers must not take it for fresh. */
  private async ask(): Promise<void> {
    try {
      const latest = await this.republish.latest();
      this.complete = latest?.state !== 'under-way';
      if (this.complete) this.republishedAt = latest?.startedAt.getTime();
    } catch (error) {
      this.log.warn({ err: error, complete: this.complete }, 'Not known whether the list is complete; as before');
    }
  }

  async execute(): Promise<void> {
    await this.ask();
    if (!this.complete) return;
    const at = this.clock.now();
    // Nobody records a heartbeat, whatever the sampler says: each would be a trace, every second.
    const traceparent = traceparentFrom();
    const beats = Array.from({ length: optOuts.partitions }, (_, partition) => ({
      key: heartbeatKey(partition),
      partition,
      value: {
        heartbeat: at,
        ...(this.keys.generation > 0 && { generation: this.keys.generation }),
        ...(this.republishedAt !== undefined && { republishedAt: this.republishedAt }),
      },
      traceparent,
    }));
    await this.publisher.publish(optOuts, beats);
  }
}
