import type { Advertiser } from '@stopsms/contracts';
import type { RulePack } from '../../rules/packs/rule-pack';

/** Maximum of adverts of one advertiser to one person within any period of so many hours. */
export interface Cap {
  adverts: number;
  hours: number;
  /** Source of the cap: the advertiser's policy, or the law of the recipient's country or state. */
  of: 'advertiser' | 'country';
}

/** Returns the caps for a recipient, of the law and of the advertiser. */
export function capsOn(
  { frequencyCaps = [] }: Pick<Advertiser, 'frequencyCaps'>,
  rules: Pick<RulePack, 'regions'>,
  region: string,
): Cap[] {
  const law = rules.regions[region]?.cap;
  return [
    ...(law ? [{ adverts: law.adverts, hours: law.hours, of: 'country' as const }] : []),
    ...frequencyCaps.map(({ adverts, hours }) => ({ adverts, hours, of: 'advertiser' as const })),
  ];
}
