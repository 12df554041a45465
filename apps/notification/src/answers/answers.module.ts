import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { ServiceMessagesModule } from '../service-messages/service-messages.module';
import { AnswerReplies } from './answer-replies';
import { AnswerStarts } from './answer-starts';
import { LimitAnswers } from './limit-answers';

@Module({
  imports: [AdvertisersModule, ServiceMessagesModule],
  providers: [AnswerReplies, AnswerStarts, LimitAnswers],
  exports: [AnswerReplies, AnswerStarts],
})
export class AnswersModule {}
