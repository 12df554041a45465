import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonRoute, personBody } from '@stopsms/audit';
import { phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ZodResponse } from 'nestjs-zod';
import { OPT_OUT_PUSHES_SQL } from './opt-out-pushes.store';
import { PersonsPushesAnswer } from './persons.schema';
import { faultOf } from './push-fault';

class PersonsPushesBody extends personBody() {}

@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
  ) {}

  @PersonRoute('pushes', {
    summary: 'Other systems to which the opt-outs of a phone number were pushed, one entry each, latest first',
    description:
      'Entries of systems without such a contact, or that did not accept the opt-out, are stored for 30 days.',
  })
  @ZodResponse({ status: 200, type: PersonsPushesAnswer })
  async pushes(@Body() { phone }: PersonsPushesBody) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const rows = await this.database.query(OPT_OUT_PUSHES_SQL.ofRecipient, [recipientKey]);
    return {
      items: rows.map(({ endedAt, fault, faultCode, faultDetail, ...push }) => ({
        ...push,
        ...(endedAt !== null && { endedAt }),
        ...faultOf({ fault, faultCode, faultDetail }),
      })),
    };
  }
}
