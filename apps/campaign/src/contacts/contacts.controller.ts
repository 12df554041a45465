import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, PeopleLimit, Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Problem, Refuses, Streams, phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service';
import type { Request } from 'express';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { readFile } from './imports/import-pieces';
import { type AddressBook, FindAddressBooks } from './books/find-address-books';
import { FindContacts } from './find-contacts';
import { ImportContacts } from './imports/import-contacts';
import { AddressBookOwner } from './owners';
import { CONTACTS_EXAMPLES, OF_AN_UPLOAD, fileRefused, formOf, takeUpload } from './imports/contact-upload';
import { UploadQuery, optionsOf } from './imports/import-options';
import { ImportAnswer } from './books/address-books.schema';
import { ContactSearchAnswer, ContactsAnswer } from './contacts.schema';
import { ContactSearchDto, contactCursor, shownTo } from './contact-fields';
import { limit, uuid } from '../http-parts/request-fields';

class BookPath extends createZodDto(z.object({ id: uuid('an address book id') })) {}
class ContactsQuery extends createZodDto(z.object({ cursor: contactCursor, limit })) {}

const IMPORT = `Columns are recognised by name in any case and order, with or without accents: \`phone\` (or \`téléphone\`, \`mobile\`, \`portable\`,
\`numéro\`) is required. \`consent_at\` (\`Date de consentement\`: ISO 8601, or 25/11/2026 10:30 in Paris), \`consent_source\` (\`Origine du
consentement\`) and \`consent_wording\` (\`Texte du consentement\`) form a consent if all three are present. Every other column is an
attribute for \`{{name}}\` in a campaign’s text. Two columns with the same meaning are refused (\`COLUMN_TWICE\`). The CSV may be of any size, with
comma, semicolon or tab, in UTF-8 or Windows-1252. A file in which no contact has a provable consent is refused before anything is
stored (\`CONSENT_UNUSABLE\`, based on its first 2,000 contacts), unless \`withoutConsent\` is true; \`withConsent\` and \`summary\` show how many contacts can receive adverts. Rows are stored as
they arrive, and the response reports all of them. For a large file, \`POST /v1/address-books/:id/imports\` shows the progress. If the upload is interrupted, stored rows stay, and sending the file again reports them as duplicates. A duplicate that
has a consent for a contact without one adds it (\`consentsAdded\`). \`row\` counts data
rows from 1, without the header and including blank rows. \`refused\` and \`warnings\` list at most 10,000 rows; the counts are complete.`;

@ApiTags('contacts')
@Controller('v1/address-books/:id/contacts')
export class ContactsController {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly importContacts: ImportContacts,
    private readonly find: FindContacts,
    private readonly keys: RecipientKeys,
    private readonly people: PeopleLimit,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @Permits('contacts:write', { owner: AddressBookOwner, param: 'id' })
  @Refuses('not-found', ...OF_AN_UPLOAD)
  @ZodResponse({ status: 200, type: ImportAnswer })
  @ApiOperation({ summary: 'Imports contacts and lists the refused rows with their reasons', description: IMPORT })
  @Streams('text/csv', 'application/json')
  @ApiBody(CONTACTS_EXAMPLES)
  async import(@Param() { id }: BookPath, @Query() query: UploadQuery, @Req() request: Request) {
    return takeUpload(request, this.log, async (bytes, report) => {
      const book = await this.book(id);
      const options = optionsOf(query);
      const table = await readFile(formOf(request), bytes, options.dates);
      const keep = query.withoutConsent === 'true';
      const done = table.ok ? await this.importContacts.execute(book, table.value, report, options, keep) : table;
      if (!done.ok) throw fileRefused(done.refusal, report, report.imported);
      return report.answer();
    });
  }

  @Get()
  @Permits('contacts:read', { owner: AddressBookOwner, param: 'id' })
  @LooksAtPersonalData()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ContactsAnswer })
  @ApiOperation({
    summary: 'Contacts of an address book, page by page',
    description: '`POST …/contacts/search` finds the contact with a given phone number.',
  })
  async list(@Param() { id }: BookPath, @Query() { cursor, limit: most }: ContactsQuery, @CallerOf() caller: Caller) {
    await this.book(id);
    return shownTo(caller, await this.find.page(id, undefined, cursor, most));
  }

  @Post('search')
  @Permits('contacts:read', { owner: AddressBookOwner, param: 'id' })
  @LooksAtPersonalData()
  @HttpCode(200)
  @Refuses('not-found', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ContactSearchAnswer })
  @ApiOperation({
    summary: 'Contacts of an address book by phone number, attribute, region or part of any attribute, page by page',
    description: `Each page examines about 20,000 contacts. In a large address book, a page may therefore have fewer than \`limit\` contacts, or none, and still have a
next page. A search by phone number returns the contact. If the person has opted out, from the advertiser or from all, and was a contact of the
advertiser or received a message from it, it returns the opt-out.`,
  })
  async search(
    @Param() { id }: BookPath,
    @Body() body: ContactSearchDto,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    const book = await this.book(id);
    const { phone, attribute, region, text, cursor, limit: most } = body;
    if (phone !== undefined) this.people.take(caller, 1);
    const recipientKey = phone === undefined ? undefined : this.recipientOf(phone, book);
    const page = shownTo(caller, await this.find.search(id, { recipientKey, attribute, region, text }, cursor, most));
    const optedOut =
      recipientKey && (await this.find.optOutOf(book.advertiserId, recipientKey, actsFor ? 'advertiser' : 'whole'));
    return { ...page, ...(optedOut && { optedOut }) };
  }

  private recipientOf(phone: string, { country }: AddressBook): string {
    return this.keys.keyOf(phoneIn('body', 'phone', phone, country).e164);
  }

  private async book(id: string): Promise<AddressBook> {
    const book = await this.books.byId(id);
    if (!book) throw Problem.notFound('address book', id);
    return book;
  }
}
