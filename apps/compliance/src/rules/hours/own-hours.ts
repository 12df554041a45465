import type { Advertiser } from '@stopsms/contracts';
import { RecentlyUsed } from '@stopsms/kernel';
import { DAY_KINDS, readHours } from '../packs/week-hours';
import type { ChosenHours } from './window-at';

export type SendingHours = NonNullable<Advertiser['sendingHours']>;

/** Windows are kept by the object of the hours: accounts with the same hours share one, and so their windows. */
const KEPT_HOURS = 1_000;
const byContent = new RecentlyUsed<ChosenHours>(KEPT_HOURS);
const byAccount = new WeakMap<SendingHours, ChosenHours>();

/** The hours an advertiser chose, read once; undefined for one that chose none. Hours that cannot be read are closed. */
export function ownHours(written: SendingHours | undefined): ChosenHours | undefined {
  if (!written) return undefined;
  let hours = byAccount.get(written);
  if (!hours) byAccount.set(written, (hours = byContent.get(JSON.stringify(written), () => read(written))));
  return hours;
}

function read(written: SendingHours): ChosenHours {
  const hours: ChosenHours = {};
  for (const day of DAY_KINDS) {
    const text = written[day];
    if (text !== undefined) hours[day] = readHours(text) ?? null;
  }
  return hours;
}
