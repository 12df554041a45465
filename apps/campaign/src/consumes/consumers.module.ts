import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module';
import { ContactsModule } from '../contacts/contacts.module';
import { MessagesModule } from '../messages/messages.module';
import { StatisticsModule } from '../statistics/statistics.module';
import { ReportMatchesConsumer } from './compliance.report-matches.v1';
import { VerdictsConsumer } from './compliance.verdicts.v1';
import { MessageStatusConsumer } from './dispatcher.message-status.v1';
import { ReceiptsConsumer } from './inbound-mo.receipts.v1';
import { OptOutChangedConsumer } from './suppression.opt-out-changed.v1';

@Module({
  imports: [MessagesModule, ContactsModule, StatisticsModule, CampaignsModule],
  controllers: [
    VerdictsConsumer,
    ReportMatchesConsumer,
    MessageStatusConsumer,
    ReceiptsConsumer,
    OptOutChangedConsumer,
  ],
})
export class ConsumersModule {}
