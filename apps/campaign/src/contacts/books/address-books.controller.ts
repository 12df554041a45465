import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { Problem, Refuses, bodyDto, nameField } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AnswerOnce } from '../../http-parts/answer-once';
import { ChangeAddressBook, type DeleteBookRefusal } from './change-address-book';
import { CreateAddressBook } from './create-address-book';
import { FindAddressBooks } from './find-address-books';
import { AddressBookOwner } from '../owners';
import { SummariseBook } from './summarise-book';
import { firstBook } from '../../http-parts/first-campaign';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from '../../http-parts/idempotency-key';
import { ApiIfMatch, IfMatch, changedMeanwhile } from '../../http-parts/if-match';
import { cursor, limit, uuid } from '../../http-parts/request-fields';
import {
  AddressBookAnswer,
  AddressBooksAnswer,
  BookSummaryAnswer,
  DeletedAnswer,
  NewAddressBookAnswer,
} from './address-books.schema';

/** Address books whose contacts one request counts. */
const MAX_COUNTED = 100;

class NewAddressBookDto extends createZodDto(
  z.strictObject({
    advertiserId: uuid('an advertiser id'),
    name: nameField(200),
    forTests: z
      .boolean()
      .exactOptional()
      .describe(
        'True for an address book of testers: people of the advertiser who agreed to receive test messages of campaigns. It cannot be changed later.',
      ),
  }),
) {}
class AddressBookChangesDto extends bodyDto(z.strictObject({ name: nameField(200) }), { name: 'clients de Lyon' }) {}
class AddressBooksQuery extends createZodDto(
  z.object({
    advertiserId: uuid('an advertiser id').optional(),
    forTests: z
      .enum(['true', 'false'])
      .transform((only) => only === 'true')
      .optional()
      .describe('Filters by `forTests`: only address books of testers, or only the others.'),
    counts: z
      .enum(['true', 'false'])
      .transform((isWanted) => isWanted === 'true')
      .optional()
      .describe('`true` adds to each address book its number of contacts, with at most 100 address books at a time.'),
    cursor,
    limit,
  }),
) {}
class AddressBookPath extends createZodDto(z.object({ id: uuid('an address book id') })) {}

@ApiTags('address books')
@Controller('v1/address-books')
export class AddressBooksController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly createAddressBook: CreateAddressBook,
    private readonly changeAddressBook: ChangeAddressBook,
    private readonly find: FindAddressBooks,
    private readonly summarise: SummariseBook,
  ) {}

  @Post()
  @Permits('contacts:write', { in: 'body', field: 'advertiserId' })
  @ApiIdempotencyKey()
  @Refuses('not-found')
  @ZodResponse({ status: 201, type: NewAddressBookAnswer })
  @ApiOperation({ summary: 'Creates an empty address book of an advertiser' })
  @ApiBody({ type: NewAddressBookDto, ...firstBook })
  async create(@Body() body: NewAddressBookDto, @IdempotencyKey() key: string | undefined) {
    const created = await this.answerOnce.execute('POST /v1/address-books', key, body, (tx) =>
      this.createAddressBook.execute(tx, body),
    );
    if (created.ok) return { ...created.value, ...body };
    if (created.refusal.code === 'advertiser-unknown') throw Problem.notFound('advertiser', body.advertiserId);
    throw keyReused();
  }

  @Get()
  @Permits('books:read', { in: 'query', field: 'advertiserId' })
  @ZodResponse({ status: 200, type: AddressBooksAnswer })
  @ApiOperation({ summary: 'Address books, latest first, page by page' })
  async list(@Query() query: AddressBooksQuery) {
    const isCounted = query.counts === true;
    const page = await this.find.page(
      query,
      query.cursor,
      isCounted ? Math.min(query.limit, MAX_COUNTED) : query.limit,
    );
    return isCounted ? this.find.counted(page) : page;
  }

  @Get(':id')
  @Permits('books:read', { owner: AddressBookOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: AddressBookAnswer })
  @ApiOperation({ summary: 'An address book with its number of contacts' })
  async get(@Param() { id }: AddressBookPath) {
    const book = await this.find.byId(id);
    if (!book) throw Problem.notFound('address book', id);
    return { ...book, contacts: await this.find.contactCount(id) };
  }

  @Get(':id/summary')
  @Permits('books:read', { owner: AddressBookOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: BookSummaryAnswer })
  @ApiOperation({
    summary: 'Countries and fields of the contacts of an address book, with the number of contacts for each',
  })
  async summary(@Param() { id }: AddressBookPath) {
    if (!(await this.find.byId(id))) throw Problem.notFound('address book', id);
    return this.summarise.execute(id);
  }

  @Patch(':id')
  @Permits('contacts:write', { owner: AddressBookOwner, param: 'id' })
  @ApiIfMatch()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: AddressBookAnswer })
  @ApiOperation({ summary: 'Renames an address book' })
  async rename(
    @Param() { id }: AddressBookPath,
    @Body() { name }: AddressBookChangesDto,
    @IfMatch() version: number | undefined,
  ) {
    const renamed = await this.changeAddressBook.rename(id, name, version);
    if (!renamed.ok) throw problemOf(id, renamed.refusal);
    return { ...renamed.value, contacts: await this.find.contactCount(id) };
  }

  @Delete(':id')
  @Permits('contacts:write', { owner: AddressBookOwner, param: 'id' })
  @ApiIfMatch()
  @Refuses('not-found', 'address-book-in-use', 'import-under-way')
  @ZodResponse({ status: 200, type: DeletedAnswer })
  @ApiOperation({
    summary: 'Deletes an address book with its contacts, unless an import or a campaign that has not ended uses it',
    description: 'Consents, opt-outs, ended campaigns and proofs of sent messages are not deleted.',
  })
  async delete(@Param() { id }: AddressBookPath, @IfMatch() version: number | undefined) {
    const deleted = await this.changeAddressBook.delete(id, version);
    if (!deleted.ok) throw problemOf(id, deleted.refusal);
    return { id, deleted: true as const };
  }
}

function problemOf(id: string, refusal: DeleteBookRefusal): Problem {
  switch (refusal.code) {
    case 'address-book-unknown':
      return Problem.notFound('address book', id);
    case 'changed-meanwhile':
      return changedMeanwhile('The address book', refusal);
    case 'import-under-way':
      return new Problem(
        refusal.code,
        'A file is being imported into the address book. Delete the address book when the import has ended.',
      );
    case 'address-book-in-use': {
      const { code, campaignId, state } = refusal;
      const detail = `Campaign ${campaignId} (${state}) uses this address book. Cancel the campaign, or delete the address book when the campaign has ended.`;
      return new Problem(code, detail, { campaignId });
    }
  }
}
