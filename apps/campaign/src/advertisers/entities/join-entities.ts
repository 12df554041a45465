import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { ENTITY } from './entity-accounts';
import { holdImports } from './opt-out-lock';
import { StoreAdvertiser } from '../store-advertiser';
import { SELECT_ADVERTISER, type StoredAdvertiser, advertiserOf } from '../stored-advertiser';

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

  /** All accounts of the one's entity become part of the other's; whoever opted out of any of them leaves the books of all. */
  async join(tx: Tx, advertiserId: string, entityId: string): Promise<void> {
    holdImports(tx);
    await tx.query(
      `UPDATE advertiser SET entity_id = $2 WHERE id IN (
         SELECT a.id FROM advertiser a JOIN advertiser me ON ${ENTITY('a')} = ${ENTITY('me')} WHERE me.id = $1 FOR UPDATE OF a)`,
      [advertiserId, entityId],
    );
    await this.announceOthers(tx, entityId, advertiserId);
    await tx.query(
      `DELETE FROM contact c USING address_book b, advertiser owner, advertiser said, opt_out o
       WHERE ${ENTITY('owner')} = $1 AND b.advertiser_id = owner.id AND c.address_book_id = b.id
         AND ${ENTITY('said')} = $1 AND o.scope = said.id::text AND o.state = 'out' AND o.recipient_key = c.recipient_key`,
      [entityId],
    );
  }

  /**
   * The account becomes an entity of its own. Who opted out of one of them while they were one goes on to be out of both: each
   * remembers the others, and until when. An entity that had its id gets that of another account.
   */
  async separate(tx: Tx, advertiserId: string): Promise<void> {
    const at = this.clock.now();
    const [first, ...more] = await tx.query<{ id: string }>(
      `SELECT a.id FROM advertiser a JOIN advertiser me ON ${ENTITY('a')} = ${ENTITY('me')}
       WHERE me.id = $1 AND a.id <> $1 ORDER BY a.id FOR UPDATE OF a`,
      [advertiserId],
    );
    if (!first) return;
    const others = [first, ...more].map(({ id }) => id);
    const remember = `UPDATE advertiser SET entity_id = $2, separated = (
      SELECT jsonb_agg(s) FROM (
        SELECT s FROM jsonb_array_elements(coalesce(separated, '[]')) AS s WHERE NOT s ->> 'advertiserId' = ANY($3::text[])
        UNION ALL SELECT jsonb_build_object('advertiserId', e, 'at', $4::float8::bigint) FROM unnest($3::text[]) AS e) AS all_of)
      WHERE id = ANY($1::uuid[])`;
    await tx.query(remember, [[advertiserId], null, others, at]);
    await tx.query(remember, [others, first.id, [advertiserId], at]);
    await this.announceOthers(tx, first.id, advertiserId);
  }

  /** Whoever changes an account publishes that one itself. */
  private async announceOthers(tx: Tx, entityId: string, advertiserId: string): Promise<void> {
    const stored = await tx.query<StoredAdvertiser>(
      `${SELECT_ADVERTISER} WHERE coalesce(entity_id, id) = $1 AND id <> $2 ORDER BY id FOR UPDATE`,
      [entityId, advertiserId],
    );
    for (const each of stored) await this.store.announce(tx, advertiserOf(each));
  }
}
