import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Sql, type Tx } from '@stopsms/persistence';
import { NOT_GIVEN, type ReadConsent } from './consents/read-consent.rule';
import type { Contact } from './read-contact.rule';
import { consentRecord, consentsCollected } from '../../produces/campaign.consents-collected.v1';
import { scopesFor } from '../../advertisers/entities/entity-accounts';
import type { AddressBook } from '../books/find-address-books';
import { ImportReport } from './import-report';
import { holdOptOuts } from '../../advertisers/entities/opt-out-lock';
import { CONTACTS_SQL, NEW_CONTACTS } from '../contacts.store';
import { OPT_OUTS_SQL } from '../opt-outs.store';

/** A contact on its way into an address book. */
export interface ContactRow extends Contact {
  row: number;
  fileRow: number;
  /** Number as written in the file. */
  number: string;
  recipientKey: string;
  /** Null without a consent that can be proven. */
  consentId: string | null;
  /** Parts that the consent lacks, or `claim` where none is claimed; null of a provable one. */
  consentLacks: string | null;
}

const DUPLICATE =
  'The number is in this address book already, or in an earlier row of the file. The first one is kept.';

const CONSENT_OF_BEFORE =
  'The number is in this address book already. A consent that it has there remains: record an opt-out, or withdraw it, if the person refused.';

export const ADDRESS_BOOK_DELETED = {
  code: 'address-book-deleted' as const,
  detail:
    'The address book was deleted during the import, and the contacts with it. Send the file to another address book.',
};
export type AddressBookDeleted = typeof ADDRESS_BOOK_DELETED;

/** Result of a row in the table. */
type Stored = 'added' | 'consent added';

/** @param consent - of the row, which names the opt-out's relation to it */
function explainOptOut(outAt: Date, consent: ReadConsent): string {
  const on = `The recipient opted out of this advertiser on ${outAt.toISOString().slice(0, 10)}`;
  const order =
    !consent.ok || !consent.value
      ? ''
      : consent.value.grantedAt < outAt.getTime()
        ? ', after the consent of this row'
        : '; the consent of this row is later';
  return `${on}${order}. No import lifts that; only a START that the person texts later does.`;
}

/** Numbers of a file that is looked at are kept up to here, some 50 MB: repeats beyond are found when it is stored. */
const MAX_SEEN = 500_000;

/** Puts a batch of contacts into an address book, and their consents on the way to compliance, in one transaction. */
@Injectable()
export class StoreContacts {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Changes `report` only after the commit. */
  async execute(
    book: AddressBook,
    rows: ContactRow[],
    report: ImportReport,
  ): Promise<Result<undefined, AddressBookDeleted>> {
    if (rows.length === 0) return ok(undefined);
    const stored = await this.database.run((tx) => this.within(tx, book, rows));
    if (!stored.ok) return stored;
    report.add(stored.value);
    return ok(undefined);
  }

  /** Runs in a transaction of the caller; the result holds once that is committed. */
  async within(tx: Tx, book: AddressBook, read: ContactRow[]): Promise<Result<ImportReport, AddressBookDeleted>> {
    const rows = applyDenials(read);
    const first = new Map<string, ContactRow>();
    for (const row of rows) if (!first.has(row.recipientKey)) first.set(row.recipientKey, row);
    holdOptOuts(tx);
    const optedOut = await this.optedOutOf(tx, book.advertiserId, [...first.keys()]);
    const allowed = [...first.values()].filter(({ recipientKey }) => !optedOut.has(recipientKey));
    // Batches of one book take turns: two files with the same numbers in another order would wait for each other for
    // ever, and a campaign that starts must know which contacts are its recipients.
    const [there] = await tx.query(CONTACTS_SQL.lockBookForImport, [book.id]);
    if (!there) return refused(ADDRESS_BOOK_DELETED);
    const stored = await this.insert(tx, book, allowed);
    await this.outbox.add(
      tx,
      consentsCollected,
      allowed.flatMap(({ fileRow, recipientKey, consentId, consent }) =>
        consentId !== null && consent.ok && consent.value && stored.has(recipientKey)
          ? consentRecord({ fileRow, recipientKey, consentId, consent: consent.value }, book)
          : [],
      ),
    );
    const became = (row: ContactRow) =>
      first.get(row.recipientKey) === row ? stored.get(row.recipientKey) : undefined;
    return ok(reportOf(rows, optedOut, became, 'Imported without consent.'));
  }

  /**
   * Reports what would happen to rows, and stores nothing.
   * @param seen - numbers of rows before; grows
   */
  async look(book: AddressBook, read: ContactRow[], seen: Set<string>): Promise<ImportReport> {
    const rows = applyDenials(read);
    const keys = [...new Set(rows.map(({ recipientKey }) => recipientKey))];
    const optedOut = await this.optedOutOf(this.database, book.advertiserId, keys);
    const known = await this.database.query(CONTACTS_SQL.existing, [book.id, keys]);
    const consents = new Map(known.map(({ recipientKey, consentId }) => [recipientKey, consentId]));
    const became = ({ recipientKey, consentId }: ContactRow): Stored | undefined => {
      if (seen.has(recipientKey)) return undefined;
      if (seen.size < MAX_SEEN) seen.add(recipientKey);
      if (!consents.has(recipientKey)) return 'added';
      return consents.get(recipientKey) === null && consentId !== null ? 'consent added' : undefined;
    };
    return reportOf(rows, optedOut, became, 'It would be imported without consent.');
  }

  /** Instants of opt-outs, of one from all advertisers its day. */
  private async optedOutOf(sql: Sql, advertiserId: string, keys: string[]): Promise<Map<string, Date>> {
    const { scopes, until } = await scopesFor(sql, advertiserId);
    const rows = await sql.query(OPT_OUTS_SQL.amongRecipients, [keys, advertiserId, scopes, until]);
    return new Map(rows.map(({ recipientKey, at }) => [recipientKey, at]));
  }

  /** Returns the recipients that were not in the book yet, or were there without a consent. */
  private async insert(tx: Tx, book: AddressBook, rows: ContactRow[]): Promise<Map<string, Stored>> {
    const contacts = NEW_CONTACTS.of(rows, ({ recipientKey, phone, attributes, consentId, consentLacks }) => ({
      ...{ key: recipientKey, msisdn: phone.e164, region: phone.region },
      ...{ attributes: JSON.stringify(attributes), consent: consentId, lacks: consentLacks },
    }));
    const changed = await tx.query(CONTACTS_SQL.add, [book.id, this.clock.now(), ...contacts]);
    return new Map(changed.map(({ recipientKey, added }) => [recipientKey, added ? 'added' : 'consent added']));
  }
}

const deniesConsent = ({ consent }: ContactRow): boolean => !consent.ok && consent.refusal.code === NOT_GIVEN.code;

/** Takes the consent from rows of a number to which another row of the batch says no: which of them is newer, nobody knows. */
function applyDenials(rows: ContactRow[]): ContactRow[] {
  const denied = new Set(rows.filter(deniesConsent).map(({ recipientKey }) => recipientKey));
  if (denied.size === 0) return rows;
  const consent = refused(NOT_GIVEN);
  const without = { consent, consentId: null, consentLacks: NOT_GIVEN.lacks.join(' ') };
  return rows.map((row) => (row.consentId !== null && denied.has(row.recipientKey) ? { ...row, ...without } : row));
}

/** @param became - of a row that is not opted out; undefined for a duplicate */
function reportOf(
  rows: ContactRow[],
  optedOut: Map<string, Date>,
  became: (row: ContactRow) => Stored | undefined,
  withoutConsent: string,
): ImportReport {
  const report = new ImportReport();
  for (const each of rows) {
    const { row, number, consent, consentId } = each;
    const outAt = optedOut.get(each.recipientKey);
    if (outAt !== undefined) {
      report.refuse(row, number, 'OPTED_OUT', explainOptOut(outAt, consent));
      continue;
    }
    const stored = became(each);
    if (stored === undefined) {
      report.refuse(row, number, 'DUPLICATE', DUPLICATE);
      if (!consent.ok && deniesConsent(each)) report.warn(row, number, consent.refusal, CONSENT_OF_BEFORE);
      continue;
    }
    report.accept(row, number, consent);
    if (stored === 'consent added') report.consentsAdded += 1;
    else {
      report.imported += 1;
      if (consentId !== null) report.withConsent += 1;
      if (!consent.ok) report.warn(row, number, consent.refusal, withoutConsent);
    }
  }
  return report;
}
