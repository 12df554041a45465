import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonPageRoute, personPageBody } from '@stopsms/audit';
import { cursorInstant, pageCursor, phoneIn, uuidField } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { FindReplies } from './find-replies';
import { PersonsRepliesAnswer } from './persons.schema';

const CURSOR = pageCursor({ receivedAt: cursorInstant(), id: uuidField() });

class RepliesOfPerson extends personPageBody() {}

@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly find: FindReplies,
    private readonly keys: RecipientKeys,
  ) {}

  @PersonPageRoute('replies', { summary: 'Replies from a phone number with their classification, latest first' })
  @ZodResponse({ status: 200, type: PersonsRepliesAnswer })
  async replies(@Body() { phone, cursor, limit }: RepliesOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const found = await this.find.page(recipientKey, CURSOR.read(cursor), limit + 1);
    return CURSOR.page(found, limit, ({ receivedAt, id }) => ({ receivedAt, id }));
  }
}
