import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { CONTACTS_SQL } from './contacts.store';
import { MAX_COLUMNS } from './imports/contact-table';
import { type ChangedMeanwhile, heldTo } from '../http-parts/changed-meanwhile';
import { FindContacts, type StoredContact } from './find-contacts';

export type ContactRefusal =
  { code: 'contact-unknown' } | ChangedMeanwhile | { code: 'too-many-attributes'; most: number };

/** Changes one contact, or takes it away. Its number is what it is: another number is another contact. */
@Injectable()
export class ChangeContact {
  constructor(
    private readonly database: Database,
    private readonly contacts: FindContacts,
    private readonly clock: Clock,
  ) {}

  /**
   * @param attributes - by name; what is not named stays, null takes away
   * @param expected - the version that the caller saw
   */
  change(
    addressBookId: string,
    id: string,
    attributes: Record<string, string | null>,
    expected?: number,
  ): Promise<Result<StoredContact, ContactRefusal>> {
    return this.database
      .run(async (tx) => {
        const held = await this.hold(tx, addressBookId, id, expected);
        if (!held.ok) return held;
        const entries = Object.entries(attributes);
        const set = Object.fromEntries(entries.filter(([, value]) => value !== null));
        const away = entries.flatMap(([name, value]) => (value === null ? [name] : []));
        const params = [addressBookId, id, JSON.stringify(set), away, this.clock.now()] as const;
        const [changed] = await tx.query(CONTACTS_SQL.change, params);
        if ((changed?.count ?? 0) > MAX_COLUMNS) throw new TooManyAttributes();
        const contact = await this.contacts.byId(addressBookId, id, tx);
        return contact ? ok(contact) : refused({ code: 'contact-unknown' as const });
      })
      .catch((error: unknown) => {
        if (error instanceof TooManyAttributes) return refused({ code: 'too-many-attributes', most: MAX_COLUMNS });
        throw error;
      });
  }

  /** A campaign that is under way makes no message for it any more; consents and opt-outs are not the book's, and stay. */
  delete(addressBookId: string, id: string, expected?: number): Promise<Result<undefined, ContactRefusal>> {
    return this.database.run(async (tx) => {
      const held = await this.hold(tx, addressBookId, id, expected);
      if (!held.ok) return held;
      await tx.query(CONTACTS_SQL.delete, [addressBookId, id]);
      return ok(undefined);
    });
  }

  private async hold(
    tx: Tx,
    addressBookId: string,
    id: string,
    expected: number | undefined,
  ): Promise<Result<undefined, ContactRefusal>> {
    const [contact] = await tx.query(CONTACTS_SQL.lock, [addressBookId, id]);
    return contact ? heldTo(contact.version, expected) : refused({ code: 'contact-unknown' });
  }
}

/** Carries the refusal out of the transaction, which must roll back. */
class TooManyAttributes extends Error {}
