import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecipientKeys } from '@stopsms/kernel';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindOptOuts } from '../use-cases/find-opt-outs';
import { e164Of } from './phone-query';

const MANY = 1_000;

class WhyBlockedQuery extends createZodDto(z.object({ phone: z.string().min(1), advertiserId: z.string().min(1) })) {}

@ApiTags('why blocked')
@Controller('v1/why-blocked')
export class WhyBlockedController {
  constructor(
    private readonly find: FindOptOuts,
    private readonly keys: RecipientKeys,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Whether adverts of this advertiser reach this number, since when and why, and what would lift it',
  })
  async why(@Query() { phone, advertiserId }: WhyBlockedQuery) {
    const recipientKey = this.keys.keyOf(e164Of(phone).e164);
    const entries = await this.find.page({ recipientKey, advertiserId }, undefined, MANY);
    const optOuts = entries.filter(({ state }) => state === 'out');
    if (optOuts.length === 0)
      return { blocked: false, explanation: 'No opt-out of this number concerns this advertiser.' };
    const since = optOuts.map((optOut) => optOut.since.toISOString()).sort()[0];
    return {
      blocked: true,
      explanation: `Adverts are blocked since ${since}: ${optOuts.map(describe).join('; ')}. Informative messages still pass.`,
      optOuts,
      evidence: await this.find.evidence(recipientKey, advertiserId),
      lift: 'Only a consent given by the person after the opt-out lifts it; an import, an API flag or an administrator cannot.',
    };
  }
}

const describe = ({ scope, source }: { scope: string; source: string }): string =>
  `${scope === '*' ? 'every advertiser of the platform' : scope.includes('/') ? 'one stream of this advertiser' : 'this advertiser'}, by ${source}`;
