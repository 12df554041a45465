import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import {
  OF_A_PHONE,
  Refuses,
  bodyDto,
  cursorField,
  cursorInstant,
  pageCursor,
  pageLimit,
  phoneField,
  phoneIn,
} from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { FindPerson } from './find-person';
import { PersonsContactsAnswer, PersonsMessagesAnswer } from './persons.schema';
import { uuid } from '../../http-parts/request-fields';

const MAX_CONTACTS = 1_000;
const CURSOR = pageCursor({ createdAt: cursorInstant(), id: uuid('a message id') });
const phone = phoneField.describe('E.164, or national in France');

class MessagesOfPerson extends bodyDto(
  z.strictObject({ phone, cursor: cursorField.optional(), limit: pageLimit({ usual: 100, most: 500 }) }),
  { phone: '+33639980012' },
) {}
class ContactsOfPerson extends bodyDto(z.strictObject({ phone }), { phone: '+33639980012' }) {}

/** The number is in the body: what is in an address is written into logs on its way. */
@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly find: FindPerson,
    private readonly keys: RecipientKeys,
  ) {}

  @Post('messages')
  @Permits('persons:read')
  @LooksAtPersonalData()
  @HttpCode(200)
  @Refuses('invalid-cursor', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: PersonsMessagesAnswer })
  @ApiOperation({
    summary: 'Messages to a number, of every advertiser, latest first, and what became of each',
    description: 'Found by the number’s keyed hash, also after the contact is gone; those published to Kafka too.',
  })
  async messages(@Body() { phone: number, cursor, limit }: MessagesOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', number).e164);
    const found = await this.find.messages(recipientKey, CURSOR.read(cursor), limit + 1);
    return CURSOR.page(found, limit, ({ createdAt, id }) => ({ createdAt, id }));
  }

  @Post('contacts')
  @Permits('persons:read')
  @LooksAtPersonalData()
  @HttpCode(200)
  @Refuses(...OF_A_PHONE)
  @ZodResponse({ status: 200, type: PersonsContactsAnswer })
  @ApiOperation({ summary: 'In which address books a number is, and what is kept beside it' })
  async contacts(@Body() { phone: number }: ContactsOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', number).e164);
    const found = await this.find.contacts(recipientKey, MAX_CONTACTS + 1);
    return { items: found.slice(0, MAX_CONTACTS), isAll: found.length <= MAX_CONTACTS };
  }
}
