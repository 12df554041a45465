import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Problem, signedByNeeded } from '@stopsms/service-kit';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { DecideReview } from '../use-cases/reviews/decide-review';
import { ListReviews, type ReviewItem } from '../use-cases/reviews/list-reviews';
import { sentence, uuid } from './fields';

const PAGE = 50;

class ListQuery extends createZodDto(
  z.object({
    state: z.enum(['open', 'approved', 'refused']).optional(),
    advertiserId: uuid.optional(),
    cursor: z.string().optional().describe('nextCursor of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(PAGE),
  }),
) {}

class ReviewId extends createZodDto(z.object({ id: uuid })) {}

class PostDecision extends createZodDto(
  z.object({
    verdict: z.enum(['approve', 'refuse']),
    by: sentence(200)
      .optional()
      .describe(
        'name of the person who read the text; it is in the proofs. With an operator key, the key’s name instead',
      ),
    reason: sentence(500, 'why').describe(
      'told to the advertiser of a refused text, and in the proofs; no number in it',
    ),
  }),
) {}

@ApiTags('reviews')
@Controller('v1/reviews')
export class ReviewsController {
  constructor(
    private readonly reviews: ListReviews,
    private readonly decideReview: DecideReview,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Texts that a person must read, or has read: the longest waiting first' })
  async list(@Query() { state, advertiserId, cursor, limit }: ListQuery) {
    const found = await this.reviews.page({ state, advertiserId, after: decodeCursor(cursor) }, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(found.length > limit && last && { nextCursor: encodeCursor(last) }) };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One text with what was found in it, how many messages wait, and the decision if there is one',
  })
  async get(@Param() { id }: ReviewId) {
    const review = await this.reviews.byId(id);
    if (!review) throw Problem.notFound('review', id);
    return review;
  }

  @Post(':id/decision')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approves or refuses a text, for all messages that wait for it and for later ones',
    description:
      'The same decision sent again changes nothing; another one is refused with 409, which says who decided. Approved messages are decided anew: consent, opt-out and hour are looked at again.',
  })
  async decide(@Param() { id }: ReviewId, @Body() { verdict, by, reason }: PostDecision, @CallerOf() caller: Caller) {
    const decided = await this.decideReview.execute(id, {
      verdict: verdict === 'approve' ? 'approved' : 'refused',
      by: signedByNeeded(caller, by),
      reason,
    });
    if (decided.ok) return decided.value;
    if (decided.refusal.code === 'REVIEW_UNKNOWN') throw Problem.notFound('review', id);
    throw Problem.conflict('review-decided', decided.refusal.detail);
  }
}

const encodeCursor = ({ firstSeenAt, id }: Pick<ReviewItem, 'firstSeenAt' | 'id'>): string =>
  Buffer.from(JSON.stringify([firstSeenAt, id])).toString('base64url');

function decodeCursor(cursor: string | undefined): Pick<ReviewItem, 'firstSeenAt' | 'id'> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [firstSeenAt, id] = z
      .tuple([z.iso.datetime(), uuid])
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { firstSeenAt, id };
  } catch {
    throw Problem.badRequest('invalid-cursor', 'cursor: not one that this service gave out; start again without it.');
  }
}
