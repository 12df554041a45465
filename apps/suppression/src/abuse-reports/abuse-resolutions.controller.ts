import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { OF_A_PHONE, Problem, Refuses, bodyDto, nameField, phoneField, phoneIn, wordsField } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ResolveAbuseReport } from './resolve-abuse-report';
import { advertiserId, refuseUnknown } from '../opt-outs/advertiser-scope';
import { ResolvedAnswer } from './abuse-reports.schema';
import { ADVERTISER_ID, PHONE } from '../http-parts/examples';

class ReportPath extends createZodDto(z.object({ id: z.uuid() })) {}
class ResolveBody extends bodyDto(
  z.object({
    by: nameField(500)
      .optional()
      .describe(
        'Name of the person who resolved the report. With an API key or a signed-in person, that name is recorded instead.',
      ),
    reason: wordsField(500).describe('Result of the investigation, without personal data.'),
    phone: phoneField
      .optional()
      .describe('Phone number of the recipient in E.164 or French national format, if the report does not contain it.'),
    advertiserId: advertiserId.optional().describe('Advertiser of the message, if the sender does not identify it.'),
  }),
  { by: 'anne', reason: 'the text is Lorane’s of that day', phone: PHONE, advertiserId: ADVERTISER_ID },
) {}

@ApiTags('abuse reports')
@Controller('v1/abuse-reports')
export class AbuseResolutionsController {
  constructor(
    private readonly resolve: ResolveAbuseReport,
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
  ) {}

  @Post(':id/resolve')
  @Permits('complaints:decide')
  @Refuses('not-found', 'REPORT_UNKNOWN', 'REPORT_SETTLED', 'RESOLUTION_INCOMPLETE', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ResolvedAnswer })
  @ApiOperation({
    summary: 'Resolves an unmatched report; with `phone` or `advertiserId`, opts the recipient out',
  })
  async end(
    @Param() { id }: ReportPath,
    @Body() { by: says, reason, phone, advertiserId: whose }: ResolveBody,
    @CallerOf() caller: Caller,
  ) {
    const by = signedByNeeded(caller, says);
    if (whose !== undefined) await refuseUnknown(this.directory, whose);
    const recipientKey = phone === undefined ? undefined : this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const resolved = await this.resolve.execute(id, { by, reason, recipientKey, advertiserId: whose });
    if (!resolved.ok) {
      const { code, detail } = resolved.refusal;
      throw new Problem(code, detail);
    }
    return resolved.value;
  }
}
