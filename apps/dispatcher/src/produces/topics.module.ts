import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module';
import { JournalTopic } from './dispatcher.journal.v1';
import { StatusTopic } from './dispatcher.message-status.v1';
import { OperatorOptOutsTopic } from './dispatcher.operator-opt-outs.v1';
import { ServiceStatusTopic } from './dispatcher.service-status.v1';

@Module({
  imports: [MessagesModule],
  providers: [JournalTopic, OperatorOptOutsTopic, ServiceStatusTopic, StatusTopic],
  exports: [JournalTopic, ServiceStatusTopic, StatusTopic],
})
export class TopicsModule {}
