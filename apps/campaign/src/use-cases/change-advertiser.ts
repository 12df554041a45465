import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { codeFault } from '../domain/account-code';
import type { Advertiser } from '../produces/campaign.advertisers.v1';
import { OWN_SENDER } from './create-advertiser';
import { newId } from './page';
import { SenderRegistry, type SenderTaken } from './sender-registry';
import { StoreAdvertiser } from './store-advertiser';
import { SELECT_ADVERTISER, type StoredAdvertiser, advertiserOf } from './stored-advertiser';

/** What is not there stays; null takes away. */
export type AdvertiserChanges = Partial<
  Pick<
    StoredAdvertiser,
    | 'name'
    | 'sender'
    | 'codes'
    | 'linkHosts'
    | 'webhookUrl'
    | 'sendingHours'
    | 'contact'
    | 'quotas'
    | 'frequencyCaps'
    | 'countries'
  >
>;

export type AdvertiserRefusal =
  | { code: 'advertiser-unknown' }
  /** `index` in the codes given. */
  | { code: 'code-not-of-country'; index: number; detail: string }
  | { code: 'codes-missing'; codes: string[] }
  | SenderTaken;

/**
 * Changes what may change of an advertiser; the same change again leaves it as it is. Codes only ever join: people answer a
 * text for as long as they keep it, and a reply to a code is attributed to those who have it, because with a sender ID, or
 * an operator that picks the code, what was shown is not on record. Without its code an advertiser would miss a STOP.
 */
@Injectable()
export class ChangeAdvertiser {
  constructor(
    private readonly database: Database,
    private readonly store: StoreAdvertiser,
    private readonly registry: SenderRegistry,
    private readonly clock: Clock,
  ) {}

  /** @param by - who does; told to whoever asks later. Another sender is approved in the advertiser's country: they answer for it */
  async execute(
    id: string,
    changes: AdvertiserChanges,
    by: string | undefined,
  ): Promise<Result<Advertiser, AdvertiserRefusal>> {
    return this.database.run(async (tx) => {
      const [stored] = await tx.query<StoredAdvertiser>(`${SELECT_ADVERTISER} WHERE id = $1 FOR UPDATE`, [id]);
      if (!stored) return refused({ code: 'advertiser-unknown' });
      const { codes = stored.codes, linkHosts = stored.linkHosts } = changes;
      for (const [index, code] of codes.entries()) {
        const detail = codeFault(stored.country, code);
        if (detail) return refused({ code: 'code-not-of-country', index, detail });
      }
      const all = [...new Set([stored.shortCode, ...codes])];
      const missing = stored.codes.filter((code) => !all.includes(code));
      if (missing.length > 0) return refused({ code: 'codes-missing', codes: missing });
      const changed = advertiserOf({ ...stored, ...changes, codes: all, linkHosts: [...new Set(linkHosts)] });
      const { country, sender } = changed;
      if (sender !== stored.sender) {
        const wanted = { advertiserId: id, country, sender, evidence: OWN_SENDER, by };
        const named = await this.registry.approve(tx, wanted);
        if (!named.ok) return named;
      }
      this.store.store(tx, changed);
      const now = this.clock.now();
      await tx.query(
        `INSERT INTO advertiser_change (id, advertiser_id, at, by, changes)
         VALUES ($1, $2, to_timestamp($3 / 1000.0), $4, $5)`,
        [newId(now), id, now, by ?? null, JSON.stringify(changes)],
      );
      return ok(await this.store.announce(tx, changed));
    });
  }
}
