import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { NUMBERS_SQL, type NumberStateRow, STATES, TEXTED, toNumberState } from './numbers.store';
import { type NumberRules, type NumberState, foldReceipt } from './number-state';
import { numberStateRecords, numberStates, numberTombstones } from '../produces/suppression.number-states.v1';

export const NUMBER_RULES = 'NUMBER_RULES';

/** Stores and publishes states of numbers according to receipts, and ends a state when the handset texts. */
@Injectable()
export class RecordNumberStates {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly keys: RecipientKeys,
    @Inject(NUMBER_RULES) private readonly rules: NumberRules,
  ) {}

  async execute(receipts: Receipt[]): Promise<void> {
    if (receipts.length === 0) return;
    const byRecipient = new Map<string, Receipt[]>();
    for (const receipt of receipts) {
      const others = byRecipient.get(receipt.recipientKey);
      if (others) others.push(receipt);
      else byRecipient.set(receipt.recipientKey, [receipt]);
    }
    await this.database.run(async (tx) => {
      const rows = await tx.query(NUMBERS_SQL.lock, [[...byRecipient.keys()]]);
      const before = new Map(rows.map((row) => [row.recipientKey, toNumberState(row)]));
      const changed: NumberStateRow[] = [];
      const ended: string[] = [];
      for (const [recipientKey, own] of byRecipient) {
        const previous = before.get(recipientKey);
        const state = own
          .sort((a, b) => a.at - b.at)
          .reduce<NumberState | undefined>((each, receipt) => foldReceipt(each, receipt, this.rules), previous);
        if (state && state !== previous) changed.push({ ...state, recipientKey });
        if (!state && previous) ended.push(recipientKey);
      }
      if (changed.length > 0) {
        await tx.query(
          NUMBERS_SQL.store,
          STATES.of(changed, ({ error = null, ...row }) => ({ ...row, error })),
        );
      }
      // A delivery ends only the state of an unreachable number, which was never published.
      if (ended.length > 0) await tx.query(NUMBERS_SQL.delete, [ended]);
      const published = changed.filter(({ recipientKey, state }) => before.get(recipientKey)?.state !== state);
      await this.outbox.add(
        tx,
        numberStates,
        published.flatMap((state) => numberStateRecords(state.recipientKey, state)),
      );
    });
  }

  /** Ends the states of numbers that texted. @param texted - when the handset of each number last texted; epoch ms */
  async revive(texted: { recipientKey: string; at: number }[]): Promise<void> {
    if (texted.length === 0) return;
    const rows = TEXTED.of(texted);
    // Hardly any number that texts has a state, and a STOP may wait behind this: it costs no transaction.
    if ((await this.database.query(NUMBERS_SQL.anyRevived, rows)).length === 0) return;
    await this.database.run(async (tx) => {
      await tx.query(NUMBERS_SQL.lockRevived, rows);
      const revived = await tx.query(NUMBERS_SQL.deleteRevived, rows);
      const published = revived.filter(({ state }) => state !== 'unreachable');
      const forms = published.flatMap(({ recipientKey }) => this.keys.formsOf(recipientKey));
      await this.outbox.add(tx, numberStates, numberTombstones(forms));
    });
  }

  /** Erases all that is known of a number. Always publishes it, since a reader may have a state that we do not. */
  async erase(tx: Tx, recipientKey: string): Promise<void> {
    await tx.query(NUMBERS_SQL.delete, [[recipientKey]]);
    await this.outbox.add(tx, numberStates, numberTombstones(this.keys.formsOf(recipientKey)));
  }

  async of(recipientKey: string): Promise<NumberStateRow | undefined> {
    const [row] = await this.database.query(NUMBERS_SQL.of, [[recipientKey]]);
    return row && toNumberState(row);
  }
}
