import { Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import type { DecisionReason } from '../reasons/decision-reasons';
import { AdvertiserLimits } from './advertiser-limits';
import { FindQuotas } from './find-quotas';
import { countryNotAllowed, quotaExceeded } from './limit-reasons';

/** Why a message would be over the limits of its advertiser, asked without sending it. */
@Injectable()
export class CheckLimits {
  constructor(
    private readonly limits: AdvertiserLimits,
    private readonly quotas: FindQuotas,
  ) {}

  /** @param at - epoch ms; when it would be sent */
  async execute(advertiser: Advertiser, region: string, at: number): Promise<DecisionReason[]> {
    const alien = this.limits.allows(advertiser, region, at) ? [] : [countryNotAllowed(advertiser, region)];
    const states = Object.values(await this.quotas.execute(advertiser, at));
    const full = states.flatMap(({ limit, used, ...period }) =>
      limit !== undefined && used >= limit ? [quotaExceeded(advertiser, limit, period)] : [],
    );
    return [...alien, ...full.slice(0, 1)];
  }
}
