import { Inject, Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { Chore, LOG, type Log } from '@stopsms/service';

const EVERY_MS = 3_600_000;
/** A STOP that an operator delivers later than this after the START that followed it ends in silence, and in the START. */
const KEPT_MS = 7 * 86_400_000;

export type HeardStart = { consentId: string; reply: Pick<Reply, 'recipientKey' | 'msisdn' | 'region' | 'code'> };

/** Who texted START, for as long as an opt-out of before it may still be heard of: its end is told to the person too. */
@Injectable()
export class KeepStartNumbers extends Chore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(EVERY_MS, 'Numbers of STARTs not erased; trying again', log);
  }

  within(tx: Tx, starts: HeardStart[]): void {
    const known = starts.filter(({ reply }) => reply.msisdn !== undefined);
    if (known.length === 0) return;
    tx.send(
      `INSERT INTO start_number (consent_id, recipient_key, msisdn, region, code, heard_at)
       SELECT s.id, s.key, s.msisdn, s.region, s.code, to_timestamp($6 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) AS s(id, key, msisdn, region, code)
       ON CONFLICT DO NOTHING`,
      [
        known.map(({ consentId }) => consentId),
        known.map(({ reply }) => reply.recipientKey),
        known.map(({ reply }) => reply.msisdn),
        known.map(({ reply }) => reply.region),
        known.map(({ reply }) => reply.code),
        this.clock.now(),
      ],
    );
  }

  async execute(): Promise<void> {
    await this.database.query('DELETE FROM start_number WHERE heard_at < to_timestamp($1 / 1000.0)', [
      this.clock.now() - KEPT_MS,
    ]);
  }
}

/** In the caller's transaction, like all else that is kept in clear of a person. */
export const eraseStartNumbers = (tx: Tx, recipientKeys: string[]): void =>
  tx.send('DELETE FROM start_number WHERE recipient_key = ANY ($1::text[])', [recipientKeys]);
