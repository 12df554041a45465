import type { Advertiser } from '@stopsms/contracts';

/** An account whose opt-outs another one heeds, as they are of one legal entity. */
export interface SharedAccount {
  advertiserId: string;
  /** Epoch ms; of one that was separated: its opt-outs of before alone count. */
  until?: number;
}

/**
 * Which accounts share their opt-outs. An entity has the id of one of its accounts; that one is taken for a member also while its
 * record is not read yet, so that no order of the records lets an advert pass.
 */
export class LegalEntities {
  private readonly members = new Map<string, Map<string, Advertiser>>();
  /** Only accounts that share with another one: nearly none do. */
  private readonly shared = new Map<string, readonly SharedAccount[]>();

  /** Undefined where an account shares with nobody. */
  sharedWith(advertiserId: string): readonly SharedAccount[] | undefined {
    return this.shared.get(advertiserId);
  }

  /** @param now - undefined where the account is gone */
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
    // Of one, of all: an account that joins is of the entity to which those opt-outs were said.
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
