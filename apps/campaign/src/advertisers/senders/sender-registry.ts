import { Injectable } from '@nestjs/common';
import { Clock, type Result, countryOfRegion, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { isName, likenessOf } from './sender-likeness.rule';
import { newId } from '../../http-parts/page';
import type { SendersSql } from './senders.sql';
import { SENDERS_SQL } from './senders.store';

export type SenderView = SendersSql['list']['row'];

export interface WantedSender {
  advertiserId: string;
  /** ISO 3166 alpha-2. */
  country: string;
  sender: string;
  evidence: string;
  registration?: string | null | undefined;
  /** Legal entity in whose name it is registered. */
  holder?: string | null | undefined;
  /** Names of the operators that are enabled for it; any if absent. */
  providers?: string[] | null | undefined;
  by: string | undefined;
}

export interface SenderTaken {
  code: 'sender-taken';
  country: string;
  sender: string;
}

/** Rows of the registry. The caller publishes the advertiser in the same transaction. */
@Injectable()
export class SenderRegistry {
  constructor(private readonly clock: Clock) {}

  /** Records the request of an advertiser for a sender ID; existing ones stay unchanged. */
  async request(tx: Tx, wanted: WantedSender): Promise<Result<SenderView, SenderTaken>> {
    if (await this.isTaken(tx, wanted)) return refused(takenBy(wanted));
    return ok(await this.store(tx, wanted, 'requested'));
  }

  /** Approves a sender, or records the registration of an approved one. */
  async approve(tx: Tx, wanted: WantedSender): Promise<Result<SenderView, SenderTaken>> {
    if (await this.isTaken(tx, wanted)) return refused(takenBy(wanted));
    return ok(await this.store(tx, wanted, 'approved'));
  }

  /** Two concurrent requests for one name wait for each other here, so that the second sees the first; a unique index guards it too. */
  private async isTaken(tx: Tx, { advertiserId, country, sender }: WantedSender): Promise<boolean> {
    if (!isName(sender)) return false;
    const name = [countryOfRegion(country), likenessOf(sender)] as const;
    tx.send(SENDERS_SQL.lockName, name);
    const [holder] = await tx.query(SENDERS_SQL.otherHolder, [...name, advertiserId]);
    return holder !== undefined;
  }

  private async store(
    tx: Tx,
    { advertiserId, country, sender, evidence, registration, holder, providers, by }: WantedSender,
    state: 'requested' | 'approved',
  ): Promise<SenderView> {
    const now = this.clock.now();
    const of = [advertiserId, countryOfRegion(country), likenessOf(sender)] as const;
    await tx.query(state === 'approved' ? SENDERS_SQL.approve : SENDERS_SQL.request, [
      ...of,
      ...([newId(now), sender, state, evidence, now, by ?? null] as const),
      ...([registration ?? null, holder ?? null, providers ?? null] as const),
    ]);
    const [view] = await tx.query(SENDERS_SQL.byName, of);
    if (!view) throw new Error('a sender is not there right after it was stored');
    return view;
  }
}

const takenBy = ({ country, sender }: WantedSender): SenderTaken => ({
  code: 'sender-taken',
  country: countryOfRegion(country),
  sender,
});
