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
import { DecideReview } from './decide-review';
import { ListReviews } from './list-reviews';
import { ReviewAnswer, ReviewsAnswer } from './reviews.schema';

const CURSOR = pageCursor({ firstSeenAt: cursorInstant(), id: uuidField() });

class ListQuery extends createZodDto(
  z.object({
    state: z.enum(['open', 'approved', 'refused']).optional(),
    advertiserId: uuidField().optional(),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 50, most: 200 }),
  }),
) {}

class ReviewId extends createZodDto(z.object({ id: uuidField() })) {}

class PostDecision extends bodyDto(
  z.object({
    verdict: z.enum(['approve', 'refuse']),
    by: nameField(200)
      .optional()
      .describe(
        'Name of the reviewer, which proofs contain. With an API key or a signed-in person, that name is recorded instead.',
      ),
    reason: wordsField(500, 'why').describe(
      'Reason for the decision. It is returned to the advertiser if the text is refused, and proofs contain it. Do not include a phone number.',
    ),
  }),
  { verdict: 'refuse', by: 'anne', reason: 'it advertises the card' },
) {}

@ApiTags('reviews')
@Controller('v1/reviews')
export class ReviewsController {
  constructor(
    private readonly reviews: ListReviews,
    private readonly decideReview: DecideReview,
  ) {}

  @Get()
  @Permits('reviews:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: ReviewsAnswer })
  @ApiOperation({ summary: 'Texts under review or reviewed, longest waiting first' })
  @LooksAtPersonalData()
  async list(@Query() { state, advertiserId, cursor, limit }: ListQuery) {
    const found = await this.reviews.page({ state, advertiserId, after: CURSOR.read(cursor) }, limit + 1);
    return CURSOR.page(found, limit, ({ firstSeenAt, id }) => ({ firstSeenAt, id }));
  }

  @Get(':id')
  @Permits('reviews:read')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ReviewAnswer })
  @ApiOperation({
    summary: 'A text with its classification, the number of waiting messages, and the decision if there is one',
  })
  @LooksAtPersonalData()
  async get(@Param() { id }: ReviewId) {
    const review = await this.reviews.byId(id);
    if (!review) throw Problem.notFound('review', id);
    return review;
  }

  @Post(':id/decision')
  @Permits('reviews:decide')
  @Refuses('not-found', 'review-decided')
  @ZodResponse({ status: 200, type: ReviewAnswer })
  @ApiOperation({
    summary: 'Approves or refuses a text for all messages that wait for it and for later ones',
    description:
      'Repeating the same decision changes nothing; a different decision is refused with 409, which names the first reviewer. Approved messages are decided again: consent, opt-out and hours are checked.',
  })
  async decide(@Param() { id }: ReviewId, @Body() { verdict, by, reason }: PostDecision, @CallerOf() caller: Caller) {
    const decided = await this.decideReview.execute(id, {
      verdict: verdict === 'approve' ? 'approved' : 'refused',
      by: signedByNeeded(caller, by),
      reason,
    });
    if (decided.ok) return decided.value;
    if (decided.refusal.code === 'REVIEW_UNKNOWN') throw Problem.notFound('review', id);
    throw new Problem('review-decided', decided.refusal.detail);
  }
}
