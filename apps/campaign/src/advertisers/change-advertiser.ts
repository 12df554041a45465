import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { codeFault } from './account-code.rule';
import { readRegistrationNumber } from './entities/registration-number.rule';
import type { Advertiser } from '../produces/campaign.advertisers.v1';
import { OWN_SENDER } from './create-advertiser';
import { JoinEntities } from './entities/join-entities';
import { type EntityDecision, type EntityRefusal, LegalEntity } from './entities/legal-entity';
import { newId } from '../http-parts/page';
import { type RegistrationInvalid, recordChange } from './record-change';
import { SenderRegistry, type SenderTaken } from './senders/sender-registry';
import { StoreAdvertiser } from './store-advertiser';
import { ADVERTISERS_SQL } from './advertisers.store';
import { type StoredAdvertiser, advertiserOf } from './stored-advertiser';

/** Changes: an absent field stays, null removes it. */
type AdvertiserChanges = Partial<
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
    | 'registration'
  >
> &
  EntityDecision;

export type AdvertiserRefusal =
  | { code: 'advertiser-unknown' }
  /** `index` in the codes given. */
  | { code: 'code-not-of-country'; index: number; detail: string }
  | { code: 'codes-missing'; codes: string[] }
  | EntityRefusal
  | RegistrationInvalid
  | SenderTaken;

/**
 * Changes an advertiser; repeating a change has no effect. Codes are only added: people answer a text for as long as they keep it, and a
 * reply to a code is attributed to the advertisers that have it, because a sender ID or a code chosen by the operator leaves no record of
 * the shown code. Without its code an advertiser would miss a STOP.
 */
@Injectable()
export class ChangeAdvertiser {
  constructor(
    private readonly database: Database,
    private readonly store: StoreAdvertiser,
    private readonly registry: SenderRegistry,
    private readonly entity: LegalEntity,
    private readonly joinEntities: JoinEntities,
    private readonly clock: Clock,
  ) {}

  /** @param by - author of the change. Another sender is approved in the advertiser's country: they answer for it */
  async execute(
    id: string,
    { sameEntityAs, separateEntity, ...changes }: AdvertiserChanges,
    by: string | undefined,
  ): Promise<Result<Advertiser, AdvertiserRefusal>> {
    const decision = { ...(sameEntityAs !== undefined && { sameEntityAs }), ...(separateEntity && { separateEntity }) };
    const isOfEntity = changes.registration !== undefined || Object.keys(decision).length > 0;
    return this.database.run(async (tx) => {
      if (isOfEntity) this.entity.hold(tx);
      const [stored] = await tx.query(ADVERTISERS_SQL.lock, [id]);
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
      if (changes.registration) {
        const registration = readRegistrationNumber(changes.registration, stored.country);
        if (registration === undefined) return refused({ code: 'registration-invalid' });
        changed.registration = registration;
      }
      const entity = isOfEntity ? await this.entity.of(tx, changed, decision) : ok(undefined);
      if (!entity.ok) return entity;
      const { country, sender } = changed;
      if (sender !== stored.sender) {
        const wanted = { advertiserId: id, country, sender, evidence: OWN_SENDER, by };
        const named = await this.registry.approve(tx, wanted);
        if (!named.ok) return named;
      }
      this.store.store(tx, changed);
      const now = this.clock.now();
      await recordChange(tx, { id: newId(now), advertiserId: id, at: now, by, changes: { ...changes, ...decision } });
      if (entity.value !== undefined) await this.joinEntities.join(tx, id, entity.value);
      if (separateEntity) await this.joinEntities.separate(tx, id);
      const [kept] = await tx.query(ADVERTISERS_SQL.byId, [id]);
      return ok(await this.store.announce(tx, kept ? advertiserOf(kept) : changed));
    });
  }
}
