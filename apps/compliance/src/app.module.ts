import { smsRequested, topicsOfPublishers } from '@stopsms/contracts';
import { OUTBOX_MIGRATIONS } from '@stopsms/outbox';
import { RecipientGeneration1764000032000, RecordShownTime1764000023000 } from '@stopsms/persistence';
import { ChangeRecipientKeys, LOG, type Log, defineService, publishersSetting } from '@stopsms/service-kit';
import { z } from 'zod';
import { LoadedPacks, announceRulePacks } from './packs/load-rule-packs';
import { TextLanguages } from './text/text-languages';
import { CampaignAuditConsumer } from './consumes/campaign.audit-events.v1';
import { ComplianceAuditConsumer } from './consumes/compliance.audit-events.v1';
import { DispatcherAuditConsumer } from './consumes/dispatcher.audit-events.v1';
import { InboundMoAuditConsumer } from './consumes/inbound-mo.audit-events.v1';
import { NotificationAuditConsumer } from './consumes/notification.audit-events.v1';
import { SuppressionAuditConsumer } from './consumes/suppression.audit-events.v1';
import { CampaignControlsConsumer } from './consumes/campaign.controls.v1';
import { ConsentsCollectedConsumer } from './consumes/campaign.consents-collected.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { ReceiptsConsumer } from './consumes/inbound-mo.receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { SmsRequestedConsumer } from './consumes/sms.requested.v1';
import { NumberStatesConsumer } from './consumes/suppression.number-states.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { OptOutsConsumer } from './consumes/suppression.opt-outs.v1';
import { ReportsToMatchConsumer } from './consumes/suppression.reports-to-match.v1';
import { Accounts } from './http/accounts';
import { AuditController } from './http/audit.controller';
import { CheckController } from './http/check.controller';
import { ConsentsController } from './http/consents.controller';
import { MessagesController } from './http/messages.controller';
import { PersonsController } from './http/persons.controller';
import { PreflightController } from './http/preflight.controller';
import { QuotasController } from './http/quotas.controller';
import { ReviewsController } from './http/reviews.controller';
import { ProofHeadsController } from './http/proof-heads.controller';
import { ProofsController } from './http/proofs.controller';
import { SendWindowsController } from './http/send-windows.controller';
import { RulePacksController } from './http/rule-packs.controller';
import { CountQuotas1764000031000 } from './migrations/count-quotas.migration';
import { CreateConsents1764000000500 } from './migrations/create-consents.migration';
import { CreateControls1764000002000 } from './migrations/create-controls.migration';
import { CreateMessages1764000001000 } from './migrations/create-messages.migration';
import { CreateReviews1764000005000 } from './migrations/create-reviews.migration';
import { CreateNumberStates1764000007500 } from './migrations/create-number-states.migration';
import { DecideAlike1764000033200 } from './migrations/decide-alike.migration';
import { EraseRecipients1764000007000 } from './migrations/erase-recipients.migration';
import { ImplyConsents1764000046000 } from './migrations/imply-consents.migration';
import { KeepAuditEvents1764000048000 } from './migrations/keep-audit-events.migration';
import { KeepConsents1764000004500 } from './migrations/keep-consents.migration';
import { KeepSealedKeys1764000032100 } from './migrations/keep-sealed-keys.migration';
import { KeepSentTexts1764000008000 } from './migrations/keep-sent-texts.migration';
import { KeepStartNumbers1764000028000 } from './migrations/keep-start-numbers.migration';
import { PauseMarketing1764000022000 } from './migrations/pause-marketing.migration';
import { SealProofs1764000006000 } from './migrations/seal-proofs.migration';
import { ShareReviews1764000033000 } from './migrations/share-reviews.migration';
import { CapAdverts1764000044000 } from './migrations/cap-adverts.migration';
import { AppendFacts1764000038000 } from './migrations/append-facts.migration';
import { TrustAdvertisers1764000033100 } from './migrations/trust-advertisers.migration';
import { AnnounceReturns } from './consents/announce-returns';
import { CountReviews } from './reviews/count-reviews';
import { ConsentDigests } from './consents/consent-digests';
import { FactDays } from './proofs/facts/fact-days';
import { ProveDecisions } from './proofs/prove-decisions';
import { CountSeals } from './proofs/count-seals';
import { CountVerdicts } from './decision/count-verdicts';
import { CheckMessage } from './decision/check-message';
import { DecideAgain } from './decision/decide-again';
import { DecideMessages } from './decision/decide-messages';
import { DecideRequests } from './decision/decide-requests';
import { DecideReview } from './reviews/decide-review';
import { ChangeKeptKeys } from './recipients/change-kept-keys';
import { EraseRecipients } from './recipients/erase-recipients';
import { GatherFacts } from './decision/gather-facts';
import { LookAtRequest } from './decision/look-at-request';
import { KeepHeld } from './holding/keep-held';
import { SomethingDue } from './holding/something-due';
import { FindConsents } from './consents/find-consents';
import { FindHeads } from './proofs/find-heads';
import { FindProof } from './proofs/find-proof';
import { FindSentTexts } from './complaints/find-sent-texts';
import { ConsentsRead } from './consents/consents-read';
import { FindStandings } from './consents/find-standings';
import { MessageOwner } from './proofs/message-owner';
import { FollowControls } from './holding/follow-controls';
import { ForgetRequests } from './outcomes/forget-requests';
import { ForgetSentTexts } from './complaints/forget-sent-texts';
import { ForgetReviews } from './reviews/forget-reviews';
import { HoldAgain } from './decision/hold-again';
import { JudgeText } from './decision/judge-text';
import { Preflight } from './decision/preflight';
import { ListReviews } from './reviews/list-reviews';
import { MatchReports } from './complaints/match-reports';
import { NoticeViolations } from './outcomes/notice-violations';
import { PublisherRights } from './publishers/publisher-rights';
import { QueueReviews } from './reviews/queue-reviews';
import { ShowTexts } from './decision/show-texts';
import { KeepStartNumbers } from './consents/keep-start-numbers';
import { RecordConsents } from './consents/record-consents';
import { RecordContacts } from './consents/record-contacts';
import { RecordNumberStates } from './recipients/record-number-states';
import { RecordOptOuts } from './recipients/record-opt-outs';
import { RecordOutcomes } from './outcomes/record-outcomes';
import { RecordStarts } from './consents/record-starts';
import { RecordWithdrawals } from './consents/record-withdrawals';
import { RefuseStrangers } from './publishers/refuse-strangers';
import { ReleaseHeld } from './decision/release-held';
import { ReplayPack } from './replay/replay-pack';
import { SealProofs } from './proofs/seal-proofs';
import { SealTrees } from './proofs/seal-trees';
import { StoreDecisions } from './decision/store-decisions';
import { AuditDays } from './audit/audit-days';
import { CheckAuditSeals } from './audit/check-audit-seals';
import { FindAuditEvents } from './audit/find-audit-events';
import { StoreAuditEvents } from './audit/store-audit-events';
import { WatchAuditSeals } from './audit/watch-audit-seals';
import { AdvertiserLimits, DEFAULT_LIMITS } from './quotas/advertiser-limits';
import { CountUse } from './quotas/count-use';
import { FindQuotas } from './quotas/find-quotas';
import { ForgetUses } from './quotas/forget-uses';
import { FindTrust } from './trust/find-trust';
import { ForgetTrust } from './trust/forget-trust';
import { HeedQuotas } from './quotas/heed-quotas';
import { ForgetPlaces } from './caps/forget-places';
import { WakeCapped } from './holding/wake-capped';
import { WakePaused } from './holding/wake-paused';
import { WakeReviewed } from './holding/wake-reviewed';
import { WithdrawWrongPersons } from './consents/withdraw-wrong-persons';
import { defaultLimits, limitSettings } from './quotas/limit-settings';

const CONSUMERS = [
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
  CampaignAuditConsumer,
  ComplianceAuditConsumer,
  DispatcherAuditConsumer,
  InboundMoAuditConsumer,
  NotificationAuditConsumer,
  SuppressionAuditConsumer,
];

export const compliance = defineService({
  name: 'compliance',
  description: 'Decides which messages may leave, holds what must wait for its hour, keeps consents and proofs.',
  config: z.object({
    ...publishersSetting,
    ...limitSettings,
    RULE_PACKS_DIR: z.string().optional().describe('folder of the rule packs; that of the repository by default'),
    RELEASE_JITTER_MS: z.coerce
      .number()
      .int()
      .min(0)
      .default(10_000)
      .describe('over how long the adverts held until an opening are spread'),
    REVIEW_VALID_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(3_650)
      .default(90)
      .describe('for how many days the decision on a doubtful text holds for later messages with it'),
    SEAL_EVERY_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(60_000)
      .describe('how often what happened to messages is sealed, so that it cannot be altered unseen'),
    PROOFS_KEPT_DAYS: z.coerce
      .number()
      .int()
      .min(35)
      .optional()
      .describe('for how many days the proof of a message is kept; for ever by default'),
    AUDIT_KEPT_DAYS: z.coerce
      .number()
      .int()
      .min(100)
      .default(1_095)
      .describe('for how many days it is kept who did what, and who looked at whose data'),
  }),
  hashesNumbers: true,
  twins: ({ PUBLISHERS = [] }) => topicsOfPublishers(PUBLISHERS).map((topic) => ({ topic, of: smsRequested })),
  migrations: [
    ...OUTBOX_MIGRATIONS,
    CreateConsents1764000000500,
    CreateMessages1764000001000,
    CreateControls1764000002000,
    KeepConsents1764000004500,
    CreateReviews1764000005000,
    SealProofs1764000006000,
    EraseRecipients1764000007000,
    CreateNumberStates1764000007500,
    KeepSentTexts1764000008000,
    PauseMarketing1764000022000,
    RecordShownTime1764000023000,
    KeepStartNumbers1764000028000,
    CountQuotas1764000031000,
    RecipientGeneration1764000032000,
    KeepSealedKeys1764000032100,
    ShareReviews1764000033000,
    TrustAdvertisers1764000033100,
    DecideAlike1764000033200,
    AppendFacts1764000038000,
    CapAdverts1764000044000,
    ImplyConsents1764000046000,
    KeepAuditEvents1764000048000,
  ],
  module: (config) => ({
    controllers: [
      ...CONSUMERS,
      AuditController,
      CheckController,
      ConsentsController,
      MessagesController,
      PersonsController,
      PreflightController,
      ProofHeadsController,
      ProofsController,
      QuotasController,
      ReviewsController,
      RulePacksController,
      SendWindowsController,
    ],
    providers: [
      {
        provide: LoadedPacks,
        useFactory: (log: Log) => announceRulePacks(log, config.RULE_PACKS_DIR),
        inject: [LOG],
      },
      {
        provide: PublisherRights,
        useValue: new PublisherRights(config.PUBLISHERS ?? [], config.STOPSMS_MODE === 'development'),
      },
      { provide: 'SEAL_EVERY_MS', useValue: config.SEAL_EVERY_MS },
      { provide: 'AUDIT_KEPT_DAYS', useValue: config.AUDIT_KEPT_DAYS },
      { provide: 'PROOFS_KEPT_DAYS', useValue: config.PROOFS_KEPT_DAYS },
      { provide: 'RELEASE_JITTER_MS', useValue: config.RELEASE_JITTER_MS },
      { provide: 'REVIEW_VALID_DAYS', useValue: config.REVIEW_VALID_DAYS },
      { provide: DEFAULT_LIMITS, useValue: defaultLimits(config) },
      Accounts,
      AdvertiserLimits,
      AnnounceReturns,
      AuditDays,
      CheckAuditSeals,
      CheckMessage,
      CountReviews,
      CountSeals,
      CountUse,
      CountVerdicts,
      DecideAgain,
      DecideMessages,
      DecideRequests,
      DecideReview,
      EraseRecipients,
      { provide: ChangeRecipientKeys, useClass: ChangeKeptKeys },
      FindAuditEvents,
      FindConsents,
      FindHeads,
      FindProof,
      SealTrees,
      FindQuotas,
      FindSentTexts,
      FactDays,
      ConsentDigests,
      ProveDecisions,
      MessageOwner,
      ConsentsRead,
      FindStandings,
      FindTrust,
      FollowControls,
      ForgetPlaces,
      ForgetRequests,
      ForgetReviews,
      ForgetSentTexts,
      ForgetTrust,
      ForgetUses,
      GatherFacts,
      HeedQuotas,
      HoldAgain,
      JudgeText,
      KeepHeld,
      KeepStartNumbers,
      ListReviews,
      LookAtRequest,
      MatchReports,
      NoticeViolations,
      Preflight,
      QueueReviews,
      RecordConsents,
      RecordContacts,
      RecordNumberStates,
      RecordOptOuts,
      RecordOutcomes,
      RecordStarts,
      RecordWithdrawals,
      RefuseStrangers,
      ReleaseHeld,
      ReplayPack,
      SealProofs,
      ShowTexts,
      SomethingDue,
      StoreAuditEvents,
      WatchAuditSeals,
      StoreDecisions,
      TextLanguages,
      WakeCapped,
      WakePaused,
      WakeReviewed,
      WithdrawWrongPersons,
    ],
  }),
});
