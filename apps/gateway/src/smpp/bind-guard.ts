import { Injectable } from '@nestjs/common';
import { liesIn } from '@stopsms/access';
import { Clock, Latest, type Result, ok, refused } from '@stopsms/kernel';
import { type AccountOverSmpp, Accounts } from '../accounts/accounts';

/** Reason why a bind is refused; `password` and `locked` say no more to the system than that. */
export type BindRefusal = { code: 'password' | 'locked' | 'tls' | 'address' | 'too-many' };

export interface Bind {
  systemId: string;
  password: string;
  address: string;
  isTls: boolean;
}

/** Wrong passwords in a row, after which an address is refused for a while. */
const MAX_FAILURES = 10;
const LOCKED_MS = 60_000;
const MAX_ADDRESSES = 10_000;

/** Decides who may bind. Only who knows the password learns why a bind is refused. */
@Injectable()
export class BindGuard {
  private readonly failures = new Latest<{ count: number; lastAt: number }>(MAX_ADDRESSES);

  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** @param boundNow - number of binds of an account */
  check(bind: Bind, boundNow: (account: AccountOverSmpp) => number): Result<AccountOverSmpp, BindRefusal> {
    const { systemId, password, address, isTls } = bind;
    if (this.isLocked(address)) return refused({ code: 'locked' });
    const account = this.accounts.authenticate(systemId, password);
    if (!account) {
      const { count = 0 } = this.failures.get(address) ?? {};
      this.failures.set(address, { count: count + 1, lastAt: this.clock.now() });
      return refused({ code: 'password' });
    }
    const { smpp, addresses } = account;
    if (smpp.tlsRequired && !isTls) return refused({ code: 'tls' });
    if (addresses && !liesIn(addresses, address)) return refused({ code: 'address' });
    if (boundNow(account) >= smpp.maxBinds) return refused({ code: 'too-many' });
    this.failures.delete(address);
    return ok(account);
  }

  private isLocked(address: string): boolean {
    const failed = this.failures.get(address);
    if (!failed || failed.count < MAX_FAILURES) return false;
    if (this.clock.now() - failed.lastAt < LOCKED_MS) return true;
    this.failures.delete(address);
    return false;
  }
}
