import { Inject, Injectable } from '@nestjs/common';
import { Clock, dayOf } from '@stopsms/kernel';
import { Guarantees, ScheduledJob } from '@stopsms/service';
import { CheckAuditSeals } from './check-audit-seals';
import { SETTINGS, type Settings } from '../../settings/settings';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Today and yesterday are looked at each time. */
const NEW_DAYS = 2;
/** Older days checked each time, backwards; after the oldest it starts again. */
const OLD_DAYS = 14;

/** Checks all kept days, some each hour, so that a deletion from the audit log is noticed even if nobody queries it. */
@Injectable()
export class WatchAuditSeals extends ScheduledJob {
  readonly everyMs = HOUR_MS;
  readonly failure = 'Seals of audit events are not verified; retrying';

  /** Days since the end of the last checked stretch. */
  private lookedAt = NEW_DAYS;
  private readonly reported = new Set<number>();

  constructor(
    private readonly check: CheckAuditSeals,
    private readonly clock: Clock,
    private readonly guarantees: Guarantees,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'AUDIT_KEPT_DAYS'>,
  ) {
    super();
  }

  async execute(): Promise<void> {
    await this.look(0, NEW_DAYS);
    // The oldest kept day may be dropped while it is looked at.
    const oldest = this.settings.AUDIT_KEPT_DAYS - 1;
    const until = Math.min(this.lookedAt + OLD_DAYS, oldest);
    if (until > this.lookedAt) await this.look(this.lookedAt, until);
    this.lookedAt = until >= oldest ? NEW_DAYS : until;
  }

  /** @param from - days ago; @param until - as well, without that day */
  private async look(from: number, until: number): Promise<void> {
    const ago = (days: number) => dayOf(this.clock.now() - days * DAY_MS);
    for (const { day, broken } of await this.check.days(ago(until - 1), ago(from))) {
      for (const batch of broken.filter((seq) => !this.reported.has(seq))) {
        this.reported.add(batch);
        this.guarantees.violated('G6', 'audit events are missing, or not what was sealed', { day, batch });
      }
    }
  }
}
