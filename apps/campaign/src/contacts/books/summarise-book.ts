import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { MAX_COLUMNS } from '../imports/contact-table';

/** What the contacts of an address book have in common. */
export interface BookSummary {
  contacts: number;
  /** Most frequent first. */
  regions: { region: string; contacts: number }[];
  /** Columns of the files that were imported, and how many contacts have a value in each; most frequent first. */
  fields: { name: string; contacts: number }[];
}

const REGIONS = `SELECT region, count(*)::int AS contacts FROM contact WHERE address_book_id = $1
  GROUP BY region ORDER BY count(*) DESC, region`;
const FIELDS = `SELECT name, count(*)::int AS contacts
  FROM contact, jsonb_object_keys(attributes) AS name WHERE address_book_id = $1
  GROUP BY name ORDER BY count(*) DESC, name LIMIT ${MAX_COLUMNS}`;

@Injectable()
export class SummariseBook {
  constructor(private readonly database: Database) {}

  async execute(id: string): Promise<BookSummary> {
    const [regions, fields] = await Promise.all([
      this.database.query<BookSummary['regions'][number]>(REGIONS, [id]),
      this.database.query<BookSummary['fields'][number]>(FIELDS, [id]),
    ]);
    return { contacts: regions.reduce((sum, { contacts }) => sum + contacts, 0), regions, fields };
  }
}
