import { PackError } from './pack-node';
import { type RulePack, packName } from './rule-pack';

/**
 * All packs in force or to come, chosen by region and instant. The instant is that of the submission, not that at which
 * the campaign was made, so a new rule holds from its first second. No pack means no advert (rules.md 0, "fail closed").
 */
export class RulePacks {
  private readonly byRegion = new Map<string, RulePack[]>();

  /**
   * @param packs - drafts are left aside
   * @throws PackError when two packs of a region are in force at the same time
   */
  constructor(packs: readonly RulePack[]) {
    const active = packs
      .filter(({ status }) => status === 'active')
      .sort((one, other) => one.validFrom - other.validFrom);
    for (const pack of active) for (const region of Object.keys(pack.regions)) this.add(region, pack);
  }

  /**
   * The pack in force.
   * @param region - ISO 3166 alpha-2 of the recipient, overseas regions included
   * @param at - epoch ms of the submission
   */
  inForce(region: string, at: number): RulePack | undefined {
    return this.byRegion.get(region)?.find((pack) => pack.validFrom <= at && at < pack.validTo);
  }

  private add(region: string, pack: RulePack): void {
    const packs = this.byRegion.get(region) ?? [];
    const before = packs.at(-1);
    if (before && before.validTo > pack.validFrom) {
      throw new PackError(
        `Packs ${packName(before)} and ${packName(pack)} are both in force in ${region} from ${new Date(pack.validFrom).toISOString()}: set valid_to of the first.`,
      );
    }
    this.byRegion.set(region, [...packs, pack]);
  }
}
