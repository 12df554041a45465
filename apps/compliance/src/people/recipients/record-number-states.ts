import { Injectable } from '@nestjs/common';
import type { NumberStateRecord } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { NUMBER_STATES, RECIPIENTS_SQL } from '../consents/recipients.store';

/** Keeps our copy of what suppression says of numbers. */
@Injectable()
export class RecordNumberStates {
  constructor(private readonly database: Database) {}

  /** @param last - what was last said of each recipient; null once nothing speaks against the number any more */
  async execute(last: ReadonlyMap<string, NumberStateRecord | null>): Promise<void> {
    if (last.size === 0) return;
    const states = [...last.values()].filter((value) => value !== null);
    await this.database.run(async (tx) => {
      tx.send(RECIPIENTS_SQL.deleteNumberStates, [
        [...last].flatMap(([recipientKey, value]) => (value === null ? [recipientKey] : [])),
      ]);
      tx.send(
        RECIPIENTS_SQL.setNumberStates,
        NUMBER_STATES.of(states, (state) => ({ ...state, error: state.error ?? null })),
      );
    });
  }
}
