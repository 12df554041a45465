import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonPageRoute, PersonRoute, personBody, personPageBody } from '@stopsms/audit';
import { cursorInstant, pageCursor, phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { FindPerson } from './find-person';
import { PersonsContactsAnswer, PersonsMessagesAnswer } from './persons.schema';
import { uuid } from '../../http-parts/request-fields';

const MAX_CONTACTS = 1_000;
const CURSOR = pageCursor({ createdAt: cursorInstant(), id: uuid('a message id') });

class MessagesOfPerson extends personPageBody() {}
class ContactsOfPerson extends personBody() {}

@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly find: FindPerson,
    private readonly keys: RecipientKeys,
  ) {}

  @PersonPageRoute('messages', {
    summary: 'Messages of all advertisers to a phone number with their outcomes, latest first',
    description:
      'Messages are found by the keyed hash of the number, even if the contact is deleted, including those published to Kafka.',
  })
  @ZodResponse({ status: 200, type: PersonsMessagesAnswer })
  async messages(@Body() { phone: number, cursor, limit }: MessagesOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', number).e164);
    const found = await this.find.messages(recipientKey, CURSOR.read(cursor), limit + 1);
    return CURSOR.page(found, limit, ({ createdAt, id }) => ({ createdAt, id }));
  }

  @PersonRoute('contacts', { summary: 'Address books that contain a phone number, with its attributes' })
  @ZodResponse({ status: 200, type: PersonsContactsAnswer })
  async contacts(@Body() { phone: number }: ContactsOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', number).e164);
    const found = await this.find.contacts(recipientKey, MAX_CONTACTS + 1);
    return { items: found.slice(0, MAX_CONTACTS), isAll: found.length <= MAX_CONTACTS };
  }
}
