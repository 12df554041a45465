import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';

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
    await this.database.query(
      `INSERT INTO consent_withdrawal (withdrawal_id, recipient_key, advertiser_id, withdrawn_at, source, reason, recorded_at)
       SELECT w.id, w.key, w.advertiser, to_timestamp(w.at / 1000.0), w.source, w.reason, to_timestamp($7 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::float8[], $5::text[], $6::text[]) AS w(id, key, advertiser, at, source, reason)
       ON CONFLICT (withdrawal_id) DO NOTHING`,
      [
        withdrawals.map(({ withdrawalId }) => withdrawalId),
        withdrawals.map(({ recipientKey }) => recipientKey),
        withdrawals.map(({ advertiserId }) => advertiserId),
        withdrawals.map(({ at }) => at),
        withdrawals.map(({ source }) => source),
        withdrawals.map(({ reason }) => reason),
        this.clock.now(),
      ],
    );
  }
}
