import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type NumberRules, type NumberState, foldReceipt } from './number-state';
import { numberStateRecords, numberStates, numberTombstones } from '../produces/suppression.number-states.v1';

export const NUMBER_RULES = 'NUMBER_RULES';

export type KnownNumber = NumberState & { recipientKey: string };

export const KNOWN_NUMBER = `recipient_key AS "recipientKey", state, (extract(epoch FROM since) * 1000)::float8 AS since,
  (extract(epoch FROM last_failure_at) * 1000)::float8 AS "lastFailureAt", message_id AS "messageId", provider, stat, error`;

/** Keeps and tells what receipts say of numbers, and takes it back when the handset texts. */
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
      const before = await this.read(tx, [...byRecipient.keys()], 'ORDER BY recipient_key FOR UPDATE');
      const changed: KnownNumber[] = [];
      const over: string[] = [];
      for (const [recipientKey, own] of byRecipient) {
        const known = before.get(recipientKey);
        const state = own
          .sort((a, b) => a.at - b.at)
          .reduce<NumberState | undefined>((each, receipt) => foldReceipt(each, receipt, this.rules), known);
        if (state && state !== known) changed.push({ ...state, recipientKey });
        if (!state && known) over.push(recipientKey);
      }
      await this.write(tx, changed);
      // Only what was unreachable is over by a delivery, and of that nothing was told.
      if (over.length > 0) await tx.query('DELETE FROM number_state WHERE recipient_key = ANY($1::text[])', [over]);
      const news = changed.filter(({ recipientKey, state }) => before.get(recipientKey)?.state !== state);
      await this.outbox.add(
        tx,
        numberStates,
        news.flatMap((state) => numberStateRecords(state.recipientKey, state)),
      );
    });
  }

  /** @param heard - when the handset of each number last texted; epoch ms */
  async revive(heard: { recipientKey: string; at: number }[]): Promise<void> {
    if (heard.length === 0) return;
    const known = `SELECT n.recipient_key FROM number_state n JOIN unnest($1::text[], $2::float8[]) AS h(key, at)
      ON n.recipient_key = h.key AND n.last_failure_at < to_timestamp(h.at / 1000.0)`;
    const params = [heard.map(({ recipientKey }) => recipientKey), heard.map(({ at }) => at)];
    // Hardly anybody who texts is known to be unreachable, and a STOP may wait behind this: it costs no transaction.
    if ((await this.database.query(`${known} LIMIT 1`, params)).length === 0) return;
    await this.database.run(async (tx) => {
      await tx.query(`${known} ORDER BY n.recipient_key FOR UPDATE OF n`, params);
      const revived = await tx.query<{ key: string; state: NumberState['state'] }>(
        `DELETE FROM number_state WHERE recipient_key IN (${known}) RETURNING recipient_key AS key, state`,
        params,
      );
      const told = revived.filter(({ state }) => state !== 'unreachable').map(({ key }) => key);
      await this.outbox.add(tx, numberStates, numberTombstones(told.flatMap((key) => this.keys.formsOf(key))));
    });
  }

  /** A written erasure of all that is known: told always, since a reader may know what we do not. */
  async forget(tx: Tx, recipientKey: string): Promise<void> {
    await tx.query('DELETE FROM number_state WHERE recipient_key = $1', [recipientKey]);
    await this.outbox.add(tx, numberStates, numberTombstones(this.keys.formsOf(recipientKey)));
  }

  async of(recipientKey: string): Promise<KnownNumber | undefined> {
    return (await this.read(this.database, [recipientKey])).get(recipientKey);
  }

  private async read(on: Pick<Tx, 'query'>, recipientKeys: string[], lock = ''): Promise<Map<string, KnownNumber>> {
    const rows = await on.query<Omit<KnownNumber, 'error'> & { error: string | null }>(
      `SELECT ${KNOWN_NUMBER} FROM number_state WHERE recipient_key = ANY($1::text[]) ${lock}`,
      [recipientKeys],
    );
    return new Map(rows.map(({ error, ...row }) => [row.recipientKey, { ...row, ...(error !== null && { error }) }]));
  }

  private async write(tx: Tx, states: KnownNumber[]): Promise<void> {
    if (states.length === 0) return;
    const column = <K extends keyof KnownNumber>(name: K) => states.map((state) => state[name] ?? null);
    await tx.query(
      `INSERT INTO number_state (recipient_key, state, since, last_failure_at, message_id, provider, stat, error)
       SELECT s.key, s.state, to_timestamp(s.since / 1000.0), to_timestamp(s.last / 1000.0), s.message, s.provider, s.stat, s.error
       FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::uuid[], $6::text[], $7::text[], $8::text[])
         AS s(key, state, since, last, message, provider, stat, error)
       ORDER BY s.key
       ON CONFLICT (recipient_key) DO UPDATE SET state = excluded.state, since = excluded.since,
         last_failure_at = excluded.last_failure_at, message_id = excluded.message_id, provider = excluded.provider,
         stat = excluded.stat, error = excluded.error`,
      [
        column('recipientKey'),
        column('state'),
        column('since'),
        column('lastFailureAt'),
        column('messageId'),
        column('provider'),
        column('stat'),
        column('error'),
      ],
    );
  }
}
