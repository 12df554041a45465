import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';

export const ADDRESS_BOOK_EMPTY = 'ADDRESS_BOOK_EMPTY';

/** Fixes who the recipients of a campaign are, once: contacts imported later are for the next one. */
@Injectable()
export class StartCampaign {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Starts one campaign whose time has come; false when there is none. */
  async startDue(): Promise<boolean> {
    return this.database.run(async (tx) => {
      const [due] = await tx.query<{ id: string; addressBookId: string }>(
        `SELECT id, address_book_id AS "addressBookId" FROM campaign
         WHERE state = 'scheduled' AND send_at <= to_timestamp($1 / 1000.0)
         ORDER BY send_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [this.clock.now()],
      );
      if (due) await this.execute(tx, due.id, due.addressBookId);
      return due !== undefined;
    });
  }

  /** A book that was emptied since the campaign was made completes it at once. */
  async execute(tx: Tx, id: string, addressBookId: string): Promise<void> {
    // No import may be half way: what it commits later could lie before the last contact counted here.
    await tx.query('SELECT 1 FROM address_book WHERE id = $1 FOR NO KEY UPDATE', [addressBookId]);
    await tx.query(
      `UPDATE campaign SET
         recipients = book.contacts, upto_seq = book.upto, started_at = to_timestamp($1 / 1000.0),
         expanded = book.contacts = 0,
         state = CASE WHEN book.contacts = 0 THEN 'completed' ELSE 'running' END,
         reason = CASE WHEN book.contacts = 0 THEN $2 END,
         finished_at = CASE WHEN book.contacts = 0 THEN to_timestamp($1 / 1000.0) END
       FROM (SELECT count(*) AS contacts, COALESCE(max(seq), 0) AS upto FROM contact WHERE address_book_id = $3) AS book
       WHERE id = $4`,
      [this.clock.now(), ADDRESS_BOOK_EMPTY, addressBookId, id],
    );
  }
}
