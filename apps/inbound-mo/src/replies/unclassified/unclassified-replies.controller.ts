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

const DECIDED_CURSOR = pageCursor({ at: cursorInstant(), id: uuidField() });

class ListQuery extends createZodDto(
  z.object({
    state: z
      .enum(['open', 'decided', 'opt-out', 'start', 'nothing', 'erased'])
      .optional()
      .describe('`decided`: decided in any way, the last decision first; other states list the longest waiting first.'),
    advertiserId: uuidField().optional(),
    automatic: z
      .enum(['deadline', 'deletion'])
      .optional()
      .describe('Only replies decided automatically, at the deadline or because the text was deleted.'),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 50, most: 200 }),
  }),
) {}

class ReplyId extends createZodDto(z.object({ id: uuidField() })) {}

class PostDecision extends bodyDto(
  z.object({
    decision: z
      .enum(['opt-out', 'start', 'nothing'])
      .describe('Request of the person: `opt-out`, `start` (receive texts again), or `nothing`.'),
    by: nameField(200)
      .optional()
      .describe(
        'Name of the person who decides. With an API key or a signed-in person, that name is recorded instead.',
      ),
    reason: wordsField(500).describe('Reason for the decision, without phone number or message text.'),
  }),
  { decision: 'opt-out', by: 'anne', reason: 'Finnish: send no more of these' },
) {}

@ApiTags('unclassified replies')
@Controller('v1/unclassified-replies')
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
    operationId: 'unclassifiedReplies_list',
    summary: 'Replies that need a decision by a person, or were decided, longest waiting first',
    description:
      'While a possible opt-out waits, no advert is sent to its sender; at `deadline` it becomes an opt-out. A possible request to receive texts again lifts nothing until a person decides `start`. At most five waiting replies of a person are listed.',
  })
  @LooksAtPersonalData()
  async list(@Query() { state, advertiserId, automatic, cursor, limit }: ListQuery) {
    if (state === 'decided') {
      const after = DECIDED_CURSOR.read(cursor);
      const decided = await this.unclassified.decided({ advertiserId, automatic, after }, limit + 1);
      return DECIDED_CURSOR.page(decided, limit, ({ decision, receivedAt, id }) => ({
        at: decision?.at ?? receivedAt,
        id,
      }));
    }
    const found = await this.unclassified.page(
      { state, advertiserId, automatic, after: CURSOR.read(cursor) },
      limit + 1,
    );
    return CURSOR.page(found, limit, ({ receivedAt, id }) => ({ receivedAt, id }));
  }

  @Post(':id/decision')
  @Permits('replies:decide')
  @Refuses('not-found', 'unclassified-reply-decided')
  @ZodResponse({ status: 200, type: UnclassifiedReplyAnswer })
  @ApiOperation({
    operationId: 'unclassifiedReplies_decide',
    summary: 'Decides what a reply asks for: `opt-out`, `start` (receive texts again), or `nothing`',
    description:
      '`opt-out` is confirmed like any STOP; who decided and when is part of the evidence. It does not apply to people who have returned since. `start` is handled like a START keyword at the time of its text: a later STOP takes precedence, and a consent is required. `nothing` allows adverts again. Repeating the same decision changes nothing; a different one is refused with 409, which names the first decision-maker.',
  })
  async decide(@Param() { id }: ReplyId, @Body() { decision, by, reason }: PostDecision, @CallerOf() caller: Caller) {
    const decided = await this.decideUnclassified.execute(id, { decision, by: signedByNeeded(caller, by), reason });
    if (decided.ok) return decided.value;
    if (decided.refusal.code === 'UNKNOWN_REPLY') throw Problem.notFound('unclassified reply', id);
    throw new Problem('unclassified-reply-decided', decided.refusal.detail);
  }
}
