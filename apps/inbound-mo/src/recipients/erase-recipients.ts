import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@stopsms/persistence';
import { KeepQuarantines } from '../quarantine/keep-quarantines';

export interface Erasure {
  recipientKey: string;
  /** `*` or an advertiser id: whose data of the person. */
  scope: string;
  /** The opt-out itself is to be forgotten: nothing may be made of what the person wrote. */
  forget?: boolean;
}

/**
 * Erases number and text of what a person wrote and was sent (docs/law/retention.md#erasure). The keyed hash stays, so that
 * an old unsubscribe link still opts out. A part whose text is not whole yet stays too: a STOP may be in it. What waits for a
 * decision and may ask to stop opts out soon after (see DecideOverdue); until then it keeps adverts.
 */
@Injectable()
export class EraseRecipients {
  constructor(
    private readonly database: Database,
    private readonly quarantines: KeepQuarantines,
  ) {}

  async execute(erasures: Erasure[]): Promise<void> {
    if (erasures.length === 0) return;
    const columns = [erasures.map(({ recipientKey }) => recipientKey), erasures.map(({ scope }) => scope)];
    await this.database.run(async (tx) => {
      tx.send(
        `UPDATE mo_part p SET msisdn = NULL, text_utf16 = NULL FROM ${ERASED}
         WHERE p.recipient_key = e.key AND p.reply_id IS NOT NULL AND p.msisdn IS NOT NULL
           AND (e.scope = '*' OR EXISTS (
             SELECT FROM reply r WHERE r.reply_id = p.reply_id AND ${MEANT_FOR_SCOPE}))`,
        columns,
      );
      tx.send(
        `UPDATE reply r SET msisdn = NULL, text = NULL FROM ${ERASED}
         WHERE r.recipient_key = e.key AND (r.msisdn IS NOT NULL OR r.text IS NOT NULL)
           AND (e.scope = '*' OR ${MEANT_FOR_SCOPE})`,
        columns,
      );
      tx.send(
        `UPDATE unread_reply u SET state = 'erased' FROM reply r
         WHERE u.recipient_key = ANY($1::text[]) AND u.state = 'open' AND u.asks_for = 'start' AND r.reply_id = u.reply_id AND r.text IS NULL`,
        columns.slice(0, 1),
      );
      await this.forgetUndecided(
        tx,
        erasures.flatMap(({ recipientKey, forget }) => (forget ? [recipientKey] : [])),
      );
      tx.send(
        `UPDATE unsubscribe_token t SET msisdn = NULL FROM ${ERASED}
         WHERE t.recipient_key = e.key AND t.msisdn IS NOT NULL AND (e.scope = '*' OR t.advertiser_id::text = e.scope)`,
        columns,
      );
    });
  }

  /** No consent is left, so that no advert leaves to them either way. */
  private async forgetUndecided(tx: Tx, recipientKeys: string[]): Promise<void> {
    if (recipientKeys.length === 0) return;
    const forgotten = await tx.query<{ id: string }>(
      `UPDATE unread_reply SET state = 'erased' WHERE recipient_key = ANY($1::text[]) AND state = 'open'
       RETURNING reply_id AS id`,
      [recipientKeys],
    );
    await this.quarantines.release(
      tx,
      forgotten.map(({ id }) => id),
    );
  }
}

const ERASED = 'unnest($1::text[], $2::text[]) AS e(key, scope)';
const MEANT_FOR_SCOPE = `r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', e.scope))`;
