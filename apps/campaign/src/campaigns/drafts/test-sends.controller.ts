import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { Problem, Refuses, answer, bodyDto } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { CampaignOwner } from '../campaign-owner';
import { MAX_TESTERS, SendTest, type TestOrder, type TestRefusal } from './send-test';
import { CampaignPath } from '../campaign-fields';
import { contactId } from '../../contacts/contact-fields';
import { BOOK_ID, MESSAGE_ID } from '../../http-parts/examples';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from '../../http-parts/idempotency-key';
import { uuid } from '../../http-parts/request-fields';

class TestSendDto extends bodyDto(
  z.strictObject({
    addressBookId: uuid('an address book id').describe('An address book of the advertiser that is `forTests`.'),
    contactIds: z
      .array(contactId)
      .min(1)
      .max(MAX_TESTERS)
      .refine((ids) => new Set(ids).size === ids.length, 'must name each once')
      .describe('Contacts of that address book. Their attributes are inserted in the text.'),
  }),
  { addressBookId: BOOK_ID, contactIds: ['100'] },
) {}

class TestSendAnswer extends answer(
  z.strictObject({
    messages: z.array(
      z.strictObject({
        contactId: z.string(),
        id: z.guid().describe('ID of the message; `GET /v1/messages/:id` returns its progress.'),
      }),
    ),
  }),
  { messages: [{ contactId: '100', id: MESSAGE_ID }] },
) {}

@ApiTags('campaigns')
@Controller('v1/campaigns/:id/test-send')
export class TestSendsController {
  constructor(private readonly sendTest: SendTest) {}

  @Post()
  @HttpCode(202)
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'address-book-not-for-tests')
  @ZodResponse({ status: 202, type: TestSendAnswer })
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: `Sends a campaign’s text to at most ${MAX_TESTERS} testers who agreed to it, in any state of the campaign`,
    description: `The message is decided like any other: an advert to a tester needs the tester’s consent, includes the STOP mention,
waits for permitted hours, and counts towards caps and quotas. A tester who texts STOP is opted out like any recipient. Register testers by importing them with their consents into
an address book that is \`forTests\`. The messages do not belong to the campaign and are not in its counts.`,
  })
  async send(@Param() { id }: CampaignPath, @Body() order: TestSendDto, @IdempotencyKey() key: string | undefined) {
    const sent = await this.sendTest.execute(id, { ...order, key });
    if (!sent.ok) throw problemOf(id, order, sent.refusal);
    return { messages: sent.value };
  }
}

function problemOf(id: string, { addressBookId }: TestOrder, refusal: TestRefusal): Problem {
  switch (refusal.code) {
    case 'campaign-unknown':
      return Problem.notFound('campaign', id);
    case 'address-book-unknown':
      return Problem.notFound('address book', addressBookId);
    case 'contact-unknown':
      return Problem.notFound('contact', refusal.contactId);
    case 'idempotency-key-reused':
      return keyReused();
    case 'TEXT_TOO_LONG':
      return Problem.ofField('invalid-request', 'body', 'contactIds', refusal.detail);
    case 'address-book-not-for-tests':
      return new Problem(
        refusal.code,
        'The address book holds real recipients. Import testers into an address book created with "forTests": true.',
      );
  }
}
