import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { CONTACTS_SQL } from '../../contacts/contacts.store';
import { CAMPAIGNS_SQL } from '../campaigns.store';

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
      const [due] = await tx.query(CAMPAIGNS_SQL.lockDue, [this.clock.now()]);
      if (due) await this.execute(tx, due.id, due.addressBookId);
      return due !== undefined;
    });
  }

  /** A book that was emptied since the campaign was made completes it at once. */
  async execute(tx: Tx, id: string, addressBookId: string): Promise<void> {
    // No import may be half way: what it commits later could lie before the last contact counted here.
    await tx.query(CONTACTS_SQL.lockBookForStart, [addressBookId]);
    await tx.query(CAMPAIGNS_SQL.start, [this.clock.now(), ADDRESS_BOOK_EMPTY, addressBookId, id]);
  }
}
