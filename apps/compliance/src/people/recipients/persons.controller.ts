import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonPageRoute, personPageBody } from '@stopsms/audit';
import { cursorInstant, pageCursor, phoneIn, uuidField } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { FindConsents } from '../consents/find-consents';
import { ConsentsAnswer } from '../consents/consents.schema';

const CURSOR = pageCursor({ grantedAt: cursorInstant(), id: uuidField() });

class ConsentsOfPerson extends personPageBody() {}

@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly find: FindConsents,
    private readonly keys: RecipientKeys,
  ) {}

  @PersonPageRoute('consents', {
    summary: 'Consents of a person to all advertisers with their history, latest first',
  })
  @ZodResponse({ status: 200, type: ConsentsAnswer })
  async consents(@Body() { phone, cursor, limit }: ConsentsOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const found = await this.find.page({ recipientKey }, CURSOR.read(cursor), limit + 1, 'whole');
    return CURSOR.page(found, limit, ({ grantedAt, id }) => ({ grantedAt, id }));
  }
}
