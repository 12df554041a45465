import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { Problem, Refuses, bodyDto, nameField, wordsField } from '@stopsms/http';
import { maskNumbers } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { MarketingControl, type MarketingView, type PauseCode } from './marketing-control';
import { uuid } from '../../http-parts/request-fields';
import { MarketingAnswer } from '../advertisers.schema';

const by = nameField(100)
  .optional()
  .describe(
    'Name of the person responsible for the change. With an API key or a signed-in person, that name is recorded instead.',
  );
/** Published to every service and kept for good, so phone numbers in it are masked. */
const reason = wordsField(500)
  .transform(maskNumbers)
  .describe('Reason for the change, without personal data of recipients.');

class PauseDto extends bodyDto(
  z.strictObject({
    by,
    reason,
    order: z.enum(['regulator', 'operator']).optional().describe('Authority that ordered the pause, if any.'),
  }),
  { by: 'anne', reason: 'letter of 24 November', order: 'regulator' },
) {}
class ResumeDto extends bodyDto(z.strictObject({ by, reason }), {
  by: 'anne',
  reason: 'order lifted on 26 November',
}) {}
class AdvertiserPath extends createZodDto(z.object({ id: uuid('an advertiser id') })) {}

const CODES = { regulator: 'REGULATOR_ORDER', operator: 'OPERATOR_ORDER' } as const;

@ApiTags('advertisers')
@Controller('v1/advertisers/:id/marketing')
export class MarketingController {
  constructor(private readonly marketing: MarketingControl) {}

  @Get()
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: MarketingAnswer })
  @ApiOperation({
    summary: 'State of the advertiser’s marketing: sent or paused, by whom, when and why',
  })
  async get(@Param() { id }: AdvertiserPath): Promise<MarketingView> {
    return found(id, await this.marketing.find(id));
  }

  @Post('pause')
  @Permits('adverts:pause')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: MarketingAnswer })
  @ApiOperation({
    summary: 'Pauses all adverts of an advertiser, from any source, until they are resumed',
    description:
      'Pause adverts on the order of a regulator or an operator, or on your own decision. Informative messages continue.',
  })
  async pause(
    @Param() { id }: AdvertiserPath,
    @Body() { by, reason, order }: PauseDto,
    @CallerOf() caller: Caller,
  ): Promise<MarketingView> {
    const code: PauseCode = order ? CODES[order] : 'OWN_DECISION';
    return found(id, await this.marketing.pause(id, code, { by: signedByNeeded(caller, by), reason }));
  }

  @Post('resume')
  @Permits('advertisers:manage')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: MarketingAnswer })
  @ApiOperation({
    summary: 'Resumes all adverts of an advertiser; each is decided again',
    description: 'A named person takes responsibility, with a reason. If nothing is paused, nothing changes.',
  })
  async resume(
    @Param() { id }: AdvertiserPath,
    @Body() { by, reason }: ResumeDto,
    @CallerOf() caller: Caller,
  ): Promise<MarketingView> {
    return found(id, await this.marketing.resume(id, { by: signedByNeeded(caller, by), reason }));
  }
}

function found(id: string, view: MarketingView | undefined): MarketingView {
  if (!view) throw Problem.notFound('advertiser', id);
  return view;
}
