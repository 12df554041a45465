import { PackError } from './pack-node';
import { type RulePack, packName } from './rule-pack';

/** A stretch of time in which adverts to a country are refused, between two of its packs. Instants are epoch ms. */
interface PackGap {
  country: string;
  from: number;
  to: number;
}

/**
 * All packs in force or to come, chosen by region and instant. The instant is that of the submission, not that at which
 * the campaign was made, so a new rule holds from its first second. No pack means no advert (docs/law/README.md#fail-closed).
 */
export class RulePacks {
  private readonly byRegion = new Map<string, RulePack[]>();
  private readonly byName = new Map<string, RulePack>();
  readonly gaps: readonly PackGap[];

  /**
   * @param packs - drafts decide nothing
   * @throws PackError when two packs have one name, or are in force in one country or region at the same time
   */
  constructor(packs: readonly RulePack[]) {
    for (const pack of packs) this.name(pack);
    const active = packs
      .filter(({ status }) => status === 'active')
      .sort((one, other) => one.validFrom - other.validFrom);
    const byCountry = new Map<string, RulePack[]>();
    for (const pack of active) {
      add(byCountry, pack.country, pack);
      for (const region of Object.keys(pack.regions)) add(this.byRegion, region, pack);
    }
    this.gaps = [...byCountry.values()].flatMap(gapsIn);
  }

  /**
   * The pack in force.
   * @param region - ISO 3166 alpha-2 of the recipient, overseas regions included
   * @param at - epoch ms of the submission
   */
  inForce(region: string, at: number): RulePack | undefined {
    return this.byRegion.get(region)?.find((pack) => pack.validFrom <= at && at < pack.validTo);
  }

  /** Returns the regions in which a pack is in force. @param at - epoch ms */
  regionsInForce(at: number): string[] {
    return [...this.byRegion.keys()].filter((region) => this.inForce(region, at));
  }

  /** Finds a pack by its name, drafts and former packs included. @param name - `FR@2026.1` */
  named(name: string): RulePack | undefined {
    return this.byName.get(name);
  }

  private name(pack: RulePack): void {
    const other = this.byName.get(packName(pack));
    if (other)
      throw new PackError(
        `${pack.writtenAt} is the second ${packName(pack)}, after ${other.writtenAt}: raise its version.`,
      );
    this.byName.set(packName(pack), pack);
  }
}

function add(chains: Map<string, RulePack[]>, region: string, pack: RulePack): void {
  const packs = chains.get(region) ?? [];
  const before = packs.at(-1);
  if (before && before.validTo > pack.validFrom) {
    throw new PackError(
      `${pack.writtenAt} Packs ${packName(before)} (${before.writtenAt}) and ${packName(pack)} are both in force in ${region} from ${iso(pack.validFrom)}: set valid_to of the first.`,
    );
  }
  chains.set(region, [...packs, pack]);
}

const gapsIn = (packs: RulePack[]): PackGap[] =>
  packs.slice(1).flatMap(({ country, validFrom }, index) => {
    const from = packs[index]?.validTo ?? validFrom;
    return from < validFrom ? [{ country, from, to: validFrom }] : [];
  });

const iso = (at: number): string => new Date(at).toISOString();
