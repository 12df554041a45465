import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { Reply } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import { RecordWithdrawals, type Withdrawal } from './record-withdrawals';

/**
 * Applies "wrong number": the person who consented no longer has this number, so no consent on it counts for any advertiser of the account,
 * even one recorded later with an earlier date. The account is all advertisers that may show the code. Later consents of the new holder
 * count. @see docs/law/numbers.md#new-holder
 */
@Injectable()
export class WithdrawWrongPersons {
  constructor(
    private readonly recordWithdrawals: RecordWithdrawals,
    private readonly directory: AdvertiserDirectory,
  ) {}

  /** Publishing the same reply twice changes nothing. */
  async execute(replies: Reply[]): Promise<void> {
    const strangers = replies.filter(({ about }) => about === 'wrong-person');
    if (strangers.length === 0) return;
    // Withdrawals are for ever: an advertiser that came to the code a moment ago must be among them.
    await this.directory.catchUp();
    await this.recordWithdrawals.execute(strangers.flatMap((reply) => this.withdrawals(reply)));
  }

  private withdrawals({ replyId, recipientKey, code, advertisers, receivedAt }: Reply): Withdrawal[] {
    const account = this.directory.withCode(code).map(({ id }) => id);
    const answered = advertisers.map(({ advertiserId }) => advertiserId);
    return [...new Set([...account, ...answered])].map((advertiserId) => ({
      withdrawalId: deterministicId('withdrawal', 'wrong-person', replyId, advertiserId),
      recipientKey,
      advertiserId,
      at: receivedAt,
      source: `reply by SMS to ${code}`,
      reason: `reply ${replyId}: somebody else has this number now`,
    }));
  }
}
