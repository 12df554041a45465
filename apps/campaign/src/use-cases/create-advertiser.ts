import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { Advertiser } from '../produces/campaign.advertisers.v1';
import { newId } from './page';
import { SenderRegistry, type SenderTaken } from './sender-registry';
import { StoreAdvertiser } from './store-advertiser';

export type NewAdvertiser = Omit<Advertiser, 'id' | 'createdAt' | 'senders'>;

/** Why the sender of an account is approved. */
export const OWN_SENDER = 'sender of the account';

/** Makes a legal entity for which texts are sent. Its sender is approved in its own country: an operator gives it. */
@Injectable()
export class CreateAdvertiser {
  constructor(
    private readonly store: StoreAdvertiser,
    private readonly registry: SenderRegistry,
    private readonly clock: Clock,
  ) {}

  /** @param by - who answers for the sender */
  async execute(tx: Tx, given: NewAdvertiser, by: string | undefined): Promise<Result<Advertiser, SenderTaken>> {
    const now = this.clock.now();
    const advertiser: Advertiser = {
      id: newId(now),
      ...given,
      codes: [...new Set([given.shortCode, ...given.codes])],
      linkHosts: [...new Set(given.linkHosts)],
      createdAt: now,
    };
    this.store.store(tx, advertiser);
    const { id: advertiserId, country, sender } = advertiser;
    const named = await this.registry.approve(tx, { advertiserId, country, sender, evidence: OWN_SENDER, by });
    return named.ok ? ok(await this.store.announce(tx, advertiser)) : named;
  }
}
