import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { holdDecisions } from './controls-lock';
import { ReleaseHeld } from '../decision/release-held';

/** What was last decided about a campaign; null once nothing of it can be under way any more. */
export interface Control {
  campaignId: string;
  state: 'running' | 'paused' | 'cancelled' | null;
  /** Epoch ms. */
  at: number;
}

/**
 * Remembers which campaigns are stopped. What is held of a cancelled campaign is due at once, to be refused; what a pause
 * held is due at once when the campaign goes on. What waits for its window goes on waiting.
 */
@Injectable()
export class FollowControls {
  constructor(
    private readonly database: Database,
    private readonly releaseHeld: ReleaseHeld,
    private readonly clock: Clock,
  ) {}

  async execute(controls: Control[]): Promise<void> {
    const last = [...new Map(controls.map((control) => [control.campaignId, control])).values()];
    await this.database.run(async (tx) => {
      holdDecisions(tx);
      await this.remember(tx, last);
    });
    // After the commit: whatever was decided before it is stored by now, and whatever comes later knows of the control.
    // A crash in between has the records read again.
    await this.wake(last);
    this.releaseHeld.nudge();
  }

  private async remember(tx: Tx, controls: Control[]): Promise<void> {
    const over = controls.filter(({ state }) => state === null).map(({ campaignId }) => campaignId);
    const kept = controls.filter(({ state }) => state !== null);
    await tx.query('DELETE FROM campaign_control WHERE campaign_id = ANY($1::uuid[])', [over]);
    await tx.query(
      `INSERT INTO campaign_control AS c (campaign_id, state, at)
       SELECT k.id, k.state, to_timestamp(k.at / 1000.0) FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS k(id, state, at)
       ON CONFLICT (campaign_id) DO UPDATE SET state = excluded.state, at = excluded.at`,
      [kept.map(({ campaignId }) => campaignId), kept.map(({ state }) => state), kept.map(({ at }) => at)],
    );
  }

  /** Also for a tombstone: nothing should be held then, and what is must not be forgotten. */
  private async wake(controls: Control[]): Promise<void> {
    const moved = controls.filter(({ state }) => state !== 'paused');
    if (moved.length === 0) return;
    await this.database.query(
      `UPDATE held SET until = to_timestamp($1 / 1000.0), paused = false
       FROM unnest($2::uuid[], $3::boolean[]) AS c(id, whole)
       WHERE held.campaign_id = c.id AND (held.paused OR c.whole) AND held.until > to_timestamp($1 / 1000.0)`,
      [this.clock.now(), moved.map(({ campaignId }) => campaignId), moved.map(({ state }) => state === 'cancelled')],
    );
  }
}
