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

const IMPORT = `Columns are found by name in any case and order, with or without accents: \`phone\` (or \`téléphone\`, \`mobile\`, \`portable\`,
\`numéro\`) is needed; \`consent_at\` (\`Date de consentement\`: ISO 8601, or 25/11/2026 10:30 in Paris), \`consent_source\` (\`Origine du
consentement\`) and \`consent_wording\` (\`Texte du consentement\`) make a consent when all three are there; every other column is an
attribute for \`{{name}}\` in a campaign's text. Two columns for one thing are refused (\`COLUMN_TWICE\`). CSV may be of any size, with
comma, semicolon or tab, UTF-8 or Windows-1252. A file of which no contact has a consent that can be proven is refused before anything is
stored (\`CONSENT_UNUSABLE\`, judged by its first 2,000 contacts), unless \`withoutConsent\` is true; \`withConsent\` and \`summary\` show how many contacts can get adverts. Rows are stored as
they come, and the answer reports all of them; POST /v1/address-books/:id/imports shows how far a large file is. When the upload breaks off, what was stored stays, and sending the file again reports it as duplicates. A duplicate that
brings a consent to a contact that has none adds it (\`consentsAdded\`). \`row\` counts data
rows from 1: the header is not counted, blank rows are. \`refused\` and \`warnings\` list 10,000 rows at most; the counts are complete.`;

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
  @ApiOperation({ summary: 'Imports contacts and lists which rows were refused and why', description: IMPORT })
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
    description: 'POST …/contacts/search finds the one with a number.',
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
    summary:
      'Contacts of an address book by number, by an attribute, by region or by a part of any attribute, page by page',
    description: `A page looks at some 20,000 contacts: in a large book it may hold fewer than \`limit\`, or none, and have a next one all the
same. By number it has the one contact, or says that this person has opted out: of the advertiser, or of all, where the person was
a contact of it or was sent a message before.`,
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
