import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@stopsms/persistence';
import { answeredSpan } from '../messages/answered-message';
import { ACTS, MESSAGES_SQL } from '../messages/messages.store';
import { recordDailyMetrics } from '../messages/record-daily-metrics';
import { forEachAccount } from '../advertisers/entities/entity-accounts';
import { holdImports } from '../advertisers/entities/opt-out-lock';
import { CONTACTS_SQL } from './contacts.store';
import { OPTED_OUT, OPT_OUTS_SQL, OPT_OUT_CHANGES } from './opt-outs.store';

export interface OptOutChange {
  recipientKey: string;
  /** `*` or an advertiser id. */
  scope: string;
  state: 'out' | 'back';
  /** Epoch ms of the person's act. */
  at: number;
}

/**
 * Removes opted-out people permanently from the address books of the advertiser and all accounts of its legal entity, and counts the
 * opt-out for the message they answered.
 */
@Injectable()
export class FollowOptOuts {
  constructor(private readonly database: Database) {}

  async execute(changes: OptOutChange[]): Promise<void> {
    if (changes.length === 0) return;
    await this.database.run(async (tx) => {
      holdImports(tx);
      const outs = (await this.remember(tx, changes)).filter(({ state }) => state === 'out');
      if (outs.length === 0) return;
      const all = await forEachAccount(
        tx,
        outs.map(({ recipientKey }) => recipientKey),
        outs.map(({ scope }) => scope),
      );
      tx.send(
        OPT_OUTS_SQL.deleteContacts,
        OPTED_OUT.of(all.keys, (key, at) => ({ key, scope: all.scopes[at] ?? '' })),
      );
      await this.count(tx, outs);
    });
  }

  /**
   * Deletes all data of persons after a written erasure of the opt-out itself: the person is then unknown, so that a list with a consent given later may name
   * them again (docs/law/retention.md#erasure).
   */
  async erase(recipientKeys: string[]): Promise<void> {
    if (recipientKeys.length === 0) return;
    await this.database.run(async (tx) => {
      holdImports(tx);
      for (const sql of [CONTACTS_SQL.deletePersons, OPT_OUTS_SQL.deleteOptOuts, OPT_OUTS_SQL.deleteFormerContacts])
        tx.send(sql, [recipientKeys]);
    });
  }

  /** Returns new changes; a repeated one is not. */
  private async remember(tx: Tx, changes: OptOutChange[]): Promise<OptOutChange[]> {
    const last = new Map(changes.map((change) => [`${change.recipientKey}:${change.scope}`, change]));
    const rows = [...last.values()];
    const changed = OPT_OUT_CHANGES.of(rows, ({ recipientKey, ...change }) => ({ key: recipientKey, ...change }));
    return tx.query(OPT_OUTS_SQL.record, changed);
  }

  /** One that opts out of two texts' advertisers counts for each; a text that two opt-outs answer counts once. */
  private async count(tx: Tx, outs: OptOutChange[]): Promise<void> {
    const acts = ACTS.of(outs, ({ recipientKey, scope, at }) => ({
      key: recipientKey,
      scope,
      at,
      ...answeredSpan(at),
    }));
    const answered = await tx.query(MESSAGES_SQL.optOut, acts);
    recordDailyMetrics(
      tx,
      answered.flatMap(({ advertiserId, ...of }) =>
        advertiserId === null ? [] : [{ ...of, advertiserId, figure: 'optedOut' as const }],
      ),
    );
  }
}
