import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { CONSENTS_SQL, WITHDRAWALS } from './consents.store';

/** A person, or whoever keeps the original, takes a consent back otherwise than by a STOP. */
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

/** Adds to the ledger; a consent of before, on whatever basis, does not count from then on. */
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
