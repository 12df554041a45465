import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Problem, Refuses, pageLimit } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { DRIFT_KINDS, FindDrift } from './find-drift';
import { DriftAnswer, SourcesAnswer } from './sources.schema';

class SourcePath extends createZodDto(
  z.object({ name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be the name of a source') }),
) {}
class DriftQuery extends createZodDto(
  z.object({
    kind: z.enum(DRIFT_KINDS),
    cursor: z
      .string()
      .regex(/^[\w-]{22}$/, 'must be the nextCursor of the previous page')
      .optional(),
    limit: pageLimit(),
  }),
) {}

@ApiTags('opt-outs')
@Controller('v1/opt-out-sources')
export class SourcesController {
  constructor(private readonly find: FindDrift) {}

  @Get()
  @Permits('opt-outs:read')
  @ZodResponse({ status: 200, type: SourcesAnswer })
  @ApiOperation({
    summary: 'Other systems whose opt-outs are read, and the differences between their lists and the opt-outs here',
  })
  async list() {
    return { items: await this.find.all() };
  }

  @Get(':name/drift')
  @Permits('opt-outs:read')
  @LooksAtPersonalData()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: DriftAnswer })
  @ApiOperation({
    summary: 'Recipients on both lists, only on the other, or only here, page by page',
    description:
      'Recipients are listed by keyed hash, with the masked number if the other list contains it, because phone numbers of opt-outs are not stored. `POST /v1/opt-outs/search` returns the key of a number.',
  })
  async drift(@Param() { name }: SourcePath, @Query() { kind, cursor = '', limit }: DriftQuery) {
    const rows = await this.find.recipients(name, kind, cursor, limit + 1);
    if (!rows) throw Problem.notFound('source of opt-outs', name);
    const items = rows
      .slice(0, limit)
      .map(({ recipientKey, masked }) => ({ recipientKey, ...(masked !== null && { maskedMsisdn: masked }) }));
    const last = rows.length > limit ? items.at(-1)?.recipientKey : undefined;
    return { items, ...(last !== undefined && { nextCursor: last }) };
  }
}
