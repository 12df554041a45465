import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForAdvertisers, Problem, Refuses } from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AnswerOnce } from '../use-cases/answer-once';
import { CreateAddressBook } from '../use-cases/create-address-book';
import { FindAddressBooks } from '../use-cases/find-address-books';
import { AddressBookOwner } from '../use-cases/owners';
import { firstBook } from './first-campaign';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from './idempotency-key';
import { cursor, label, limit, uuid } from './request-fields';
import { AddressBookAnswer, AddressBooksAnswer, NewAddressBookAnswer } from './address-books.schema';

class NewAddressBookDto extends createZodDto(
  z.strictObject({ advertiserId: uuid('an advertiser id'), name: label(200) }),
) {}
class AddressBooksQuery extends createZodDto(
  z.object({ advertiserId: uuid('an advertiser id').optional(), cursor, limit }),
) {}
class AddressBookPath extends createZodDto(z.object({ id: uuid('an address book id') })) {}

@ApiTags('address books')
@Controller('v1/address-books')
export class AddressBooksController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly createAddressBook: CreateAddressBook,
    private readonly find: FindAddressBooks,
  ) {}

  @Post()
  @ForAdvertisers({ in: 'body', field: 'advertiserId' })
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
  @ForAdvertisers({ in: 'query', field: 'advertiserId' })
  @ZodResponse({ status: 200, type: AddressBooksAnswer })
  @ApiOperation({ summary: 'Address books, latest first, page by page' })
  list(@Query() query: AddressBooksQuery) {
    return this.find.page(query.advertiserId, query.cursor, query.limit);
  }

  @Get(':id')
  @ForAdvertisers({ owner: AddressBookOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: AddressBookAnswer })
  @ApiOperation({ summary: 'One address book and how many contacts it has' })
  async get(@Param() { id }: AddressBookPath) {
    const book = await this.find.byId(id);
    if (!book) throw Problem.notFound('address book', id);
    return { ...book, contacts: await this.find.contactCount(id) };
  }
}
