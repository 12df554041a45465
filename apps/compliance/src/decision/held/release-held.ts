import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { isTransient } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { LOG, type Log, Worker } from '@stopsms/service';
import { requestIn } from '../../waiting/holding/open-messages';
import { SomethingDue } from '../../waiting/holding/something-due';
import { WakeCapped } from '../../waiting/holding/wake-capped';
import { WakePaused } from '../../waiting/holding/wake-paused';
import { WakeReviewed } from '../../waiting/reviews/wake-reviewed';
import type { Candidate } from '../../rules/message';
import { CountVerdicts } from '../requests/count-verdicts';
import { DecideMessages } from '../requests/decide-messages';
import { StoreDecisions } from '../requests/store-decisions';
import { HELD_SQL, RELEASED_AT_ONCE } from '../../waiting/holding/held.store';

const LOOK_EVERY_MS = 1_000;
/** Longer than a batch can take; a replica that dies while it decides gives its batch back by letting this run out. */
const LEASE_MS = 60_000;

/** Lets messages go whose time has come: everything is decided anew, by the rules and opt-outs of that moment. */
@Injectable()
export class ReleaseHeld extends Worker {
  readonly failure = 'Held messages cannot be released; they stay held, retrying';

  constructor(
    private readonly database: Database,
    private readonly decide: DecideMessages,
    private readonly store: StoreDecisions,
    private readonly verdicts: CountVerdicts,
    private readonly wakeReviewed: WakeReviewed,
    private readonly wakePaused: WakePaused,
    private readonly wakeCapped: WakeCapped,
    due: SomethingDue,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    due.onDue(() => this.nudge());
  }

  protected async step(): Promise<number> {
    const woken = [await this.wakeReviewed.execute(), await this.wakePaused.execute(), await this.wakeCapped.execute()];
    for (let claimed = RELEASED_AT_ONCE; claimed === RELEASED_AT_ONCE && !this.isStopping;) {
      const leaseEnds = this.clock.now() + LEASE_MS;
      const due = await this.claim(leaseEnds);
      claimed = due.length;
      if (due.length > 0) await this.releaseOrEach(due, leaseEnds);
    }
    return woken.some(Boolean) ? 0 : LOOK_EVERY_MS;
  }

  private async claim(leaseEnds: number): Promise<Candidate[]> {
    const rows = await this.database.query(HELD_SQL.lease, [this.clock.now(), leaseEnds]);
    return rows.map(({ request, attempt, traceparent }) => ({
      request: requestIn({ request }),
      attempt: attempt + 1,
      traceparent,
    }));
  }

  /** One message that cannot be decided must not keep a thousand others back: it alone waits for its lease to end. */
  private async releaseOrEach(due: Candidate[], leaseEnds: number): Promise<void> {
    try {
      await this.release(due, leaseEnds);
    } catch (error) {
      if (isTransient(error)) throw error;
      for (const candidate of due) {
        await this.release([candidate], leaseEnds).catch((fault: unknown) => {
          const messageId = candidate.request.id;
          this.log.error({ err: fault, messageId }, 'Held message cannot be decided; it stays held, trying again');
        });
      }
    }
  }

  /** Only what is still held under our lease counts: after a long pause another replica may have decided already. */
  private async release(due: Candidate[], leaseEnds: number): Promise<void> {
    const decisions = await this.decide.execute(due, this.clock.now(), 0);
    const released = await this.database.run(async (tx) => {
      const ids = due.map(({ request }) => request.id);
      const claimed = await tx.query(HELD_SQL.takeLeased, [ids, leaseEnds]);
      const mine = new Set(claimed.map(({ id }) => id));
      const decided = decisions.filter(({ candidate }) => mine.has(candidate.request.id));
      return this.store.released(tx, decided);
    });
    this.verdicts.count(released);
  }
}
