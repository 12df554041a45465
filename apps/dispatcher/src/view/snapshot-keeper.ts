import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { optOuts } from '@stopsms/contracts';
import { Clock, refused } from '@stopsms/kernel';
import { type Anchor, type Follower, KafkaTransport } from '@stopsms/messaging';
import { LOG, type Log, Metrics, ScheduledJob } from '@stopsms/service';
import { FingerprintView } from './fingerprint-view';
import { Freshness } from './freshness';
import { TopicIdentity } from './topic-identity';
import { UnreadableRecords } from './unreadable-records';
import { type SnapshotHead, type SnapshotRefusal, readSnapshot, writeSnapshot } from './view-snapshot';

export interface SnapshotSettings {
  /** Directory of this replica alone; without one, no snapshot is kept. */
  dir: string | undefined;
  everyMs: number;
}
export const SNAPSHOT_SETTINGS = Symbol('snapshot settings');

/** Maximum time until a replaced topic is noticed, if its end does not show it. */
const CHECK_EVERY_MS = 5_000;
/** Age after which a view is read from the topic anew, which also drops recipients that returned or were erased. */
const MAX_VIEW_AGE_MS = 30 * 86_400_000;

/** Keeps the view across restarts, and notices when the topic it was read from is gone. */
@Injectable()
export class SnapshotKeeper extends ScheduledJob implements OnApplicationShutdown {
  readonly everyMs: number;
  readonly failure = 'The identity of the opt-out topic cannot be checked; retrying';
  override readonly runsAtStart = false;
  private begunAt: number;
  private restored = false;
  private reason: string | undefined;
  private saved: { at: number; changes: number } | undefined;
  /** Position at which the broker last confirmed the canary. */
  private proven: Anchor | undefined;

  constructor(
    private readonly view: FingerprintView,
    private readonly identity: TopicIdentity,
    private readonly freshness: Freshness,
    private readonly unreadable: UnreadableRecords,
    private readonly transport: KafkaTransport,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(SNAPSHOT_SETTINGS) private readonly settings: SnapshotSettings,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.everyMs = Math.min(CHECK_EVERY_MS, settings.everyMs);
    this.begunAt = clock.now();
    transport.remember(optOuts, { recall: (follower) => this.recall(follower), forget: () => this.forget() });
    metrics.gauge(
      'stopsms_view_restored',
      '1 if the view was restored from a snapshot, 0 if it was read from the topic',
      () => (this.restored ? 1 : 0),
    );
    metrics.gauge(
      'stopsms_view_snapshot_age_seconds',
      'Age of the last snapshot of the view, or else of the view',
      () => Math.round((clock.now() - (this.saved?.at ?? this.begunAt)) / 1_000),
    );
  }

  /** State for people: origin of the view, reason if not from disk, time of the last snapshot. */
  state(): { restored: boolean; reason?: string; writtenAt?: string } {
    return {
      restored: this.restored,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.saved ? { writtenAt: new Date(this.saved.at).toISOString() } : {}),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.save();
  }

  private async recall(follower: Follower): Promise<ReadonlyMap<number, bigint>> {
    const { dir } = this.settings;
    if (dir === undefined) {
      this.reason = 'VIEW_SNAPSHOT_DIR is not set';
      return new Map();
    }
    await mkdir(dir, { recursive: true });
    const snapshot = await readSnapshot(fileIn(dir), (head) => this.objection(head, follower)).catch((error: unknown) =>
      refused<SnapshotRefusal>({ code: 'damaged', detail: String(error) }),
    );
    if (!snapshot.ok) {
      this.reason = snapshot.refusal.detail;
      // The first start of a replica has none.
      const level = snapshot.refusal.code === 'absent' ? 'info' : 'warn';
      this.log[level](snapshot.refusal, 'No usable snapshot: reading the opt-out topic from its start');
      return new Map();
    }
    const { head, shards } = snapshot.value;
    this.view.replace(shards);
    this.identity.seen(head.canary, head.anchor);
    this.freshness.recall(head.generation);
    this.proven = this.identity.anchor;
    this.begunAt = head.begunAt;
    this.saved = { at: head.writtenAt, changes: this.view.changes };
    this.restored = true;
    this.log.info({ entries: this.view.entries }, 'View restored from disk');
    return new Map(Object.entries(head.offsets).map(([partition, offset]) => [Number(partition), BigInt(offset)]));
  }

  private async objection(head: SnapshotHead, follower: Follower): Promise<SnapshotRefusal | undefined> {
    if (head.topic !== optOuts.name) {
      return { code: 'foreign', detail: 'the snapshot is of another topic' };
    }
    if (this.clock.now() - head.begunAt > MAX_VIEW_AGE_MS) {
      return { code: 'old', detail: 'the snapshot goes back more than 30 days without reading the whole topic' };
    }
    for (const [partition, { low, high }] of await follower.extents()) {
      const next = BigInt(head.offsets[partition] ?? low);
      if (next >= low && next <= high) continue;
      const detail = `the snapshot goes on at offset ${next} of partition ${partition}, which has ${low} to ${high}`;
      return { code: next > high ? 'newer' : 'old', detail };
    }
    if (!(await follower.holds(head.anchor))) {
      return {
        code: 'foreign',
        detail: 'the topic was made again: its canary record is not at the position of the snapshot',
      };
    }
    return undefined;
  }

  private forget(): void {
    this.view.clear();
    this.identity.forget();
    this.freshness.forget();
    this.unreadable.forget();
    this.proven = undefined;
    this.saved = undefined;
    this.restored = false;
    this.reason = 'the topic was made again while this dispatcher ran';
    this.begunAt = this.clock.now();
  }

  async execute(): Promise<void> {
    const follower = this.transport.follower(optOuts);
    const { anchor } = this.identity;
    if (!anchor || follower.problem() !== undefined) return;
    const holds = await follower.holds(anchor);
    if (anchor !== this.identity.anchor) return;
    if (holds) this.proven = anchor;
    else if (this.proven === anchor) return follower.startOver('its canary record has moved');
    // Otherwise another record has the same timestamp as the canary, until compaction removes it: no snapshot could be
    // recognised.
    if (this.clock.now() - (this.saved?.at ?? this.begunAt) >= this.settings.everyMs) await this.save();
  }

  /** Does nothing while the view is unchanged, could not be recognised later, or lacks somebody who must be found. */
  private async save(): Promise<void> {
    const { dir } = this.settings;
    const { changes } = this.view;
    const { canary } = this.identity;
    if (dir === undefined || canary === undefined || !this.proven) return;
    if (this.unreadable.count > 0 || this.saved?.changes === changes) return;
    // Offsets before content: the content may be newer than these, and is then read again.
    const offsets = [...this.transport.follower(optOuts).offsets()];
    const head = {
      topic: optOuts.name,
      canary,
      generation: this.freshness.generation,
      anchor: this.proven,
      offsets: Object.fromEntries(offsets.map(([partition, next]) => [partition, next.toString()])),
      entries: this.view.entries,
      begunAt: this.begunAt,
      writtenAt: this.clock.now(),
    };
    try {
      await writeSnapshot(fileIn(dir), head, this.view.shards);
      this.saved = { at: head.writtenAt, changes };
    } catch (error) {
      this.log.warn({ err: error, dir }, 'The view could not be written to disk; a restart reads the topic instead');
    }
  }
}

const fileIn = (dir: string): string => join(dir, 'opt-outs.view');
