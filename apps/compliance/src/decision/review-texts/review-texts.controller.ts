import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Problem, Refuses } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { ShowTexts } from './show-texts';
import { findAdvertiser } from '../../http-parts/find-advertiser';
import { PostTexts, ReviewTextsAnswer } from './review-texts.schema';

@ApiTags('reviews')
@Controller('v1/reviews')
export class ReviewTextsController {
  constructor(
    private readonly showTexts: ShowTexts,
    private readonly directory: AdvertiserDirectory,
  ) {}

  @Post()
  @Permits('campaigns:write', { in: 'body', field: 'advertiserId' })
  @Refuses('not-found', 'reviews-full')
  @ZodResponse({ status: 200, type: ReviewTextsAnswer })
  @ApiOperation({
    operationId: 'reviews_show',
    summary: 'Submits texts for review before their first message; sends nothing',
    description:
      'A text that the classifier accepts needs no review. A text that needs one is added to the queue once, however often it is submitted; submitting it again returns the decision. Later messages of its template are then sent or refused without waiting.',
  })
  async show(@Body() { advertiserId, texts }: PostTexts) {
    const shown = await this.showTexts.execute(await findAdvertiser(this.directory, advertiserId), texts);
    if (!shown.ok) throw new Problem('reviews-full', shown.refusal.detail);
    return { items: shown.value };
  }
}
