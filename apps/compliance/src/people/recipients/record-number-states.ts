import { Injectable } from '@nestjs/common';
import type { NumberStateRecord } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';

/** Keeps our copy of what suppression says of numbers. */
@Injectable()
export class RecordNumberStates {
  constructor(private readonly database: Database) {}

  /** @param last - what was last said of each recipient; null once nothing speaks against the number any more */
  async execute(last: ReadonlyMap<string, NumberStateRecord | null>): Promise<void> {
    if (last.size === 0) return;
    const states = [...last.values()].filter((value) => value !== null);
    await this.database.run(async (tx) => {
      tx.send('DELETE FROM number_state WHERE recipient_key = ANY($1::text[])', [
        [...last].flatMap(([recipientKey, value]) => (value === null ? [recipientKey] : [])),
      ]);
      tx.send(
        `INSERT INTO number_state (recipient_key, state, since, provider, error)
         SELECT s.key, s.state, to_timestamp(s.since / 1000.0), s.provider, s.error
         FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::text[]) AS s(key, state, since, provider, error)
         ON CONFLICT (recipient_key) DO UPDATE SET state = excluded.state, since = excluded.since,
           provider = excluded.provider, error = excluded.error`,
        [
          states.map(({ recipientKey }) => recipientKey),
          states.map(({ state }) => state),
          states.map(({ since }) => since),
          states.map(({ provider }) => provider),
          states.map(({ error }) => error ?? null),
        ],
      );
    });
  }
}
