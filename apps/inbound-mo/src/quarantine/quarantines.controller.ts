import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
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
import { EndQuarantine } from './end-quarantine';
import { ListQuarantines } from './list-quarantines';
import { QuarantineAnswer, QuarantinesAnswer } from './quarantines.schema';

const CURSOR = pageCursor({ receivedAt: cursorInstant(), moId: uuidField() });

class ListQuery extends createZodDto(
  z.object({
    state: z.enum(['open', 'ended']).optional(),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 50, most: 200 }),
  }),
) {}

class MoId extends createZodDto(z.object({ moId: uuidField() })) {}

class PostEnd extends bodyDto(
  z.object({
    by: nameField(200)
      .optional()
      .describe('name of the person who ends it; with an operator key, the key’s name instead'),
    reason: wordsField(500).describe('why adverts may go on; no number and no text in it'),
  }),
  { by: 'anne', reason: 'asked the operator: it was an empty text' },
) {}

@ApiTags('quarantines')
@Controller('v1/quarantines')
export class QuarantinesController {
  constructor(
    private readonly quarantines: ListQuarantines,
    private readonly endQuarantine: EndQuarantine,
  ) {}

  @Get()
  @Permits('replies:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: QuarantinesAnswer })
  @ApiOperation({
    summary:
      'Texts that were handled and still keep adverts from their senders, and those that a person ended: oldest first',
    description: 'A text that nobody has handled yet is not among them; the dispatchers count those too.',
  })
  async list(@Query() { state, cursor, limit }: ListQuery) {
    const found = await this.quarantines.page({ state, after: CURSOR.read(cursor) }, limit + 1);
    return CURSOR.page(found, limit, ({ receivedAt, moId }) => ({ receivedAt, moId }));
  }

  @Post(':moId/end')
  @Permits('replies:decide')
  @HttpCode(200)
  @Refuses('not-found', 'quarantine-undecided')
  @ZodResponse({ status: 200, type: QuarantineAnswer })
  @ApiOperation({
    summary: 'Ends a quarantine by hand, so that adverts to the sender of the MO are sent again',
    description:
      'It opts nobody out: where the person may have asked to stop, use PUT /v1/opt-outs of suppression first. Ended once, it stays ended by whoever was first. One of a reply that waits for a decision ends with that alone.',
  })
  async end(@Param() { moId }: MoId, @Body() { by, reason }: PostEnd, @CallerOf() caller: Caller) {
    const ended = await this.endQuarantine.execute(moId, signedByNeeded(caller, by), reason);
    if (!ended) throw Problem.notFound('quarantine', moId);
    if (ended.ok) return ended.value;
    throw new Problem(
      'quarantine-undecided',
      `Decide first on reply ${ended.refusal.replyId} asks for: POST /v1/unread-replies/${ended.refusal.replyId}/decision.`,
    );
  }
}
