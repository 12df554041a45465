import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { readRegistrationNumber } from './entities/registration-number.rule';
import type { Advertiser } from '../produces/campaign.advertisers.v1';
import { type EntityDecision, type EntityRefusal, LegalEntity } from './entities/legal-entity';
import { newId } from '../http-parts/page';
import { type RegistrationInvalid, recordChange } from './record-change';
import { SenderRegistry, type SenderTaken } from './senders/sender-registry';
import { StoreAdvertiser } from './store-advertiser';

type NewAdvertiser = Omit<Advertiser, 'id' | 'createdAt' | 'senders' | 'entityId' | 'separated'> & EntityDecision;

export type NewAdvertiserRefusal = SenderTaken | EntityRefusal | RegistrationInvalid;

/** Evidence for the sender of an account. */
export const OWN_SENDER = 'sender of the account';

/** Makes a legal entity for which texts are sent. Its sender is approved in its own country: an operator gives it. */
@Injectable()
export class CreateAdvertiser {
  constructor(
    private readonly store: StoreAdvertiser,
    private readonly registry: SenderRegistry,
    private readonly entity: LegalEntity,
    private readonly clock: Clock,
  ) {}

  /** @param by - who answers for the sender */
  async execute(
    tx: Tx,
    { sameEntityAs, separateEntity, registration: number, ...given }: NewAdvertiser,
    by: string | undefined,
  ): Promise<Result<Advertiser, NewAdvertiserRefusal>> {
    this.entity.hold(tx);
    const now = this.clock.now();
    const id = newId(now);
    const registration = number === undefined ? undefined : readRegistrationNumber(number, given.country);
    if (number !== undefined && registration === undefined) return refused({ code: 'registration-invalid' });
    const decision = { sameEntityAs, separateEntity };
    const entity = await this.entity.of(tx, { id, legalName: given.legalName, registration }, decision);
    if (!entity.ok) return entity;
    const advertiser: Advertiser = {
      id,
      ...given,
      ...(registration !== undefined && { registration }),
      ...(entity.value !== undefined && { entityId: entity.value }),
      codes: [...new Set([given.shortCode, ...given.codes])],
      linkHosts: [...new Set(given.linkHosts)],
      createdAt: now,
    };
    this.store.store(tx, advertiser);
    const { id: advertiserId, country, sender } = advertiser;
    const named = await this.registry.approve(tx, { advertiserId, country, sender, evidence: OWN_SENDER, by });
    if (named.ok && (sameEntityAs ?? separateEntity) !== undefined) {
      await recordChange(tx, { id: newId(now), advertiserId, at: now, by, changes: decision });
    }
    return named.ok ? ok(await this.store.announce(tx, advertiser)) : named;
  }
}
