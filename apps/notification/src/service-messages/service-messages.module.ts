import { Module } from '@nestjs/common';
import { NotificationMetrics } from '../notification-metrics';
import { ConfirmationsController } from './confirmations.controller';
import { FindServiceMessages } from './find-service-messages';
import { QueueMessages } from './queue-messages';
import { RecordFates } from './record-fates';
import { ReleaseDue } from './release-due';

@Module({
  controllers: [ConfirmationsController],
  providers: [NotificationMetrics, QueueMessages, ReleaseDue, RecordFates, FindServiceMessages],
  exports: [NotificationMetrics, QueueMessages, RecordFates],
})
export class ServiceMessagesModule {}
