import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, Permits, isGranted } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import {
  Problem,
  Refuses,
  cursorField,
  cursorInstant,
  isoInstantField,
  pageCursor,
  pageLimit,
  uuidField,
} from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ListReplies, REPLY_KINDS } from './list-replies';
import { RepliesAnswer, ReplyAnswer } from './replies.schema';

const CURSOR = pageCursor({ receivedAt: cursorInstant(), id: uuidField() });

const instant = isoInstantField().transform((at) => new Date(at));

class RepliesQuery extends createZodDto(
  z.object({
    advertiserId: uuidField().optional().describe('Only replies to this advertiser.'),
    kind: z.enum(REPLY_KINDS).optional(),
    from: instant.optional().describe('Only replies received at or after this time.'),
    to: instant.optional().describe('Only replies received before this time.'),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 50, most: 200 }),
  }),
) {}
class ReplyPath extends createZodDto(z.object({ id: uuidField() })) {}
class ReplyQuery extends createZodDto(z.object({ advertiserId: uuidField().optional() })) {}

@ApiTags('replies')
@Controller('v1/replies')
export class RepliesController {
  constructor(private readonly replies: ListReplies) {}

  @Get()
  @LooksAtPersonalData()
  @Permits('answers:read', { in: 'query', field: 'advertiserId' })
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: RepliesAnswer })
  @ApiOperation({
    summary: 'Replies with their classification and its reason, latest first',
    description:
      'Numbers are masked. If a reply may be for several advertisers, for example on a shared code, each sees its tier and none sees its text.',
  })
  async list(@Query() { cursor, limit, ...question }: RepliesQuery) {
    const found = await this.replies.page({ ...question, after: CURSOR.read(cursor) }, limit + 1);
    return CURSOR.page(found, limit, ({ receivedAt, id }) => ({ receivedAt: receivedAt.toISOString(), id }));
  }

  @Get(':id')
  @LooksAtPersonalData()
  @Permits('answers:read', { in: 'query', field: 'advertiserId' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ReplyAnswer })
  @ApiOperation({
    summary: 'A reply, with the phone number if the caller may see it',
    description:
      'The number is null for an advertiser that never sent a text to it, and for a key without the scope `contacts`.',
  })
  async get(
    @Param() { id }: ReplyPath,
    @Query() { advertiserId }: ReplyQuery,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    const seesNumbers = isGranted(caller, 'answers:numbers');
    const numbers = !seesNumbers ? 'none' : actsFor === undefined ? 'all' : 'texted';
    const reply = await this.replies.byId(id, { advertiserId, numbers });
    if (!reply) throw Problem.notFound('reply', id);
    return reply;
  }
}
