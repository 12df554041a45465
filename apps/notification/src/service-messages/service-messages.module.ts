import { Module } from '@nestjs/common';
import { NotificationMetrics } from '../notification-metrics';
import { ConfirmationsController } from './confirmations.controller';
import { QueueMessages } from './queue-messages';
import { RecordStatuses } from './record-statuses';
import { ReleaseDue } from './release-due';

@Module({
  controllers: [ConfirmationsController],
  providers: [NotificationMetrics, QueueMessages, ReleaseDue, RecordStatuses],
  exports: [NotificationMetrics, QueueMessages, RecordStatuses],
})
export class ServiceMessagesModule {}
