import { Injectable } from '@nestjs/common';
import { Problem, RateLimit, Strangers } from '@stopsms/http';
import { liesIn } from '@stopsms/kernel';
import type { Request } from 'express';
import type { Account } from '../accounts/account';
import { FailedCallers } from './failed-callers';

/** Beside `FailedCallers`, which counts by account. */
const MAX_FAILURES_PER_MINUTE = 60;
/** Queries of one account for the status of its messages; twice as many at once. */
const READS_PER_SECOND = 200;

/** Decides whether a request over HTTP is from the system of an account. */
@Injectable()
export class CheckCaller {
  private readonly strangers = new Strangers(MAX_FAILURES_PER_MINUTE, (seconds) => Problem.tooMany(BUSY, seconds));
  private readonly reads = new RateLimit(READS_PER_SECOND);

  constructor(private readonly failed: FailedCallers) {}

  /**
   * Reads a body that shows whose request it is. Bounds the bodies that callers without credentials can have read at a time.
   * @param read - reads the body and calls `check`
   */
  async hold<T>(request: Request, read: () => Promise<T>): Promise<T> {
    this.refuseLocked(request);
    return this.strangers.hold(request, read);
  }

  /** @throws Problem 429 if the account reads more often than it may */
  countRead({ id }: Account): void {
    const seconds = this.reads.refuses(id);
    if (seconds !== undefined) throw Problem.tooMany(TOO_MANY_READS, seconds);
  }

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
const BUSY = 'Too many requests of your network without right credentials. Nothing was accepted. Try again later.';
const TOO_MANY_READS = `The account queries more than ${READS_PER_SECOND} messages per second. Try again.`;
const LOCKED = 'Too many requests from this address had wrong credentials. Nothing was accepted. Try again later.';
