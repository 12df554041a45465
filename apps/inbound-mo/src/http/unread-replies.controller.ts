import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Permits,
  type Caller,
  CallerOf,
  Problem,
  Refuses,
  asked,
  cursorField,
  pageCursor,
  pageLimit,
  signedByNeeded,
  uuidField,
  LooksAtPersonalData,
  cursorInstant,
  nameField,
  wordsField,
} from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { DecideUnread } from '../use-cases/unread/decide-unread';
import { ListUnread } from '../use-cases/unread/list-unread';
import { UnreadRepliesAnswer, UnreadReplyAnswer } from './unread-replies.schema';

const CURSOR = pageCursor({ receivedAt: cursorInstant(), id: uuidField() });

class ListQuery extends createZodDto(
  z.object({
    state: z.enum(['open', 'opt-out', 'nothing', 'erased']).optional(),
    advertiserId: uuidField().optional(),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 50, most: 200 }),
  }),
) {}

class ReplyId extends createZodDto(z.object({ id: uuidField() })) {}

class PostDecision extends asked(
  z.object({
    decision: z.enum(['opt-out', 'nothing']).describe('whether the person asks that texts stop'),
    by: nameField(200)
      .optional()
      .describe('name of the person who read it; with an operator key, the key’s name instead'),
    reason: wordsField(500).describe('what was read in it; no number and no text in it'),
  }),
  { decision: 'opt-out', by: 'anne', reason: 'Finnish: send no more of these' },
) {}

@ApiTags('unread replies')
@Controller('v1/unread-replies')
export class UnreadRepliesController {
  constructor(
    private readonly unread: ListUnread,
    private readonly decideUnread: DecideUnread,
  ) {}

  @Get()
  @Permits('replies:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: UnreadRepliesAnswer })
  @ApiOperation({
    summary: 'Replies that a person must read, or has read: the longest waiting first',
    description: 'While a reply waits nothing is blocked: the person is texted as before.',
  })
  @LooksAtPersonalData()
  async list(@Query() { state, advertiserId, cursor, limit }: ListQuery) {
    const found = await this.unread.page({ state, advertiserId, after: CURSOR.read(cursor) }, limit + 1);
    return CURSOR.page(found, limit, ({ receivedAt, id }) => ({ receivedAt, id }));
  }

  @Post(':id/decision')
  @Permits('replies:decide')
  @Refuses('not-found', 'unread-reply-decided')
  @ZodResponse({ status: 200, type: UnreadReplyAnswer })
  @ApiOperation({
    summary: 'Reads a reply: as a request to stop, or as none',
    description:
      'As a request it opts out and is confirmed like any other, with who decided and when in the evidence; whoever came back since stays back. The same decision sent again changes nothing; another one is refused with 409, which says who decided.',
  })
  async decide(@Param() { id }: ReplyId, @Body() { decision, by, reason }: PostDecision, @CallerOf() caller: Caller) {
    const decided = await this.decideUnread.execute(id, { decision, by: signedByNeeded(caller, by), reason });
    if (decided.ok) return decided.value;
    if (decided.refusal.code === 'UNREAD_UNKNOWN') throw Problem.notFound('unread reply', id);
    throw new Problem('unread-reply-decided', decided.refusal.detail);
  }
}
