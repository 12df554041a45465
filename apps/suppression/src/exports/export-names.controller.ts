import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Refuses, answer, bodyDto, phoneField, phoneIn } from '@stopsms/http';
import { Pseudonyms, RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { advertiserId, refuseUnknown } from '../opt-outs/advertiser-scope';
import { ADVERTISER_ID, PHONE, RECIPIENT_KEY } from '../http-parts/examples';

const MOST = 1_000;

class NamesAsked extends bodyDto(
  z.object({
    advertiserId,
    phones: z.array(phoneField).min(1).max(MOST).describe('Phone number in E.164, or national in France.'),
  }),
  { advertiserId: ADVERTISER_ID, phones: [PHONE] },
) {}

class NamesAnswer extends answer(
  z.strictObject({
    advertiserId: z.string(),
    secretDigest: z
      .string()
      .describe('Digest of the secret, as in the header of the exports that contain these names.'),
    names: z
      .array(z.strictObject({ phone: z.string().describe('Phone number in E.164.'), recipientKey: z.string() }))
      .max(MOST)
      .describe('Names in the order of the request.'),
  }),
  {
    advertiserId: ADVERTISER_ID,
    secretDigest: 'b2kD8mJ7yH5rTgnq3VwX0Q',
    names: [{ phone: PHONE, recipientKey: RECIPIENT_KEY }],
  },
) {}

@ApiTags('opt-outs')
@Controller('v1/opt-outs')
export class ExportNamesController {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
    private readonly pseudonyms: Pseudonyms,
  ) {}

  @Post('export-names')
  @Permits('opt-outs:read')
  @Refuses('not-found', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: NamesAnswer })
  @ApiOperation({
    summary: 'Pseudonyms of phone numbers in an advertiser’s exports and webhooks',
    description: `With the pseudonyms, an advertiser finds its numbers in its export without a secret of the platform. Nothing is
looked up or stored, and the response does not say whether a number is opted out. \`npx stopsms export-names\` requests them for a file of any length.`,
  })
  @LooksAtPersonalData()
  async names(@Body() { advertiserId: id, phones }: NamesAsked) {
    await refuseUnknown(this.directory, id);
    const numbers = phones.map((phone, n) => phoneIn('body', `phones.${n}`, phone).e164);
    const names = numbers.map((phone) => ({
      phone,
      recipientKey: this.pseudonyms.of(this.keys.keyOf(phone), id),
    }));
    return { advertiserId: id, secretDigest: this.pseudonyms.digest(), names };
  }
}
