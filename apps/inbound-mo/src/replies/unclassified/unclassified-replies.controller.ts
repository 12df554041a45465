import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import {
  Problem,
  Refuses,
  bodyDto,
  cursorField,
  cursorInstant,
  nameField,
  pageCursor,
  pageLimit,
  uuidField,
  wordsField,
} from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { DecideUnclassified } from './decide-unclassified';
import { ListUnclassified } from './list-unclassified';
import { UnclassifiedRepliesAnswer, UnclassifiedReplyAnswer } from './unclassified-replies.schema';

const CURSOR = pageCursor({ receivedAt: cursorInstant(), id: uuidField() });

class ListQuery extends createZodDto(
  z.object({
    state: z.enum(['open', 'opt-out', 'start', 'nothing', 'erased']).optional(),
    advertiserId: uuidField().optional(),
    automatic: z.enum(['deadline', 'deletion']).optional().describe('those that it decided, and no person'),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 50, most: 200 }),
  }),
) {}

class ReplyId extends createZodDto(z.object({ id: uuidField() })) {}

class PostDecision extends bodyDto(
  z.object({
    decision: z
      .enum(['opt-out', 'start', 'nothing'])
      .describe('what the person asks for: that texts stop, that they come again, or neither'),
    by: nameField(200)
      .optional()
      .describe('name of the person who read it; with an operator key, the key’s name instead'),
    reason: wordsField(500).describe('what was read in it; no number and no text in it'),
  }),
  { decision: 'opt-out', by: 'anne', reason: 'Finnish: send no more of these' },
) {}

@ApiTags('unclassified replies')
@Controller('v1/unread-replies')
export class UnclassifiedRepliesController {
  constructor(
    private readonly unclassified: ListUnclassified,
    private readonly decideUnclassified: DecideUnclassified,
  ) {}

  @Get()
  @Permits('replies:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: UnclassifiedRepliesAnswer })
  @ApiOperation({
    operationId: 'unreadReplies_list',
    summary: 'Replies that a person must decide, or that are decided: the longest waiting first',
    description:
      'While a reply that may ask to stop waits, no advert leaves to its sender; by `deadline` it becomes an opt-out. One that may ask for texts again lifts nothing until a person decides `start`. Of one person five that wait are listed at a time.',
  })
  @LooksAtPersonalData()
  async list(@Query() { state, advertiserId, automatic, cursor, limit }: ListQuery) {
    const found = await this.unclassified.page(
      { state, advertiserId, automatic, after: CURSOR.read(cursor) },
      limit + 1,
    );
    return CURSOR.page(found, limit, ({ receivedAt, id }) => ({ receivedAt, id }));
  }

  @Post(':id/decision')
  @Permits('replies:decide')
  @Refuses('not-found', 'unread-reply-decided')
  @ZodResponse({ status: 200, type: UnclassifiedReplyAnswer })
  @ApiOperation({
    operationId: 'unreadReplies_decide',
    summary: 'Decides what a reply asks for: that texts stop, that they come again, or neither',
    description:
      '`opt-out` is confirmed like any STOP, with who decided and when in the evidence; whoever came back since stays back. `start` goes the way of a START by keyword and is as old as its text: a later STOP wins, and it needs a consent. `nothing` lets adverts go on. The same decision sent again changes nothing; another one is refused with 409, which says who decided.',
  })
  async decide(@Param() { id }: ReplyId, @Body() { decision, by, reason }: PostDecision, @CallerOf() caller: Caller) {
    const decided = await this.decideUnclassified.execute(id, { decision, by: signedByNeeded(caller, by), reason });
    if (decided.ok) return decided.value;
    if (decided.refusal.code === 'UNKNOWN_REPLY') throw Problem.notFound('unclassified reply', id);
    throw new Problem('unread-reply-decided', decided.refusal.detail);
  }
}
