import type { RulePacks } from '../packs/rule-packs';
import { type ChosenHours, everOpens, windowAt } from './window-at';

const PACK_HOURS: ChosenHours = {};

/** Send window of adverts: `[opensAt, closesAt)`, epoch ms. */
interface OpenWindow {
  opensAt: number;
  closesAt: number;
}

/**
 * Windows in which adverts may be sent to a region, from an instant on and in their order; none where no pack is in force, or where
 * the hours never open.
 * @param from - epoch ms; inside a window, the first begins there
 * @param numberZones - zones of the numbers where they show them, instead of those of the region
 * @param most - how many to look for
 */
export function nextWindows(
  packs: RulePacks,
  region: string,
  from: number,
  chosen: ChosenHours | undefined,
  numberZones: readonly string[] | undefined,
  most: number,
): OpenWindow[] {
  const windows: OpenWindow[] = [];
  for (let at = from; windows.length < most;) {
    const pack = packs.inForce(region, at);
    if (!pack || !everOpens(pack, region, at, chosen ?? PACK_HOURS, numberZones)) break;
    const { maySubmit, closesAt, nextOpening } = windowAt(pack, region, at, chosen, numberZones);
    if (maySubmit && closesAt !== undefined) windows.push({ opensAt: at, closesAt });
    // What comes after the pack is for the one after it.
    at = at < pack.validTo ? Math.min(nextOpening, pack.validTo) : nextOpening;
  }
  return windows;
}
