import { Inject, Injectable } from '@nestjs/common';
import { RateLimit } from '@stopsms/http';
import { CannotStart, isSecretOf } from '@stopsms/kernel';
import type { Account, SmppAccount } from './account';
import type { KannelAccount, TwilioAccount } from './shaped-accounts';

export const ACCOUNTS = Symbol('accounts');

export type AccountOverSmpp = Account & { smpp: SmppAccount };
export type AccountOfTwilio = Account & { twilio: TwilioAccount };
export type AccountOfKannel = Account & { kannel: KannelAccount };

/** Returns why an account cannot be used. */
type AccountCheck = (account: Account) => string | undefined;

/** Accounts of the file, by the names that their systems use, and their rates. */
@Injectable()
export class Accounts {
  private index: AccountIndex;
  private limits = new Map<string, { perSecond: number; limit: RateLimit }>();
  private readonly checks: AccountCheck[] = [];
  private readonly listeners: (() => void)[] = [];

  constructor(@Inject(ACCOUNTS) accounts: readonly Account[]) {
    this.index = indexOf(accounts);
    this.setLimits(accounts);
  }

  all(): Account[] {
    return [...this.index.byId.values()];
  }

  get(id: string): Account | undefined {
    return this.index.byId.get(id);
  }

  ofAdvertiser(advertiserId: string): readonly Account[] {
    return this.index.byAdvertiser.get(advertiserId) ?? [];
  }

  ofTwilio(accountSid: string): AccountOfTwilio | undefined {
    return this.index.byTwilioSid.get(accountSid);
  }

  ofKannel(username: string): AccountOfKannel | undefined {
    return this.index.byKannelUser.get(username);
  }

  /** True if the account may submit one more now. */
  isWithinRate({ id }: Account): boolean {
    return this.limits.get(id)?.limit.refuses(id) === undefined;
  }

  /** Returns the account of these credentials. An unknown system id takes as long as a wrong password. */
  authenticate(systemId: string, password: string): AccountOverSmpp | undefined {
    const account = this.index.bySystemId.get(systemId);
    const isRight = isSecretOf(password, [account?.smpp.password ?? '']);
    return account && isRight ? account : undefined;
  }

  /**
   * Adds a check of all accounts, now and after each change.
   * @throws CannotStart if an account does not pass
   */
  require(check: AccountCheck): void {
    this.checks.push(check);
    const [problem] = this.problemsOf(this.all());
    if (problem !== undefined) throw new CannotStart(`GATEWAY_ACCOUNTS_FILE: ${problem}`);
  }

  /** Returns what the checks find. */
  problemsOf(accounts: readonly Account[]): string[] {
    return accounts.flatMap((account) =>
      this.checks.flatMap((check) => {
        const problem = check(account);
        return problem === undefined ? [] : [`account ${account.id}: ${problem}`];
      }),
    );
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Replaces all accounts. An account whose rate has not changed keeps its usage. */
  replace(accounts: readonly Account[]): void {
    this.index = indexOf(accounts);
    this.setLimits(accounts);
    for (const listener of this.listeners) listener();
  }

  private setLimits(accounts: readonly Account[]): void {
    const before = this.limits;
    this.limits = new Map(
      accounts.map(({ id, ratePerSecond: perSecond }) => {
        const same = before.get(id);
        return [id, same?.perSecond === perSecond ? same : { perSecond, limit: new RateLimit(perSecond) }];
      }),
    );
  }
}

interface AccountIndex {
  byId: ReadonlyMap<string, Account>;
  bySystemId: ReadonlyMap<string, AccountOverSmpp>;
  byTwilioSid: ReadonlyMap<string, AccountOfTwilio>;
  byKannelUser: ReadonlyMap<string, AccountOfKannel>;
  byAdvertiser: ReadonlyMap<string, readonly Account[]>;
}

function indexOf(accounts: readonly Account[]): AccountIndex {
  const index = {
    byId: new Map<string, Account>(),
    bySystemId: new Map<string, AccountOverSmpp>(),
    byTwilioSid: new Map<string, AccountOfTwilio>(),
    byKannelUser: new Map<string, AccountOfKannel>(),
    byAdvertiser: new Map<string, Account[]>(),
  };
  for (const account of accounts) {
    const { id, advertiserId, smpp, twilio, kannel } = account;
    index.byId.set(id, account);
    if (smpp) index.bySystemId.set(smpp.systemId, { ...account, smpp });
    if (twilio) index.byTwilioSid.set(twilio.accountSid, { ...account, twilio });
    if (kannel) index.byKannelUser.set(kannel.username, { ...account, kannel });
    index.byAdvertiser.set(advertiserId, [...(index.byAdvertiser.get(advertiserId) ?? []), account]);
  }
  return index;
}
