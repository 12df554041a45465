import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import type { Account } from '../accounts/account';
import { Accounts } from '../accounts/accounts';
import type { AccountsFile } from '../accounts/accounts-file';
import { GatewayMetrics } from '../gateway-metrics';

export const REREAD_ACCOUNTS = Symbol('reads the accounts again');

/**
 * Follows changes of GATEWAY_ACCOUNTS_FILE and of the files with its secrets. An invalid file changes nothing: the accounts that were
 * valid last remain in use.
 */
@Injectable()
export class ReloadAccounts extends ScheduledJob {
  readonly everyMs = 10_000;
  override readonly runsAtStart = false;
  readonly failure = 'The accounts are not read again; those in use remain, retrying';
  private reported: readonly string[] = [];

  constructor(
    private readonly accounts: Accounts,
    private readonly metrics: GatewayMetrics,
    @Inject(LOG) private readonly log: Log,
    @Inject(REREAD_ACCOUNTS) private readonly reread: AccountsFile['reread'],
  ) {
    super();
  }

  execute(): Promise<void> {
    const read = this.reread();
    const problems = read.ok ? this.accounts.problemsOf(read.value) : read.refusal.problems;
    this.report(problems);
    if (read.ok && problems.length === 0) this.apply(read.value);
    return Promise.resolve();
  }

  /** Logs the same problems once. */
  private report(problems: readonly string[]): void {
    this.metrics.setAccountsInvalid(problems.length > 0);
    if (isDeepStrictEqual(problems, this.reported)) return;
    this.reported = problems;
    if (problems.length > 0)
      this.log.error(
        { problems },
        'GATEWAY_ACCOUNTS_FILE is not valid: the accounts of before remain in use, and a restart would fail. Correct it',
      );
  }

  private apply(accounts: readonly Account[]): void {
    const before = new Map(this.accounts.all().map((account) => [account.id, account]));
    const changed = accounts.filter((account) => !isDeepStrictEqual(before.get(account.id), account));
    const ids = new Set(accounts.map(({ id }) => id));
    const removed = [...before.keys()].filter((id) => !ids.has(id));
    if (changed.length === 0 && removed.length === 0) return;
    this.accounts.replace(accounts);
    this.log.info({ changed: changed.map(({ id }) => id), removed }, 'Accounts were changed');
  }
}
