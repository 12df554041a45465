import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Problem, Refuses, Streams } from '@stopsms/http';
import { LOG, type Log } from '@stopsms/service';
import type { Request } from 'express';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { readFile } from './import-pieces';
import { ExamineFile } from './examine-file';
import { FindAddressBooks } from '../books/find-address-books';
import { FindImports } from './find-imports';
import { AddressBookOwner, ImportOwner } from '../owners';
import type { ImportCounts } from './import-report';
import { ReceiveImport } from './receive-import';
import { ImportRunner } from './run-imports';
import { columnsAnswer } from './columns-answer';
import { UploadQuery, optionsOf } from './import-options';
import { CONTACTS_EXAMPLES, OF_AN_UPLOAD, fileRefused, formOf, takeUpload } from './contact-upload';
import { BookImportAnswer, ImportPreviewAnswer, ImportsAnswer, RemarksAnswer } from './imports.schema';
import { REMARKS_EXAMPLE, remarkLines } from './remarks-file';
import { cursor, limit, uuid } from '../../http-parts/request-fields';

class BookPath extends createZodDto(z.object({ id: uuid('an address book id') })) {}
class ImportPath extends createZodDto(z.object({ id: uuid('an import id') })) {}
class PageQuery extends createZodDto(z.object({ cursor, limit })) {}
const remarksKind = z
  .enum(['refused', 'warnings'])
  .default('refused')
  .describe(
    '`refused`: rows that were not imported. `warnings`: rows that were imported without the consent that they claim.',
  );
class RemarksQuery extends createZodDto(
  z.object({
    kind: remarksKind,
    cursor: z.coerce
      .number()
      .int()
      .min(0)
      .max(2_147_483_647)
      .default(0)
      .describe('The `nextCursor` of the previous page.'),
    limit,
  }),
) {}

const ROWS_AT_ONCE = 1_000;
class RemarksFileQuery extends createZodDto(z.object({ kind: remarksKind })) {}

const RECEIVE = `Accepts the same files as \`POST /v1/address-books/:id/contacts\`. The response is sent once the complete file is received and
validated. The import then runs in the background, continues after a restart of the service, and \`GET /v1/imports/:id\` shows its progress.
A file that cannot be read completely, whose upload is interrupted, or in which no contact has a provable consent (\`CONSENT_UNUSABLE\`, unless
\`withoutConsent\` is true) is refused as a whole, and nothing of it is stored.`;
const CHECK = `Reads a file as an import would and stores nothing: the counts are what an import would store now, \`refused\` and \`warnings\` what
it would report. \`columns\` shows the recognised columns, \`firstRows\` the outcome of each of the first 50 rows, \`reasons\` the reasons why
other rows would not receive adverts. Compliance decides on each advert again when it is sent. A file that an import would refuse is refused here. Duplicate numbers are detected among the first 500,000 contacts.`;

/** Imports that can be watched. */
@ApiTags('contacts')
@Controller('v1')
export class ImportsController {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly receiveImport: ReceiveImport,
    private readonly examine: ExamineFile,
    private readonly find: FindImports,
    private readonly runner: ImportRunner,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post('address-books/:id/imports')
  @Permits('contacts:write', { owner: AddressBookOwner, param: 'id' })
  @Refuses('not-found', ...OF_AN_UPLOAD)
  @ZodResponse({ status: 202, type: BookImportAnswer })
  @ApiOperation({ summary: 'Receives a file of contacts and imports it in the background', description: RECEIVE })
  @Streams('text/csv', 'application/json')
  @ApiBody(CONTACTS_EXAMPLES)
  async receive(@Param() { id }: BookPath, @Query() query: UploadQuery, @Req() request: Request) {
    return takeUpload(request, this.log, async (bytes, report) => {
      const received = await this.receiveImport.receive(
        await this.book(id),
        formOf(request),
        bytes,
        { withoutConsent: query.withoutConsent === 'true', options: optionsOf(query) },
        report,
      );
      if (!received.ok) throw fileRefused(received.refusal, report);
      this.runner.nudge();
      return this.one(received.value);
    });
  }

  @Post('address-books/:id/imports/check')
  @Permits('contacts:write', { owner: AddressBookOwner, param: 'id' })
  @Refuses('not-found', ...OF_AN_UPLOAD)
  @ZodResponse({ status: 200, type: ImportPreviewAnswer })
  @ApiOperation({ summary: 'Checks the result of an import without storing anything', description: CHECK })
  @Streams('text/csv', 'application/json')
  @ApiBody(CONTACTS_EXAMPLES)
  @LooksAtPersonalData({ people: (_, { imported, refusedCount }: ImportCounts) => imported + refusedCount })
  async check(@Param() { id }: BookPath, @Query() query: UploadQuery, @Req() request: Request) {
    return takeUpload(request, this.log, async (bytes, report) => {
      const book = await this.book(id);
      const options = optionsOf(query);
      const table = await readFile(formOf(request), bytes, options.dates);
      const how = { withoutConsent: query.withoutConsent === 'true', lookUp: true, options };
      if (!table.ok) throw fileRefused(table.refusal, report);
      const examined = await this.examine.execute(book, table.value, report, how);
      if (!examined.ok) throw fileRefused(examined.refusal, report);
      const columns = columnsAnswer(table.value.headers, options);
      return { ...report.answer('would be imported'), ...report.outcomes.answer(), columns };
    });
  }

  @Get('address-books/:id/imports')
  @Permits('books:read', { owner: AddressBookOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ImportsAnswer })
  @ApiOperation({ summary: 'Imports into an address book, latest first, page by page' })
  async list(@Param() { id }: BookPath, @Query() page: PageQuery) {
    return this.find.page((await this.book(id)).id, page.cursor, page.limit);
  }

  @Get('imports/:id')
  @Permits('books:read', { owner: ImportOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: BookImportAnswer })
  @ApiOperation({ summary: 'Progress of an import, with its contacts with and without a provable consent' })
  byId(@Param() { id }: ImportPath) {
    return this.one(id);
  }

  @Get('imports/:id/rows')
  @Permits('contacts:read', { owner: ImportOwner, param: 'id' })
  @LooksAtPersonalData()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: RemarksAnswer })
  @ApiOperation({ summary: 'Rows that an import refused, or imported without their consent, in the order of the file' })
  async rows(@Param() { id }: ImportPath, @Query() { kind, cursor: after, limit: most }: RemarksQuery) {
    await this.one(id);
    return this.find.remarks(id, kind === 'refused', after, most);
  }

  @Get('imports/:id/rows.csv')
  @Permits('contacts:read', { owner: ImportOwner, param: 'id' })
  @LooksAtPersonalData()
  @Refuses('not-found')
  @ApiOperation({
    summary: 'Refused rows or warnings of an import as a CSV file for spreadsheets',
    description:
      'UTF-8 with a byte order mark, semicolons and a header line. `row` counts data rows from 1. `number` is masked; the other values of a row are not stored.',
  })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' }, example: REMARKS_EXAMPLE } } })
  async file(@Param() { id }: ImportPath, @Query() { kind }: RemarksFileQuery) {
    await this.one(id);
    const lines = remarkLines((after) => this.find.remarks(id, kind === 'refused', after, ROWS_AT_ONCE));
    const disposition = `attachment; filename="${kind}-${id}.csv"`;
    return new StreamableFile(Readable.from(lines), { type: 'text/csv; charset=utf-8', disposition });
  }

  private async one(id: string) {
    const found = await this.find.byId(id);
    if (!found) throw Problem.notFound('import', id);
    return found;
  }

  private async book(id: string) {
    const book = await this.books.byId(id);
    if (!book) throw Problem.notFound('address book', id);
    return book;
  }
}
