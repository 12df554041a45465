import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module';
import { RulesModule } from '../rules/rules.module';
import { FollowControls } from './holding/follow-controls';
import { KeepHeld } from './holding/keep-held';
import { SomethingDue } from './holding/something-due';
import { WakeCapped } from './holding/wake-capped';
import { WakePaused } from './holding/wake-paused';
import { CountReviews } from './reviews/count-reviews';
import { DecideReview } from './reviews/decide-review';
import { ListReviews } from './reviews/list-reviews';
import { QueueReviews } from './reviews/queue-reviews';
import { ReviewsController } from './reviews/reviews.controller';
import { WakeReviewed } from './reviews/wake-reviewed';

const PROVIDERS = [
  CountReviews,
  DecideReview,
  FollowControls,
  KeepHeld,
  ListReviews,
  QueueReviews,
  SomethingDue,
  WakeCapped,
  WakePaused,
  WakeReviewed,
];

/** Messages that wait, for an hour, a cap, a pause or a reviewer. */
@Module({
  imports: [RulesModule, LimitsModule],
  controllers: [ReviewsController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class WaitingModule {}
