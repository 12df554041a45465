import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { dayField, pageLimit } from '@stopsms/http';
import { MAX_DAY, MIN_DAY } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindHeads } from '../sealing/find-heads';
import { ProofHeadsAnswer } from './proof.schema';

class HeadsQuery extends createZodDto(
  z.object({
    from: dayField().default(MIN_DAY).describe('First day, UTC.'),
    to: dayField().default(MAX_DAY).describe('Last day, UTC.'),
    cursor: dayField().optional().describe('The `nextCursor` of the previous page.'),
    limit: pageLimit({ usual: 400 }).describe('Maximum number of days per page.'),
  }),
) {}

@ApiTags('proof')
@Controller('v1/proof-heads')
export class ProofHeadsController {
  constructor(private readonly findHeads: FindHeads) {}

  @Get()
  @Permits('rules:read', 'anybody')
  @ZodResponse({ status: 200, type: ProofHeadsAnswer })
  @ApiOperation({
    summary: 'Heads by day, against which every proof of that day and of earlier days can be verified',
    description: 'Store the heads outside the platform. `latest` is the head of the last batch of the current day.',
  })
  async list(@Query() { from, to, cursor, limit }: HeadsQuery) {
    const start = cursor !== undefined && cursor > from ? cursor : from;
    const [found, latest] = await Promise.all([this.findHeads.days(start, to, limit + 1), this.findHeads.latest()]);
    const next = found[limit];
    return { items: found.slice(0, limit), latest, ...(next && { nextCursor: next.day }) };
  }
}
