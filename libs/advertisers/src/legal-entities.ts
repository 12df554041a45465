import type { Advertiser } from '@stopsms/contracts';

/** An account whose opt-outs hold for another one, since both belong to one legal entity. */
export interface SharedAccount {
  advertiserId: string;
  /** Epoch ms of the separation; only earlier opt-outs hold. */
  until?: number;
}

/**
 * Index of the accounts that share opt-outs. An entity has the id of one of its accounts, which counts as a member even before its
 * record is read, so that no order of records lets an advert pass.
 */
export class LegalEntities {
  private readonly members = new Map<string, Map<string, Advertiser>>();
  /** Entries of accounts that share with another one: nearly none do. */
  private readonly shared = new Map<string, readonly SharedAccount[]>();

  /** Returns undefined for an account that shares with none. */
  sharedWith(advertiserId: string): readonly SharedAccount[] | undefined {
    return this.shared.get(advertiserId);
  }

  /** @param now - undefined for a deleted account */
  put(id: string, before: Advertiser | undefined, now: Advertiser | undefined): void {
    const entities = new Set<string>();
    if (before) {
      const entity = entityOf(before);
      this.members.get(entity)?.delete(id);
      entities.add(entity);
    }
    this.shared.delete(id);
    if (now) {
      const entity = entityOf(now);
      const members = this.members.get(entity) ?? new Map<string, Advertiser>();
      this.members.set(entity, members.set(id, now));
      entities.add(entity);
    }
    for (const entity of entities) this.renew(entity);
  }

  private renew(entity: string): void {
    const members = this.members.get(entity);
    if (!members || members.size === 0) {
      this.members.delete(entity);
      return;
    }
    const ids = new Set([...members.keys(), entity]);
    // A separation counts for all members: an account that joins belongs to the entity to which those opt-outs were addressed.
    const until = new Map<string, number>();
    for (const { advertiserId, at } of [...members.values()].flatMap(({ separated = [] }) => separated)) {
      if (!ids.has(advertiserId)) until.set(advertiserId, Math.max(at, until.get(advertiserId) ?? at));
    }
    for (const id of members.keys()) {
      const accounts: SharedAccount[] = [
        ...[...ids].filter((each) => each !== id).map((advertiserId) => ({ advertiserId })),
        ...[...until].map(([advertiserId, at]) => ({ advertiserId, until: at })),
      ];
      if (accounts.length > 0) this.shared.set(id, accounts);
      else this.shared.delete(id);
    }
  }
}

const entityOf = ({ id, entityId = id }: Advertiser): string => entityId;
