import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { ENFORCEMENT_LEVELS } from '@stopsms/contracts';
import { Problem, Refuses, bodyDto, nameField, wordsField } from '@stopsms/http';
import { maskNumbers } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { uuid } from '../../http-parts/request-fields';
import { EnforcementAnswer } from '../advertisers.schema';
import { type EnforcementView, SetEnforcement } from './set-enforcement';

class EnforcementDto extends bodyDto(
  z.strictObject({
    level: z.enum(ENFORCEMENT_LEVELS).describe('New level. The current level renews it.'),
    by: nameField(100)
      .optional()
      .describe(
        'Name of the person responsible for the change. With an API key or a signed-in person, that name is recorded instead.',
      ),
    // Kept for good.
    reason: wordsField(500)
      .transform(maskNumbers)
      .describe('Reason for the change, without personal data of recipients.'),
  }),
  { level: 'stop-only', by: 'anne', reason: 'the mentions are right since Monday' },
) {}
class AdvertiserPath extends createZodDto(z.object({ id: uuid('an advertiser id') })) {}

@ApiTags('advertisers')
@Controller('v1/advertisers/:id/enforcement')
export class EnforcementController {
  constructor(private readonly enforcement: SetEnforcement) {}

  @Get()
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: EnforcementAnswer })
  @ApiOperation({ summary: 'Level of enforcement of an advertiser and its history: author, time and reason' })
  async get(@Param() { id }: AdvertiserPath): Promise<EnforcementView> {
    return found(id, await this.enforcement.find(id));
  }

  @Post()
  @Permits('advertisers:manage')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: EnforcementAnswer })
  @ApiOperation({
    summary: 'Sets or renews the level of enforcement of an advertiser',
    description:
      '`observe`: rules are recorded and stop no message. `stop-only`: a working STOP mention is also required. `full`: all rules are enforced. Opt-outs are enforced at each level. In production, adverts are refused after 90 days of `observe` unless it is renewed.',
  })
  async set(
    @Param() { id }: AdvertiserPath,
    @Body() { level, by, reason }: EnforcementDto,
    @CallerOf() caller: Caller,
  ): Promise<EnforcementView> {
    return found(id, await this.enforcement.execute(id, level, { by: signedByNeeded(caller, by), reason }));
  }
}

function found(id: string, view: EnforcementView | undefined): EnforcementView {
  if (!view) throw Problem.notFound('advertiser', id);
  return view;
}
