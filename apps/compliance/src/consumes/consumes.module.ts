import { Module } from '@nestjs/common';
import { DecisionModule } from '../decision/decision.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { LimitsModule } from '../limits/limits.module';
import { PeopleModule } from '../people/people.module';
import { RulesModule } from '../rules/rules.module';
import { WaitingModule } from '../waiting/waiting.module';
import { AUDIT_CONSUMERS } from './audit-events.v1';
import { ConsentsCollectedConsumer } from './campaign.consents-collected.v1';
import { CampaignControlsConsumer } from './campaign.controls.v1';
import { MessageStatusConsumer } from './dispatcher.message-status.v1';
import { ReceiptsConsumer } from './inbound-mo.receipts.v1';
import { RepliesConsumer } from './inbound-mo.replies.v1';
import { SmsRequestedConsumer } from './sms.requested.v1';
import { NumberStatesConsumer } from './suppression.number-states.v1';
import { OptOutChangedConsumer } from './suppression.opt-out-changed.v1';
import { OptOutsConsumer } from './suppression.opt-outs.v1';
import { ReportsToMatchConsumer } from './suppression.reports-to-match.v1';

/** Topics that the service reads: each consumer passes records to one of the areas. */
@Module({
  imports: [RulesModule, LimitsModule, WaitingModule, PeopleModule, EvidenceModule, DecisionModule],
  controllers: [
    SmsRequestedConsumer,
    ConsentsCollectedConsumer,
    CampaignControlsConsumer,
    OptOutsConsumer,
    OptOutChangedConsumer,
    NumberStatesConsumer,
    ReportsToMatchConsumer,
    RepliesConsumer,
    MessageStatusConsumer,
    ReceiptsConsumer,
    ...AUDIT_CONSUMERS,
  ],
})
export class ConsumesModule {}
