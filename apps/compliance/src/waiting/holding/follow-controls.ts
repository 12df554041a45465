import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type Control, keepControls } from './campaign-controls';
import { holdDecisions } from './controls-lock';
import { HELD_SQL, MOVED } from './held.store';
import { SomethingDue } from './something-due';

/**
 * Stores stopped campaigns. Held messages of a cancelled campaign are due at once, to be refused; those held by a pause are due when it is
 * resumed. Messages that wait for a window keep waiting.
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
    // After the commit: what was decided before it is stored by now, and what is decided later reads the control.
    // After a crash in between the records are read again.
    await this.wake(last);
    this.due.notify();
  }

  /** Applies also to a tombstone, so that messages held by mistake are released. */
  private async wake(controls: Control[]): Promise<void> {
    const moved = controls.filter(({ state }) => state !== 'paused');
    if (moved.length === 0) return;
    const rows = MOVED.of(moved, ({ campaignId, state }) => ({ campaignId, isWhole: state === 'cancelled' }));
    await this.database.query(HELD_SQL.wakeMoved, [this.clock.now(), ...rows]);
  }
}
