import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { CONTACTS, RECIPIENTS_SQL } from './recipients.store';

/** A person wrote to an advertiser. */
interface Contact {
  recipientKey: string;
  advertiserId: string;
  replyId: string;
  /** Epoch ms. */
  at: number;
}

/** Remembers when each person last wrote to each advertiser. */
@Injectable()
export class RecordContacts {
  constructor(private readonly database: Database) {}

  async execute(contacts: Contact[]): Promise<void> {
    if (contacts.length === 0) return;
    await this.database.query(RECIPIENTS_SQL.setContacts, CONTACTS.of(contacts));
  }
}
