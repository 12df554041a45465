import { RecentlyUsed } from '@stopsms/kernel';
import type { RulePack } from '../packs/rule-pack';
import { type DayKind, type Hours, advertiserHours } from '../packs/week-hours';
import { type SendWindow, WindowCalendar } from './window-calendar';

/** Days that an advertiser chose; null closes a day. Hours looser than the pack's `hard` are limited to it. */
export type ChosenHours = Partial<Record<DayKind, Hours | null>>;

const MINUTE_MS = 60_000;
const PACK_HOURS: ChosenHours = {};

/** Area codes make some dozens; callers may name zones of their own. */
const PLACES_KEPT = 200;

/** Calendars live as long as their pack and, inside it, as the advertiser's hours: pass the same object each time. */
const calendars = new WeakMap<RulePack, WeakMap<ChosenHours, RecentlyUsed<WindowCalendar>>>();

/**
 * Returns whether an advert may be sent at `at`, by the local time of the recipient.
 * @param region - of the number; the pack must have it
 * @param at - epoch ms, UTC
 * @param chosen - the advertiser's own hours, one object per advertiser (it is the cache key)
 * @param numberZones - zones of the number where it shows them, instead of those of the region; all must be open
 * @throws RangeError if the pack does not have the region, or the hours never open
 * @see docs/law/sending-hours.md#which-clock: half-open local hours, Sundays and holidays, last submit before closing
 */
export function windowAt(
  pack: RulePack,
  region: string,
  at: number,
  chosen: ChosenHours = PACK_HOURS,
  numberZones?: readonly string[],
): SendWindow {
  return underPack(pack, calendarOf(pack, region, chosen, numberZones).at(at), at);
}

/**
 * True if adverts may ever be sent in the hours of an advertiser: some day must overlap the pack's `hard` hours, and the zones of a number
 * must be open at the same time. @throws RangeError if the pack does not have the region
 */
export function everOpens(
  pack: RulePack,
  region: string,
  at: number,
  chosen: ChosenHours,
  numberZones?: readonly string[],
): boolean {
  return calendarOf(pack, region, chosen, numberZones).everOpens(at);
}

/**
 * A pack that ends within a day, like a law of Paris in Guadeloupe, also ends its window: the rest is decided again by the next pack
 * (docs/law/README.md#which-pack-decides).
 */
function underPack(pack: RulePack, window: SendWindow, at: number): SendWindow {
  const { closesAt } = window;
  if (closesAt === undefined || closesAt <= pack.validTo) return window;
  return { ...window, closesAt: pack.validTo, maySubmit: at < pack.validTo };
}

function calendarOf(
  pack: RulePack,
  region: string,
  chosen: ChosenHours,
  numberZones: readonly string[] | undefined,
): WindowCalendar {
  let ofPack = calendars.get(pack);
  if (!ofPack) calendars.set(pack, (ofPack = new WeakMap()));
  let ofHours = ofPack.get(chosen);
  if (!ofHours) ofPack.set(chosen, (ofHours = new RecentlyUsed(PLACES_KEPT)));
  // Area codes that span the same zones share their calendar.
  const key = numberZones ? [region, ...numberZones].join(' ') : region;
  return ofHours.get(key, () => makeCalendar(pack, region, chosen, numberZones));
}

function makeCalendar(
  pack: RulePack,
  region: string,
  chosen: ChosenHours,
  numberZones: readonly string[] | undefined,
): WindowCalendar {
  const packRegion = pack.regions[region];
  if (!packRegion) throw new RangeError(`Pack ${pack.country}@${pack.version} has no region "${region}".`);
  return new WindowCalendar(
    numberZones ? { ...packRegion, timeZones: numberZones } : packRegion,
    advertiserHours(packRegion.hours ?? pack.window, chosen),
    pack.window.lastSubmitMinutes * MINUTE_MS,
  );
}
