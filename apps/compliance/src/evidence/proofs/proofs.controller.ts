import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Refuses, bodyDto, phoneField, phoneIn, uuidField } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { FindProof, type Proof } from './find-proof';
import { ADVERTISER_ID, MESSAGE_ID } from '../../http-parts/examples';
import { ProofsAnswer } from './proof.schema';

/** A proof takes some ten kilobytes, and its batches are read for it. */
const MAX_AT_ONCE = 100;

class ProofsDto extends bodyDto(
  z.strictObject({
    advertiserId: uuidField(),
    messageIds: z
      .array(uuidField())
      .min(1)
      .max(MAX_AT_ONCE)
      .describe('Message IDs, as in `GET /v1/campaigns/:id/messages`.'),
    phone: phoneField
      .optional()
      .describe(
        'Phone number in E.164, or national in France. Proofs of messages to this number are linked to it by `numberSalt`.',
      ),
  }),
  { advertiserId: ADVERTISER_ID, messageIds: [MESSAGE_ID] },
) {}

@ApiTags('proof')
@Controller('v1/proofs')
export class ProofsController {
  constructor(private readonly findProof: FindProof) {}

  @Post()
  @Permits('proofs:read', { in: 'body', field: 'advertiserId' })
  @HttpCode(200)
  @Refuses(...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ProofsAnswer })
  @ApiOperation({
    summary: 'Proofs of several messages of an advertiser',
    description:
      'Each proof is as in `GET /v1/messages/:id/proof`. `npx stopsms prove-campaign` requests the proofs of a whole campaign and writes them to one file.',
  })
  @LooksAtPersonalData({ of: ({ items }: { items: Proof[] }) => items.map(({ request }) => request.recipientKey) })
  async many(@Body() { advertiserId, messageIds, phone }: ProofsDto) {
    const number = phone === undefined ? undefined : phoneIn('body', 'phone', phone).e164;
    const ids = [...new Set(messageIds)];
    const proofs = (await this.findProof.execute(ids)).filter(({ request }) => request.advertiserId === advertiserId);
    const found = new Set(proofs.map(({ messageId }) => messageId));
    const tied = number === undefined ? proofs : proofs.map((proof) => this.findProof.tied(proof, number) ?? proof);
    return { items: tied, missing: ids.filter((id) => !found.has(id)) };
  }
}
