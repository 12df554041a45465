import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import type { AccountsFile } from '../../gateway-accounts';

export const GATEWAY_ACCOUNTS = Symbol('accounts of the gateway');

/** Advertisers whose replies the gateway gets. Follows changes of the file; an invalid one changes nothing. */
@Injectable()
export class GatewayAdvertisers extends ScheduledJob {
  readonly everyMs = 10_000;
  override readonly runsAtStart = false;
  readonly failure = 'The accounts of the gateway are not read again; those in use remain, retrying';
  private ids: ReadonlySet<string>;
  private reported: readonly string[] = [];

  constructor(
    @Inject(GATEWAY_ACCOUNTS) private readonly file: AccountsFile,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.ids = file.advertiserIds;
  }

  has(advertiserId: string): boolean {
    return this.ids.has(advertiserId);
  }

  execute(): Promise<void> {
    const read = this.file.reread();
    if (read.ok) this.ids = read.value;
    const problems = read.ok ? [] : read.refusal.problems;
    if (problems.length > 0 && !isDeepStrictEqual(problems, this.reported))
      this.log.error(
        { problems },
        'GATEWAY_ACCOUNTS_FILE is not valid: the gateway gets replies to the accounts of before, and a restart would fail. Correct it',
      );
    this.reported = problems;
    return Promise.resolve();
  }
}
