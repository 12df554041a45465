import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
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
        const [changed] = await tx.query<{ count: number }>(
          `UPDATE contact SET attributes = (attributes || $3::jsonb) - $4::text[], version = version + 1,
           changed_at = to_timestamp($5 / 1000.0)
         WHERE address_book_id = $1 AND seq = $2::bigint
         RETURNING (SELECT count(*)::int FROM jsonb_object_keys(attributes)) AS count`,
          [addressBookId, id, JSON.stringify(set), away, this.clock.now()],
        );
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
      await tx.query('DELETE FROM contact WHERE address_book_id = $1 AND seq = $2::bigint', [addressBookId, id]);
      return ok(undefined);
    });
  }

  private async hold(
    tx: Tx,
    addressBookId: string,
    id: string,
    expected: number | undefined,
  ): Promise<Result<undefined, ContactRefusal>> {
    const [contact] = await tx.query<{ version: number }>(
      `SELECT c.version FROM contact c JOIN address_book b ON b.id = c.address_book_id
       WHERE c.address_book_id = $1 AND c.seq = $2::bigint AND b.deleted_at IS NULL FOR UPDATE OF c`,
      [addressBookId, id],
    );
    return contact ? heldTo(contact.version, expected) : refused({ code: 'contact-unknown' });
  }
}

/** Carries the refusal out of the transaction, which must roll back. */
class TooManyAttributes extends Error {}
