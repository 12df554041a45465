import { Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecipientKeys } from '@stopsms/kernel';
import { isTransient } from '@stopsms/messaging';
import {
  ForAdvertisers,
  LOG,
  type Log,
  Problem,
  phoneIn,
  OF_A_PHONE,
  Refuses,
  Streams,
  phoneField,
} from '@stopsms/service-kit';
import type { Request } from 'express';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { type AddressBook, FindAddressBooks } from '../use-cases/find-address-books';
import { FindContacts } from '../use-cases/find-contacts';
import { ImportContacts, type ImportRefusal } from '../use-cases/import-contacts';
import { ImportReport } from '../use-cases/import-report';
import { AddressBookOwner } from '../use-cases/owners';
import { drain, isAbandoned, readUpload } from './contact-upload';
import { FIRST_CONTACTS } from './first-campaign';
import { limit, uuid } from './request-fields';
import { ContactsAnswer, ImportAnswer } from './address-books.schema';

class BookPath extends createZodDto(z.object({ id: uuid('an address book id') })) {}
class ContactsQuery extends createZodDto(
  z.object({
    phone: phoneField.optional().describe('E.164, or national in the advertiser’s country'),
    cursor: z
      .string()
      .regex(/^\d{1,18}$/, 'must be nextCursor of the page before')
      .optional(),
    limit,
  }),
) {}

class ImportQuery extends createZodDto(
  z.object({
    withoutConsent: z
      .enum(['true', 'false'])
      .default('false')
      .describe('`true` keeps contacts although none of the consents of the file can be proven'),
  }),
) {}

const IMPORT = `Columns are found by name in any case and order, with or without accents: \`phone\` (or \`téléphone\`, \`mobile\`, \`portable\`) is
needed; \`consent_at\` (\`Date de consentement\`: ISO 8601, or 25/11/2026 10:30 in Paris), \`consent_source\` (\`Origine du
consentement\`) and \`consent_wording\` (\`Texte du consentement\`) make a consent when all three are there; every other column is an
attribute for \`{{name}}\` in a campaign's text. CSV may be of any size, with comma, semicolon or tab, UTF-8 or Windows-1252. A file
that speaks of consents of which none can be proven is refused before anything is stored (\`CONSENT_UNUSABLE\`, judged by its first
2,000 contacts), unless \`withoutConsent\` is true; \`withConsent\` and \`summary\` tell what adverts can count on. Rows are stored as
they come: when the upload breaks off, what was stored stays, and sending the file again reports it as duplicates. A duplicate that
brings a consent to a contact that has none adds it (\`consentsAdded\`). \`row\` counts data
rows from 1: the header is not counted, blank rows are. \`refused\` and \`warnings\` list 10,000 rows at most; the counts are complete.`;

@ApiTags('contacts')
@ForAdvertisers({ owner: AddressBookOwner, param: 'id' })
@Controller('v1/address-books/:id/contacts')
export class ContactsController {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly importContacts: ImportContacts,
    private readonly find: FindContacts,
    private readonly keys: RecipientKeys,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @Refuses(
    'not-found',
    'CSV_EMPTY',
    'CSV_UTF16',
    'CSV_QUOTE_NOT_CLOSED',
    'CSV_ROW_TOO_LONG',
    'CSV_NO_PHONE_COLUMN',
    'JSON_NOT_CONTACTS',
    'TOO_MANY_COLUMNS',
    'CONSENT_UNUSABLE',
    'upload-broken-off',
    'import-interrupted',
    'SERVICE_STOPPING',
  )
  @ZodResponse({ status: 200, type: ImportAnswer })
  @ApiOperation({ summary: 'Imports contacts and tells which rows were refused and why', description: IMPORT })
  @Streams('text/csv', 'application/json')
  @ApiBody({
    schema: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object', additionalProperties: true } }] },
    examples: {
      csv: { value: FIRST_CONTACTS },
      json: { value: [{ phone: '+33639980012', first_name: 'Camille' }] },
    },
  })
  async import(@Param() { id }: BookPath, @Query() { withoutConsent }: ImportQuery, @Req() request: Request) {
    const report = new ImportReport();
    try {
      const book = await this.book(id);
      const table = await readUpload(request);
      const keep = withoutConsent === 'true';
      const done = table.ok ? await this.importContacts.execute(book, table.value, report, keep) : table;
      if (!done.ok) throw refusal(done.refusal, report);
      return report.answer();
    } catch (error) {
      drain(request);
      if (isTransient(error) && !isAbandoned(request)) throw interrupted(report);
      if (!isAbandoned(request)) throw error;
      this.log.info(
        { addressBookId: id, imported: report.imported },
        'Upload broken off by the client; what was stored stays',
      );
      throw new Problem('upload-broken-off', 'The upload ended before its end.');
    }
  }

  @Get()
  @Refuses('not-found', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ContactsAnswer })
  @ApiOperation({ summary: 'Contacts of an address book, page by page, or the one with a given number' })
  async list(@Param() { id }: BookPath, @Query() { phone, cursor, limit: most }: ContactsQuery) {
    const book = await this.book(id);
    return this.find.page(id, phone === undefined ? undefined : this.recipientOf(phone, book), cursor, most);
  }

  private recipientOf(phone: string, { country }: AddressBook): string {
    return this.keys.keyOf(phoneIn('query', 'phone', phone, country).e164);
  }

  private async book(id: string): Promise<AddressBook> {
    const book = await this.books.byId(id);
    if (!book) throw Problem.notFound('address book', id);
    return book;
  }
}

const kept = ({ imported }: ImportReport): string =>
  imported > 0 ? ` ${imported} contacts of the rows before are imported and stay.` : '';

const interrupted = (report: ImportReport): Problem =>
  new Problem(
    'import-interrupted',
    `A part this service needs is away for the moment.${kept(report)} Send the file again: what is there already is refused as duplicate.`,
    report.answer(),
  );

function refusal({ code, detail }: ImportRefusal, report: ImportReport): Problem {
  return new Problem(code, `${detail}${kept(report)}`, report.answer());
}
