import { Injectable } from '@nestjs/common';
import { Clock, type Result, liesIn, ok, refused } from '@stopsms/kernel';
import { type AccountOverSmpp, Accounts } from '../accounts/accounts';
import { AddressLock } from '../callers/address-lock';

/** Reason why a bind is refused. The system cannot distinguish `password` from `locked`. */
export type BindRefusal = { code: 'password' | 'locked' | 'tls' | 'address' | 'too-many' };

interface Bind {
  systemId: string;
  password: string;
  address: string;
  isTls: boolean;
}

/** Wrong passwords, after which an address is refused for a while. */
const MAX_FAILURES = 10;

/** Decides who may bind. Only a system with the right password learns why its bind is refused. */
@Injectable()
export class BindGuard {
  private readonly lock: AddressLock;

  constructor(
    private readonly accounts: Accounts,
    clock: Clock,
  ) {
    this.lock = new AddressLock(clock, MAX_FAILURES);
  }

  /** @param boundNow - number of binds of an account */
  check(bind: Bind, boundNow: (account: AccountOverSmpp) => number): Result<AccountOverSmpp, BindRefusal> {
    const { systemId, password, address, isTls } = bind;
    if (this.lock.lockedFor(address) !== undefined) return refused({ code: 'locked' });
    const account = this.accounts.authenticate(systemId, password);
    if (!account) {
      this.lock.failed(address, systemId);
      return refused({ code: 'password' });
    }
    const { smpp, addresses } = account;
    if (smpp.tlsRequired && !isTls) return refused({ code: 'tls' });
    if (addresses && !liesIn(addresses, address)) return refused({ code: 'address' });
    if (boundNow(account) >= smpp.maxBinds) return refused({ code: 'too-many' });
    this.lock.passed(address, systemId);
    return ok(account);
  }

  /** Returns the account as it is now, if the credentials and the connection of a bind are still permitted. */
  stillPermits(
    { id, smpp: { systemId, password } }: AccountOverSmpp,
    { address, isTls }: Pick<Bind, 'address' | 'isTls'>,
  ): AccountOverSmpp | undefined {
    const account = this.accounts.authenticate(systemId, password);
    if (account?.id !== id || (account.smpp.tlsRequired && !isTls)) return undefined;
    return account.addresses && !liesIn(account.addresses, address) ? undefined : account;
  }
}
