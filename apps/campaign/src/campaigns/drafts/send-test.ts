import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, type Result, deterministicId, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { renderText } from '../preflight/render-text.rule';
import { type AddressBook, FindAddressBooks } from '../../contacts/books/find-address-books';
import { CONTACTS_SQL } from '../../contacts/contacts.store';
import { newId } from '../../http-parts/page';
import { type Contact, TOO_LONG, isTooLong } from '../preflight/render-page';
import { type MessageRequest, RequestMessage } from '../../messages/request-message';
import { type StoredPlan, storedPlan } from './stored-plan';

/** Enough for whoever writes, a colleague and a second handset. */
export const MAX_TESTERS = 3;
/** Later nobody waits for it any more: a text that is held until the morning still comes. */
const LATEST_MS = 24 * 3_600_000;

export interface TestOrder {
  addressBookId: string;
  contactIds: string[];
  /** Idempotency key: a repeated order is the same messages; without a key each is new. */
  key?: string | undefined;
}

export type TestRefusal =
  | { code: 'campaign-unknown' | 'address-book-unknown' | 'address-book-not-for-tests' }
  | { code: 'contact-unknown'; contactId: string }
  | { code: 'idempotency-key-reused' }
  | typeof TOO_LONG;

interface TestMessage {
  contactId: string;
  /** Id of the message at GET /v1/messages/:id. */
  id: string;
}

/**
 * Sends a campaign's text to people who agreed to test it, in the same way as every message: consent, opt-outs, mention, hours, caps and
 * quotas apply, so that the result is realistic. The message does not belong to the campaign and is not counted there.
 */
@Injectable()
export class SendTest {
  constructor(
    private readonly database: Database,
    private readonly books: FindAddressBooks,
    private readonly requestMessage: RequestMessage,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  async execute(campaignId: string, order: TestOrder): Promise<Result<TestMessage[], TestRefusal>> {
    const plan = await storedPlan(this.database, campaignId);
    if (!plan) return refused({ code: 'campaign-unknown' });
    const book = await this.books.byId(order.addressBookId);
    if (book?.advertiserId !== plan.advertiserId) return refused({ code: 'address-book-unknown' });
    if (!book.forTests) return refused({ code: 'address-book-not-for-tests' });
    const testers = await this.testersIn(book, order.contactIds);
    const contacts: [string, Contact][] = [];
    for (const contactId of order.contactIds) {
      const contact = testers.get(contactId);
      if (!contact) return refused({ code: 'contact-unknown', contactId });
      if (isTooLong(renderText(plan.text, contact.attributes))) return refused(TOO_LONG);
      contacts.push([contactId, contact]);
    }
    const sent: TestMessage[] = [];
    for (const [contactId, contact] of contacts) {
      const id = this.idOf(plan, contactId, order.key);
      const accepted = await this.requestMessage.execute(this.requestOf(plan, id, contact, order.key), undefined);
      if (!accepted.ok) return refused({ code: 'idempotency-key-reused' });
      sent.push({ contactId, id });
    }
    return ok(sent);
  }

  private async testersIn({ id }: AddressBook, contactIds: string[]): Promise<Map<string, Contact>> {
    const rows = await this.database.query(CONTACTS_SQL.byIds, [id, contactIds]);
    return new Map(rows.map(({ id: contactId, ...contact }) => [contactId, contact]));
  }

  /** Another advertiser that knows or guesses the key must not find the id, and take it first. */
  private idOf({ id, advertiserId }: StoredPlan, contactId: string, key: string | undefined): string {
    if (key === undefined) return newId(this.clock.now());
    return deterministicId('test', this.keys.digestOf(`test of ${id} of ${advertiserId} to ${contactId} ${key}`));
  }

  private requestOf(plan: StoredPlan, id: string, contact: Contact, key: string | undefined): MessageRequest {
    const { advertiserId, category, mention } = plan;
    const { msisdn, region, attributes } = contact;
    return {
      ...{ id, advertiserId, category, text: renderText(plan.text, attributes) },
      to: { e164: msisdn, region } as MessageRequest['to'],
      ...(mention && { mention }),
      // The same order again is to be the same request.
      ...(key === undefined && { expiresAt: this.clock.now() + LATEST_MS }),
    };
  }
}
