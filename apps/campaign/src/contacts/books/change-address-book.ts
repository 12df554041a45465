import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { type ChangedMeanwhile, heldTo } from '../../http-parts/changed-meanwhile';
import { CONTACTS_SQL } from '../contacts.store';
import { IMPORTS_SQL } from '../imports/imports.store';
import { EmptyBooks } from './empty-books';
import { type AddressBook, FindAddressBooks } from './find-address-books';

export type AddressBookRefusal = { code: 'address-book-unknown' } | ChangedMeanwhile;
export type DeleteBookRefusal =
  | AddressBookRefusal
  | { code: 'import-under-way' }
  /** A campaign that has not ended takes its recipients from it, or would if it were started. */
  | { code: 'address-book-in-use'; campaignId: string; state: string };

@Injectable()
export class ChangeAddressBook {
  constructor(
    private readonly database: Database,
    private readonly books: FindAddressBooks,
    private readonly empty: EmptyBooks,
    private readonly clock: Clock,
  ) {}

  /** @param expected - the version that the caller saw */
  rename(id: string, name: string, expected?: number): Promise<Result<AddressBook, AddressBookRefusal>> {
    return this.database.run(async (tx) => {
      const held = await this.hold(tx, id, expected);
      if (!held.ok) return held;
      await tx.query(CONTACTS_SQL.renameBook, [id, name]);
      const renamed = await this.books.byId(id, tx);
      return renamed ? ok(renamed) : refused({ code: 'address-book-unknown' });
    });
  }

  /** It is gone at once; its contacts are taken away behind the answer, since there may be millions. */
  async delete(id: string, expected?: number): Promise<Result<undefined, DeleteBookRefusal>> {
    const deleted = await this.database.run(async (tx): Promise<Result<undefined, DeleteBookRefusal>> => {
      const held = await this.hold(tx, id, expected);
      if (!held.ok) return held;
      // Read after the lock: whoever makes a campaign or an import of this book holds it until that is there to be seen.
      const [user] = await tx.query(CONTACTS_SQL.campaignOfBook, [id]);
      if (user) return refused({ code: 'address-book-in-use', ...user });
      const [running] = await tx.query(IMPORTS_SQL.unfinishedOfBook, [id]);
      if (running) return refused({ code: 'import-under-way' });
      tx.send(CONTACTS_SQL.deleteBook, [id, this.clock.now()]);
      return ok(undefined);
    });
    if (deleted.ok) this.empty.nudge();
    return deleted;
  }

  /** Until the transaction ends, no campaign and no import of the book begins. */
  private async hold(tx: Tx, id: string, expected: number | undefined): Promise<Result<undefined, AddressBookRefusal>> {
    const [book] = await tx.query(CONTACTS_SQL.lockBook, [id]);
    return book ? heldTo(book.version, expected) : refused({ code: 'address-book-unknown' });
  }
}
