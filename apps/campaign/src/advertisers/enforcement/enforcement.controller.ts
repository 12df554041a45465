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
    level: z.enum(ENFORCEMENT_LEVELS).describe('the present level again renews it'),
    by: nameField(100).optional().describe('who answers for this; with a key, its name instead'),
    // Kept for good.
    reason: wordsField(500).transform(maskNumbers).describe('why; no personal data of recipients'),
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
  @ApiOperation({ summary: 'Level at which the rules are enforced for this advertiser, and who set it, when and why' })
  async get(@Param() { id }: AdvertiserPath): Promise<EnforcementView> {
    return found(id, await this.enforcement.find(id));
  }

  @Post()
  @Permits('advertisers:manage')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: EnforcementAnswer })
  @ApiOperation({
    summary: 'Sets or renews the level at which the rules are enforced for this advertiser',
    description:
      'observe: rules are recorded and do not stop a message; stop-only: a STOP mention that works is enforced too; full: all. Opt-outs are enforced at each level. In production, adverts are refused after 90 days of observe unless it is renewed.',
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
