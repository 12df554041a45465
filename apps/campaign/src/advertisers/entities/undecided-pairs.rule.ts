import { comparableLegalName } from './legal-name.rule';

/** An account, as far as it says of which legal entity it is. */
export interface EntityAccount {
  id: string;
  name: string;
  legalName: string;
  registration: string | null;
  entityId: string;
  /** Epoch ms. */
  createdAt: number;
  /** Latest decision that it is another entity than those of the same name or number at that time; epoch ms. */
  separatedAt: number | null;
}

/** Two accounts that seem to belong to one legal entity, without a decision. */
export interface UndecidedPair {
  accounts: [EntityAccount, EntityAccount];
  sameBy: 'registration' | 'legalName';
}

/**
 * Pairs of accounts with the same registration number or legal name that neither share opt-outs nor were separated in writing, the
 * oldest first; one for each two entities. Accounts made before the rule was kept are such pairs.
 * @see docs/law/opt-outs.md#scope
 */
export function undecidedPairs(accounts: readonly EntityAccount[]): UndecidedPair[] {
  const ordered = [...accounts].sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
  const found = new Map<string, UndecidedPair>();
  const look = (sameBy: UndecidedPair['sameBy'], keyOf: (account: EntityAccount) => string | null) => {
    for (const group of groupsOf(ordered, keyOf)) {
      for (const [at, one] of group.entries()) {
        for (const other of group.slice(at + 1)) {
          const entities = [one.entityId, other.entityId].sort().join(' ');
          if (one.entityId === other.entityId || isSeparated(one, other) || found.has(entities)) continue;
          found.set(entities, { accounts: [one, other], sameBy });
        }
      }
    }
  };
  look('registration', ({ registration }) => registration);
  look('legalName', ({ legalName }) => comparableLegalName(legalName));
  return [...found.values()];
}

function groupsOf(
  accounts: readonly EntityAccount[],
  keyOf: (account: EntityAccount) => string | null,
): EntityAccount[][] {
  const groups = new Map<string, EntityAccount[]>();
  for (const account of accounts) {
    const key = keyOf(account);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return [...groups.values()];
}

/** A decision about one account is about all that were there then. */
const isSeparated = (one: EntityAccount, other: EntityAccount): boolean =>
  (one.separatedAt ?? -Infinity) >= other.createdAt || (other.separatedAt ?? -Infinity) >= one.createdAt;
