import { Inject, Injectable } from '@nestjs/common';
import { type Advertiser, observeEndsAt } from '@stopsms/contracts';
import type { Enforcement } from '../../rules/reasons/enforcement';
import { SETTINGS, type Settings } from '../../settings/settings';

/** Levels at which the rules are enforced for advertisers. */
@Injectable()
export class EnforcementLevels {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'STOPSMS_MODE'>) {}

  /** Returns the level of an advertiser; undefined under full enforcement. @param at - epoch ms */
  of(advertiser: Advertiser, at: number): Enforcement | undefined {
    if (!advertiser.enforcement) return undefined;
    const { level } = advertiser.enforcement;
    return at >= (this.endsAt(advertiser) ?? Infinity) ? { level, isOver: true } : { level };
  }

  /** Returns when adverts are refused because nobody renewed `observe`, epoch ms; undefined where they never are. */
  endsAt({ enforcement }: Advertiser): number | undefined {
    return enforcement && this.settings.STOPSMS_MODE === 'production' ? observeEndsAt(enforcement) : undefined;
  }
}
