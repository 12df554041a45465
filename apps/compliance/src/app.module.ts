import { outcomesOfPublishers, smsRequested, topicsOfPublishers } from '@stopsms/contracts';
import { ChangeRecipientKeys, LOG, type Log, defineService } from '@stopsms/service-kit';
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
import { ShownTextsController } from './http/shown-texts.controller';
import { MIGRATIONS } from './migrations';
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
import { RequestFacts } from './decision/request-facts';
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
import { ForgetPublishers } from './publishers/forget-publishers';
import { PublishOutcomes } from './publishers/publish-outcomes';
import { RefuseStrangers } from './decision/refuse-strangers';
import { RefuseUnreadable } from './decision/refuse-unreadable';
import { ReleaseHeld } from './decision/release-held';
import { ReplayPack } from './replay/replay-pack';
import { ProofKeysController } from './http/proof-keys.controller';
import { ProofKeys } from './proofs/signing/proof-keys';
import { ProofSigner } from './proofs/signing/proof-signer';
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
import { EnforceQuotas } from './quotas/enforce-quotas';
import { ForgetPlaces } from './caps/forget-places';
import { WakeCapped } from './holding/wake-capped';
import { WakePaused } from './holding/wake-paused';
import { WakeReviewed } from './holding/wake-reviewed';
import { WithdrawWrongPersons } from './consents/withdraw-wrong-persons';
import { defaultLimits } from './quotas/limit-settings';
import { settingsOf } from './settings';

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
  config: settingsOf,
  hashesNumbers: true,
  topicAliases: ({ PUBLISHERS = [] }) => topicsOfPublishers(PUBLISHERS).map((topic) => ({ topic, of: smsRequested })),
  outsiders: ({ PUBLISHERS = [] }) => outcomesOfPublishers(PUBLISHERS),
  migrations: MIGRATIONS,
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
      ProofKeysController,
      ProofsController,
      QuotasController,
      ShownTextsController,
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
      { provide: ProofSigner, useValue: config.PROOF_SIGNING_KEY ?? null },
      { provide: 'REVOKED_PROOF_KEYS', useValue: config.REVOKED_PROOF_KEYS },
      ProofKeys,
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
      ForgetPublishers,
      ForgetRequests,
      ForgetReviews,
      ForgetSentTexts,
      ForgetTrust,
      ForgetUses,
      GatherFacts,
      EnforceQuotas,
      HoldAgain,
      JudgeText,
      KeepHeld,
      KeepStartNumbers,
      ListReviews,
      RequestFacts,
      MatchReports,
      NoticeViolations,
      Preflight,
      PublishOutcomes,
      QueueReviews,
      RecordConsents,
      RecordContacts,
      RecordNumberStates,
      RecordOptOuts,
      RecordOutcomes,
      RecordStarts,
      RecordWithdrawals,
      RefuseStrangers,
      RefuseUnreadable,
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
