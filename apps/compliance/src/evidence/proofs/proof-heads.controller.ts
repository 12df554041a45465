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
    from: dayField().default(MIN_DAY).describe('first day, UTC'),
    to: dayField().default(MAX_DAY).describe('last day, UTC'),
    cursor: dayField().optional().describe('nextCursor of the page before'),
    limit: pageLimit({ usual: 400 }).describe('days at most'),
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
    summary: 'One head a day, by which every proof of that day and of all days before can be checked',
    description:
      'Keep them where the platform cannot reach them. `latest` is the head of the last batch of the day that is not over.',
  })
  async list(@Query() { from, to, cursor, limit }: HeadsQuery) {
    const start = cursor !== undefined && cursor > from ? cursor : from;
    const [found, latest] = await Promise.all([this.findHeads.days(start, to, limit + 1), this.findHeads.latest()]);
    const next = found[limit];
    return { items: found.slice(0, limit), latest, ...(next && { nextCursor: next.day }) };
  }
}
