import type { Advertiser } from '@stopsms/contracts';
import type { RulePack } from '../../rules/packs/rule-pack';

/** How many adverts of one advertiser a person may get in any stretch of so many hours. */
export interface Cap {
  adverts: number;
  hours: number;
  /** Whose it is: the advertiser's own policy, or the law of the recipient's country or state. */
  of: 'advertiser' | 'country';
}

/** Those that hold for a recipient, of the law and of the advertiser; none where nobody set one. */
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
