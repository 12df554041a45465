import { Injectable } from '@nestjs/common';
import { liesIn } from '@stopsms/access';
import { Problem } from '@stopsms/http';
import type { Request } from 'express';
import type { Account } from '../accounts/account';
import { FailedCallers } from './failed-callers';

/** Decides whether a request over HTTP is from the system of an account. */
@Injectable()
export class CheckCaller {
  constructor(private readonly failed: FailedCallers) {}

  /**
   * Returns the account if its credentials and the address are right. The refusal does not say which of them was wrong.
   * @param named - name of the account in the request
   * @param isRight - compares credentials; called for an unknown account too, in a time that depends on neither
   * @throws Problem 401 not authenticated, 429 too many failures
   */
  check<A extends Account>(request: Request, named: string, account: A | undefined, isRight: boolean): A {
    const address = request.ip ?? '';
    this.refuseLocked(request);
    if (!account || !isRight || (account.addresses && !liesIn(account.addresses, address))) {
      this.failed.failed(address, named);
      throw new Problem('door-unauthenticated', UNAUTHENTICATED);
    }
    this.failed.passed(address, named);
    return account;
  }

  /** Counts a request that never gave what its credentials are compared with. */
  abandoned(request: Request, named: string): void {
    this.failed.failed(request.ip ?? '', named);
  }

  /** @throws Problem 429 after too many failures, before anything of the request is read */
  refuseLocked(request: Request): void {
    const seconds = this.failed.lockedFor(request.ip ?? '');
    if (seconds !== undefined) throw Problem.tooMany(LOCKED, seconds);
  }
}

const UNAUTHENTICATED =
  'The account, its credentials or the address of the caller is wrong. Nothing was accepted. Check the entry of the account in GATEWAY_ACCOUNTS_FILE.';
const LOCKED = 'Too many requests from this address had wrong credentials. Nothing was accepted. Try again later.';
