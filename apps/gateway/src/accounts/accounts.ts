import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimit } from '@stopsms/http';
import type { Account, SmppAccount } from './account';

export const ACCOUNTS = Symbol('accounts');

export type AccountOverSmpp = Account & { smpp: SmppAccount };

/** Accounts of the file, by the names that their systems use, and their rates. */
@Injectable()
export class Accounts {
  private readonly byId: ReadonlyMap<string, Account>;
  private readonly bySystemId: ReadonlyMap<string, AccountOverSmpp>;
  private readonly byAdvertiser = new Map<string, Account[]>();
  private readonly limits = new Map<string, RateLimit>();

  constructor(@Inject(ACCOUNTS) accounts: readonly Account[]) {
    this.byId = new Map(accounts.map((account) => [account.id, account]));
    this.bySystemId = new Map(
      accounts.flatMap((account) =>
        account.smpp ? [[account.smpp.systemId, account as AccountOverSmpp] as const] : [],
      ),
    );
    for (const account of accounts) {
      const others = this.byAdvertiser.get(account.advertiserId) ?? [];
      this.byAdvertiser.set(account.advertiserId, [...others, account]);
      this.limits.set(account.id, new RateLimit(account.ratePerSecond));
    }
  }

  all(): Account[] {
    return [...this.byId.values()];
  }

  get(id: string): Account | undefined {
    return this.byId.get(id);
  }

  ofAdvertiser(advertiserId: string): readonly Account[] {
    return this.byAdvertiser.get(advertiserId) ?? [];
  }

  /** True if the account may submit one more now. */
  isWithinRate({ id }: Account): boolean {
    return this.limits.get(id)?.refuses(id) === undefined;
  }

  /** Returns the account of these credentials. An unknown system id takes as long as a wrong password. */
  authenticate(systemId: string, password: string): AccountOverSmpp | undefined {
    const account = this.bySystemId.get(systemId);
    const isRight = isSame(password, account?.smpp.password ?? '');
    return account && isRight ? account : undefined;
  }
}

/** Compares in a time that depends on neither. */
export const isSame = (given: string, right: string): boolean => timingSafeEqual(digest(given), digest(right));

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
