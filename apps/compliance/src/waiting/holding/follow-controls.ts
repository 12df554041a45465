import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type Control, keepControls } from './campaign-controls';
import { holdDecisions } from './controls-lock';
import { SomethingDue } from './something-due';

/**
 * Remembers which campaigns are stopped. What is held of a cancelled campaign is due at once, to be refused; what a pause
 * held is due at once when the campaign goes on. What waits for its window goes on waiting.
 */
@Injectable()
export class FollowControls {
  constructor(
    private readonly database: Database,
    private readonly due: SomethingDue,
    private readonly clock: Clock,
  ) {}

  async execute(controls: Control[]): Promise<void> {
    const last = [...new Map(controls.map((control) => [control.campaignId, control])).values()];
    await this.database.run(async (tx) => {
      holdDecisions(tx);
      await keepControls(tx, last);
    });
    // After the commit: whatever was decided before it is stored by now, and whatever comes later knows of the control.
    // A crash in between has the records read again.
    await this.wake(last);
    this.due.tell();
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
