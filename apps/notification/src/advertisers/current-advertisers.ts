import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { Advertiser } from '@stopsms/contracts';

/**
 * Advertisers as they are now. After a start, events may be consumed before the advertisers they name; without waiting, a
 * confirmation would leave its advertiser's name out, and a webhook would never be called.
 */
@Injectable()
export class CurrentAdvertisers {
  private caughtUp = false;

  constructor(private readonly directory: AdvertiserDirectory) {}

  /** Waits until the directory has each of `ids`, or has every advertiser created before now. */
  async waitFor(ids: Iterable<string>): Promise<void> {
    if (this.caughtUp && [...ids].every((id) => this.directory.get(id))) return;
    await this.directory.catchUp();
    this.caughtUp = true;
  }

  /** Returns those of `ids` that exist, in their order. */
  pick(ids: readonly string[]): Advertiser[] {
    return ids.flatMap((id) => this.directory.get(id) ?? []);
  }

  /** The same, and the other accounts of their legal entities, for which an opt-out holds too. */
  pickWithAccounts(ids: readonly string[]): Advertiser[] {
    const others = ids.flatMap((id) => this.directory.sharedWith(id) ?? []).filter(({ until }) => until === undefined);
    return this.pick([...new Set([...ids, ...others.map(({ advertiserId }) => advertiserId)])]);
  }

  withCode(code: string): Advertiser[] {
    return this.directory.withCode(code);
  }

  all(): Advertiser[] {
    return this.directory.all();
  }
}
