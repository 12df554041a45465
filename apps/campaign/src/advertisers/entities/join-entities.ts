import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { ADVERTISERS_SQL } from '../advertisers.store';
import { holdImports } from './opt-out-lock';
import { StoreAdvertiser } from '../store-advertiser';
import { advertiserOf } from '../stored-advertiser';

/**
 * Joins accounts to one legal entity and separates them. Every account that is concerned is published anew in the same transaction;
 * opt-outs are not copied: each service asks those of all accounts of the entity.
 */
@Injectable()
export class JoinEntities {
  constructor(
    private readonly store: StoreAdvertiser,
    private readonly clock: Clock,
  ) {}

  /** Joins all accounts of one entity to the other; people who opted out of any of them are removed from the address books of all. */
  async join(tx: Tx, advertiserId: string, entityId: string): Promise<void> {
    holdImports(tx);
    await tx.query(ADVERTISERS_SQL.joinEntity, [advertiserId, entityId]);
    await this.announceOthers(tx, entityId, advertiserId);
    await tx.query(ADVERTISERS_SQL.deleteOptedOutContacts, [entityId]);
  }

  /**
   * Makes the account its own entity. People who opted out while the accounts were one stay opted out of both: each stores the others and
   * the time. An entity with its ID gets that of another account.
   */
  async separate(tx: Tx, advertiserId: string): Promise<void> {
    const at = this.clock.now();
    const [first, ...more] = await tx.query(ADVERTISERS_SQL.lockOthersOfAccount, [advertiserId]);
    if (!first) return;
    const others = [first, ...more].map(({ id }) => id);
    await tx.query(ADVERTISERS_SQL.separateEntity, [[advertiserId], null, others, at]);
    await tx.query(ADVERTISERS_SQL.separateEntity, [others, first.id, [advertiserId], at]);
    await this.announceOthers(tx, first.id, advertiserId);
  }

  /** The account that is changed is published by its caller. */
  private async announceOthers(tx: Tx, entityId: string, advertiserId: string): Promise<void> {
    const stored = await tx.query(ADVERTISERS_SQL.lockOthersOfEntity, [entityId, advertiserId]);
    for (const each of stored) await this.store.announce(tx, advertiserOf(each));
  }
}
