import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { CONTACTS_SQL } from '../contacts.store';
import { NO_CLAIM } from '../imports/contact-rows';
import type { ConsentLack } from '../imports/consents/read-consent.rule';
import { type ConsentCounts, countLacks, noConsents } from '../imports/row-outcomes';

/** Summary of the contacts of an address book. */
interface BookSummary {
  contacts: number;
  /** Most frequent first. */
  regions: { region: string; contacts: number }[];
  /** Columns of the files that were imported, how many contacts have a value in each, and the value that takes most room in an SMS; most frequent first. */
  fields: { name: string; contacts: number; longest: string }[];
  consents: ConsentCounts;
}

@Injectable()
export class SummariseBook {
  constructor(private readonly database: Database) {}

  async execute(id: string): Promise<BookSummary> {
    const [regions, fields, lacking] = await Promise.all([
      this.database.query(CONTACTS_SQL.regions, [id]),
      this.database.query(CONTACTS_SQL.fields, [id]),
      this.database.query(CONTACTS_SQL.consents, [id]),
    ]);
    const consents = noConsents();
    for (const { isComplete, lacks, contacts } of lacking) {
      if (isComplete) consents.complete += contacts;
      else if (lacks === null || lacks === NO_CLAIM) consents.none += contacts;
      else countLacks(consents, lacks.split(' ') as ConsentLack[], contacts);
    }
    return { contacts: regions.reduce((sum, { contacts }) => sum + contacts, 0), regions, fields, consents };
  }
}
