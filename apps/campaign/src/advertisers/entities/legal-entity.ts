import { Injectable } from '@nestjs/common';
import { type Result, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { comparableLegalName } from './legal-name.rule';
import { ADVERTISERS_SQL } from '../advertisers.store';
import type { AdvertisersSql } from '../advertisers.sql';

// Whoever texts STOP to a company means the company, not one of its accounts with us (docs/law/opt-outs.md#scope).

/** Decision of a person about the legal entity of an account. */
export interface EntityDecision {
  /** The account shares its opt-outs with this one, and with all that do. */
  sameEntityAs?: string | undefined;
  /** Although number or name are the same, it is another legal entity: why. */
  separateEntity?: { reason: string } | undefined;
}

/** An account that seems to be of the same legal entity. */
export interface EntityAccountView {
  id: string;
  name: string;
  legalName: string;
  sameBy: 'registration' | 'legalName';
}

export type EntityRefusal =
  | { code: 'legal-entity-known'; accounts: EntityAccountView[] }
  /** The account that `sameEntityAs` names does not exist. */
  | { code: 'entity-unknown'; advertiserId: string };

type Account = AdvertisersSql['otherAccounts']['row'];

@Injectable()
export class LegalEntity {
  /** Lock before every row: until the transaction ends no other one decides about entities. */
  hold(tx: Tx): void {
    tx.send(ADVERTISERS_SQL.lockEntities);
  }

  /**
   * Under `hold`: the entity of an account that is made or changed; undefined for one of its own.
   * @param account - `entityId` of one that exists
   */
  async of(
    tx: Tx,
    account: Pick<Account, 'id' | 'legalName'> & { registration?: string | undefined; entityId?: string | undefined },
    { sameEntityAs, separateEntity }: EntityDecision,
  ): Promise<Result<string | undefined, EntityRefusal>> {
    // Thousands at most, and seldom read: what is compared is not kept, so that it can become stricter.
    const all = await tx.query(ADVERTISERS_SQL.otherAccounts, [account.id]);
    if (sameEntityAs !== undefined) {
      const other = all.find(({ id }) => id === sameEntityAs);
      return other ? ok(other.entityId) : refused({ code: 'entity-unknown', advertiserId: sameEntityAs });
    }
    const accounts = all
      .filter(({ entityId }) => entityId !== (account.entityId ?? account.id))
      .flatMap((each) => likeness(account, each));
    if (accounts.length > 0 && separateEntity === undefined) return refused({ code: 'legal-entity-known', accounts });
    return ok(undefined);
  }
}

function likeness(
  { registration, legalName }: { registration?: string | undefined; legalName: string },
  { id, name, ...other }: Account,
): EntityAccountView[] {
  const of = { id, name, legalName: other.legalName };
  if (registration !== undefined && registration === other.registration) return [{ ...of, sameBy: 'registration' }];
  const isAlike = comparableLegalName(legalName) === comparableLegalName(other.legalName);
  return isAlike ? [{ ...of, sameBy: 'legalName' }] : [];
}
