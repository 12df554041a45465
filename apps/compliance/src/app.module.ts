import { CreateOutbox1764000000000 } from '@stopsms/outbox';
import { defineService } from '@stopsms/service-kit';
import { z } from 'zod';
import { LoadedPacks, loadRulePacks } from './adapters/load-rule-packs';
import { CampaignControlsConsumer } from './consumes/campaign.controls.v1';
import { ConsentsCollectedConsumer } from './consumes/campaign.consents-collected.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { ReceiptsConsumer } from './consumes/inbound-mo.receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { SmsRequestedConsumer } from './consumes/sms.requested.v1';
import { OptOutsConsumer } from './consumes/suppression.opt-outs.v1';
import { CheckController } from './http/check.controller';
import { ConsentsController } from './http/consents.controller';
import { MessagesController } from './http/messages.controller';
import { RulePacksController } from './http/rule-packs.controller';
import { CreateConsents1764000000500 } from './migrations/create-consents.migration';
import { CreateControls1764000002000 } from './migrations/create-controls.migration';
import { CreateMessages1764000001000 } from './migrations/create-messages.migration';
import { CountVerdicts } from './use-cases/count-verdicts';
import { Decide } from './use-cases/decide';
import { DecideRequests } from './use-cases/decide-requests';
import { Examine } from './use-cases/examine';
import { FindConsents } from './use-cases/find-consents';
import { FindProof } from './use-cases/find-proof';
import { FindStandings } from './use-cases/find-standings';
import { FollowControls } from './use-cases/follow-controls';
import { ForgetRequests } from './use-cases/forget-requests';
import { HoldAgain } from './use-cases/hold-again';
import { JudgeText } from './use-cases/judge-text';
import { RecordConsents } from './use-cases/record-consents';
import { RecordContacts } from './use-cases/record-contacts';
import { RecordOptOuts } from './use-cases/record-opt-outs';
import { RecordOutcomes } from './use-cases/record-outcomes';
import { ReleaseHeld } from './use-cases/release-held';
import { StoreDecisions } from './use-cases/store-decisions';

const CONSUMERS = [
  SmsRequestedConsumer,
  ConsentsCollectedConsumer,
  CampaignControlsConsumer,
  OptOutsConsumer,
  RepliesConsumer,
  MessageStatusConsumer,
  ReceiptsConsumer,
];

export const compliance = defineService({
  name: 'compliance',
  description: 'Decides which messages may leave, holds what must wait for its hour, keeps consents and proofs.',
  config: z.object({
    RULE_PACKS_DIR: z.string().optional().describe('folder of the rule packs; that of the repository by default'),
    RELEASE_JITTER_MS: z.coerce
      .number()
      .int()
      .min(0)
      .default(10_000)
      .describe('over how long the adverts held until an opening are spread'),
  }),
  migrations: [
    CreateOutbox1764000000000,
    CreateConsents1764000000500,
    CreateMessages1764000001000,
    CreateControls1764000002000,
  ],
  module: (config) => ({
    controllers: [...CONSUMERS, CheckController, ConsentsController, MessagesController, RulePacksController],
    providers: [
      { provide: LoadedPacks, useFactory: () => loadRulePacks(config.RULE_PACKS_DIR) },
      { provide: 'RELEASE_JITTER_MS', useValue: config.RELEASE_JITTER_MS },
      CountVerdicts,
      Decide,
      DecideRequests,
      Examine,
      FindConsents,
      FindProof,
      FindStandings,
      FollowControls,
      ForgetRequests,
      HoldAgain,
      JudgeText,
      RecordConsents,
      RecordContacts,
      RecordOptOuts,
      RecordOutcomes,
      ReleaseHeld,
      StoreDecisions,
    ],
  }),
});
