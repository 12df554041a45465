import { type Values, itemsOf } from '../../design/form/field';
import type { Advertiser, AdvertiserChanges } from '../parts';

/** Periods of caps that have a field of their own, in hours. */
export const CAP_HOURS = [24, 168, 720] as const;
const isNamed = (hours: number): boolean => CAP_HOURS.some((each) => each === hours);
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'holiday'] as const;

type Caps = NonNullable<Advertiser['frequencyCaps']>;

/** Caps of an advertiser as values of fields; `other` has a line `adverts/hours` for each of another period. */
export function capValues(caps: Caps = []): Values {
  const named = caps.filter(({ hours }) => isNamed(hours));
  const others = caps.filter(({ hours }) => !isNamed(hours));
  return {
    ...Object.fromEntries(named.map(({ adverts, hours }) => [`cap/${hours}`, String(adverts)])),
    other: others.map(({ adverts, hours }) => `${adverts}/${hours}`).join('\n'),
  };
}

/** Caps that the fields say, null if none. */
export function capsOf(values: Values): NonNullable<AdvertiserChanges['frequencyCaps']> | null {
  const named = CAP_HOURS.flatMap((hours) => {
    const adverts = values[`cap/${hours}`]?.trim() ?? '';
    return adverts === '' ? [] : [{ adverts: Number(adverts), hours }];
  });
  const others = itemsOf(values['other']).map((line) => {
    const [adverts, hours] = line.split('/').map(Number);
    // The service refuses what is no number.
    return { adverts: adverts ?? 0, hours: hours ?? 0 };
  });
  const caps = [...named, ...others];
  return caps.length === 0 ? null : caps;
}
