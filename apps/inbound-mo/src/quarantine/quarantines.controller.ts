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
      .describe(
        'Name of the person who ends the quarantine. With an API key or a signed-in person, that name is recorded instead.',
      ),
    reason: wordsField(500).describe('Reason why adverts may be sent again, without phone number or message text.'),
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
      'Processed replies that still block adverts to their senders, and those released by a person, oldest first',
    description: 'Replies that are not yet processed are not listed; the dispatchers count those too.',
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
    summary: 'Ends a quarantine manually, so that adverts to the sender of the MO are sent again',
    description:
      'Ending a quarantine opts nobody out: if the person may have asked to stop, record an opt-out with `PUT /v1/opt-outs` of suppression first. The first end is final. A quarantine of a reply that waits for a decision ends only with that decision.',
  })
  async end(@Param() { moId }: MoId, @Body() { by, reason }: PostEnd, @CallerOf() caller: Caller) {
    const ended = await this.endQuarantine.execute(moId, signedByNeeded(caller, by), reason);
    if (!ended) throw Problem.notFound('quarantine', moId);
    if (ended.ok) return ended.value;
    throw new Problem(
      'quarantine-undecided',
      `Decide first on reply ${ended.refusal.replyId} asks for: POST /v1/unclassified-replies/${ended.refusal.replyId}/decision.`,
    );
  }
}
