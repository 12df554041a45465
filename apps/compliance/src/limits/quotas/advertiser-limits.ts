import { Inject, Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { countryOfRegion } from '@stopsms/kernel';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import type { LimitSettings } from '../../settings/limit-settings';
import { SETTINGS } from '../../settings/settings';
import type { Period } from './quota-period';

const ANYWHERE = '*';

/** Limits of advertisers that have none of their own. */
interface DefaultLimits {
  /** Messages; absent: no limit. */
  quotas: Partial<Record<Period, number>>;
  /** Absent: where a rule pack is in force. */
  countries: readonly string[] | 'any' | undefined;
}

/** Limits of an advertiser on volume and countries: its own, as an operator set them, or those of the settings. */
@Injectable()
export class AdvertiserLimits {
  private readonly defaults: DefaultLimits;

  constructor(
    private readonly packs: LoadedPacks,
    @Inject(SETTINGS) settings: LimitSettings,
  ) {
    this.defaults = defaultLimits(settings);
  }

  /** Messages that may be sent in a period; undefined if unlimited. */
  quotaOf({ quotas = {} }: Advertiser, period: Period): number | undefined {
    return { day: quotas.messagesPerDay, month: quotas.messagesPerMonth }[period] ?? this.defaults.quotas[period];
  }

  /** @param region - of the recipient's number, ISO 3166 alpha-2; where France is allowed its overseas regions are */
  allows(advertiser: Advertiser, region: string, now: number): boolean {
    const countries = this.listOf(advertiser);
    if (countries === 'any') return true;
    if (!countries) return this.packs.choice.inForce(region, now) !== undefined;
    return countries.includes(region) || countries.includes(countryOfRegion(region));
  }

  /** Returns the countries allowed now, in alphabetical order. */
  countriesOf(advertiser: Advertiser, now: number): string[] | 'any' {
    const countries = this.listOf(advertiser);
    if (countries === 'any') return countries;
    // Packs have states too, for their hours.
    return [...(countries ?? this.packs.choice.regionsInForce(now).filter(isCountry))].sort();
  }

  private listOf({ countries }: Advertiser): readonly string[] | 'any' | undefined {
    return countries ?? this.defaults.countries;
  }
}

const isCountry = (region: string): boolean => region.length === 2;

const defaultLimits = (given: LimitSettings): DefaultLimits => {
  const { MESSAGES_PER_DAY: day, MESSAGES_PER_MONTH: month, ALLOWED_COUNTRIES: countries } = given;
  return {
    quotas: { ...(day !== undefined && { day }), ...(month !== undefined && { month }) },
    countries: countries === ANYWHERE ? 'any' : countries?.split(','),
  };
};
