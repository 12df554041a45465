import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { fromSettings } from '../settings';
import { FindMessages } from './find-messages';
import { LaneQueue, MAX_UNDER_WAY } from './lane-queue';
import { MessageOwner } from './message-owner';
import { MessagesController } from './messages.controller';
import { RecordProgress } from './record-progress';
import { RequestMessage } from './request-message';

/** Messages, of campaigns and single ones, and their outcomes. */
@Module({
  imports: [AdvertisersModule],
  controllers: [MessagesController],
  providers: [
    FindMessages,
    MessageOwner,
    RequestMessage,
    RecordProgress,
    LaneQueue,
    fromSettings(MAX_UNDER_WAY, ({ CAMPAIGN_MESSAGES_UNDER_WAY }) => CAMPAIGN_MESSAGES_UNDER_WAY),
  ],
  exports: [LaneQueue, RecordProgress, RequestMessage],
})
export class MessagesModule {}
