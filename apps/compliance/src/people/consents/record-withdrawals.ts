import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { CONSENTS_SQL, WITHDRAWALS } from './consents.store';

/** Withdraws a consent by other means than a STOP, for the person or the holder of the original. */
export interface Withdrawal {
  withdrawalId: string;
  recipientKey: string;
  advertiserId: string;
  /** Epoch ms of the act. */
  at: number;
  source: string;
  /** No number, no text of a message. */
  reason: string;
}

/** Appends to the ledger; earlier consents, on any basis, do not count from then on. */
@Injectable()
export class RecordWithdrawals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(withdrawals: Withdrawal[]): Promise<void> {
    if (withdrawals.length === 0) return;
    const rows = WITHDRAWALS.of(withdrawals, (withdrawal) => ({ ...withdrawal, id: withdrawal.withdrawalId }));
    await this.database.query(CONSENTS_SQL.withdraw, [...rows, this.clock.now()]);
  }
}
