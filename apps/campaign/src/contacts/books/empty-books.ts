import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Worker } from '@stopsms/service';
import { CONTACTS_SQL } from '../contacts.store';

const EVERY_MS = 60_000;

/** Takes the contacts of deleted address books away, a chunk at a time, also those that a stopped replica left. */
@Injectable()
export class EmptyBooks extends Worker {
  readonly failure = 'Contacts of a deleted address book are not deleted yet; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected async step(): Promise<number> {
    return (await this.emptyOne()) ? 0 : EVERY_MS;
  }

  /** False when no deleted book has contacts. */
  private async emptyOne(): Promise<boolean> {
    const [book] = await this.database.query(CONTACTS_SQL.nextDeletedBook);
    if (!book) return false;
    const [taken] = await this.database.query(CONTACTS_SQL.deleteChunk, [book.id]);
    if (taken?.contacts === 0) await this.database.query(CONTACTS_SQL.setEmptied, [book.id, this.clock.now()]);
    return true;
  }
}
