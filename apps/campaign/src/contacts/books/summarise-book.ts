import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { CONTACTS_SQL } from '../contacts.store';

/** Summary of the contacts of an address book. */
export interface BookSummary {
  contacts: number;
  /** Most frequent first. */
  regions: { region: string; contacts: number }[];
  /** Columns of the files that were imported, and how many contacts have a value in each; most frequent first. */
  fields: { name: string; contacts: number }[];
}

@Injectable()
export class SummariseBook {
  constructor(private readonly database: Database) {}

  async execute(id: string): Promise<BookSummary> {
    const [regions, fields] = await Promise.all([
      this.database.query(CONTACTS_SQL.regions, [id]),
      this.database.query(CONTACTS_SQL.fields, [id]),
    ]);
    return { contacts: regions.reduce((sum, { contacts }) => sum + contacts, 0), regions, fields };
  }
}
