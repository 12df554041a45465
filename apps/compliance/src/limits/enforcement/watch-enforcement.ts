import { Inject, Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { ENFORCEMENT_LEVELS, type EnforcementLevel, OBSERVE_WARNED_MS } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log, Metrics, ScheduledJob } from '@stopsms/service';
import { EnforcementLevels } from './enforcement-levels';

const DAY_MS = 86_400_000;

/** Counts advertisers by level, and warns while `observe` is about to end: adverts are refused then. */
@Injectable()
export class WatchEnforcement extends ScheduledJob {
  readonly everyMs = DAY_MS;
  readonly failure = 'Nobody is warned of levels of enforcement that end; retrying';

  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly levels: EnforcementLevels,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    metrics: Metrics,
  ) {
    super();
    metrics.gauges('stopsms_compliance_enforcement_advertisers', 'Advertisers by level of enforcement', ['level'], () =>
      this.counts().map(([level, count]) => [{ level }, count] as const),
    );
    metrics.gauge(
      'stopsms_compliance_observe_ends_seconds',
      'Time until adverts of an advertiser are refused because nobody renewed observe, of the first one; negative once they are',
      () => (Math.min(...this.ends().map(({ endsAt }) => endsAt), Infinity) - this.clock.now()) / 1_000,
    );
  }

  async execute(): Promise<void> {
    const now = this.clock.now();
    for (const { advertiserId, endsAt } of this.ends()) {
      const about = { advertiserId, endsAt: new Date(endsAt).toISOString() };
      if (endsAt <= now) this.log.error(about, 'Adverts are refused: observe ended. Raise the level or renew it');
      else if (endsAt - now <= OBSERVE_WARNED_MS)
        this.log.warn(about, 'Observe ends soon, and adverts are refused then. Raise the level or renew it');
    }
  }

  private counts(): [EnforcementLevel, number][] {
    const counts = new Map<EnforcementLevel, number>(ENFORCEMENT_LEVELS.map((level) => [level, 0]));
    for (const { enforcement } of this.directory.all()) {
      const level = enforcement?.level ?? 'full';
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    return [...counts];
  }

  private ends(): { advertiserId: string; endsAt: number }[] {
    return this.directory.all().flatMap((advertiser) => {
      const endsAt = this.levels.endsAt(advertiser);
      return endsAt === undefined ? [] : [{ advertiserId: advertiser.id, endsAt }];
    });
  }
}
