import { ChangeRecipientKeys, defineService } from '@stopsms/bootstrap';
import { outcomesOfPublishers, smsRequested, topicsOfPublishers } from '@stopsms/contracts';
import { LOG, type Log } from '@stopsms/service';
import { LoadedPacks, announceRulePacks } from './rules/packs/load-rule-packs';
import { TextLanguages } from './rules/text/text-languages';
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
import { Accounts } from './http-parts/accounts';
import { AuditController } from './evidence/audit/audit.controller';
import { CheckController } from './decision/check.controller';
import { ConsentsController } from './people/consents/consents.controller';
import { MessagesController } from './evidence/proofs/messages.controller';
import { PersonsController } from './people/recipients/persons.controller';
import { PreflightController } from './decision/preflight.controller';
import { QuotasController } from './limits/quotas/quotas.controller';
import { ReviewsController } from './waiting/reviews/reviews.controller';
import { ProofHeadsController } from './evidence/proofs/proof-heads.controller';
import { ProofsController } from './evidence/proofs/proofs.controller';
import { SendWindowsController } from './rules/hours/send-windows.controller';
import { RulePacksController } from './decision/replay/rule-packs.controller';
import { ShownTextsController } from './decision/shown-texts.controller';
import { MIGRATIONS } from './migrations';
import { AnnounceReturns } from './people/consents/announce-returns';
import { CountReviews } from './waiting/reviews/count-reviews';
import { ConsentDigests } from './people/consents/consent-digests';
import { FactDays } from './evidence/proofs/facts/fact-days';
import { ProveDecisions } from './evidence/proofs/prove-decisions';
import { CountSeals } from './evidence/proofs/count-seals';
import { CountVerdicts } from './decision/count-verdicts';
import { CheckMessage } from './decision/check-message';
import { DecideAgain } from './decision/decide-again';
import { DecideMessages } from './decision/decide-messages';
import { DecideRequests } from './decision/decide-requests';
import { DecideReview } from './waiting/reviews/decide-review';
import { ChangeKeptKeys } from './people/recipients/change-kept-keys';
import { EraseRecipients } from './decision/erase-recipients';
import { GatherFacts } from './decision/gather-facts';
import { RequestFacts } from './decision/request-facts';
import { KeepHeld } from './waiting/holding/keep-held';
import { SomethingDue } from './waiting/holding/something-due';
import { FindConsents } from './people/consents/find-consents';
import { FindHeads } from './evidence/proofs/find-heads';
import { FindProof } from './evidence/proofs/find-proof';
import { FindSentTexts } from './people/complaints/find-sent-texts';
import { ConsentsRead } from './people/consents/consents-read';
import { FindStandings } from './people/consents/find-standings';
import { MessageOwner } from './evidence/proofs/message-owner';
import { FollowControls } from './waiting/holding/follow-controls';
import { ForgetRequests } from './decision/outcomes/forget-requests';
import { ForgetSentTexts } from './people/complaints/forget-sent-texts';
import { ForgetReviews } from './waiting/reviews/forget-reviews';
import { HoldAgain } from './decision/hold-again';
import { JudgeText } from './decision/judge-text';
import { Preflight } from './decision/preflight';
import { ListReviews } from './waiting/reviews/list-reviews';
import { MatchReports } from './people/complaints/match-reports';
import { NoticeViolations } from './decision/outcomes/notice-violations';
import { PublisherRights } from './decision/publishers/publisher-rights';
import { QueueReviews } from './waiting/reviews/queue-reviews';
import { ShowTexts } from './decision/show-texts';
import { KeepStartNumbers } from './people/consents/keep-start-numbers';
import { RecordConsents } from './people/consents/record-consents';
import { RecordContacts } from './people/consents/record-contacts';
import { RecordNumberStates } from './people/recipients/record-number-states';
import { RecordOptOuts } from './people/recipients/record-opt-outs';
import { RecordOutcomes } from './decision/outcomes/record-outcomes';
import { RecordStarts } from './people/consents/record-starts';
import { RecordWithdrawals } from './people/consents/record-withdrawals';
import { ForgetPublishers } from './decision/publishers/forget-publishers';
import { PublishOutcomes } from './decision/publishers/publish-outcomes';
import { RefuseStrangers } from './decision/refuse-strangers';
import { RefuseUnreadable } from './decision/refuse-unreadable';
import { ReleaseHeld } from './decision/release-held';
import { ReplayPack } from './decision/replay/replay-pack';
import { ProofKeysController } from './evidence/proofs/proof-keys.controller';
import { ProofKeys } from './evidence/proofs/signing/proof-keys';
import { ProofSigner } from './evidence/proofs/signing/proof-signer';
import { SealProofs } from './evidence/proofs/seal-proofs';
import { SealTrees } from './evidence/proofs/seal-trees';
import { StoreDecisions } from './decision/store-decisions';
import { AuditDays } from './evidence/audit/audit-days';
import { CheckAuditSeals } from './evidence/audit/check-audit-seals';
import { FindAuditEvents } from './evidence/audit/find-audit-events';
import { StoreAuditEvents } from './evidence/audit/store-audit-events';
import { WatchAuditSeals } from './evidence/audit/watch-audit-seals';
import { AdvertiserLimits, DEFAULT_LIMITS } from './limits/quotas/advertiser-limits';
import { CountUse } from './limits/quotas/count-use';
import { FindQuotas } from './limits/quotas/find-quotas';
import { ForgetUses } from './limits/quotas/forget-uses';
import { FindTrust } from './limits/trust/find-trust';
import { ForgetTrust } from './limits/trust/forget-trust';
import { EnforceQuotas } from './limits/quotas/enforce-quotas';
import { ForgetPlaces } from './limits/caps/forget-places';
import { WakeCapped } from './waiting/holding/wake-capped';
import { WakePaused } from './waiting/holding/wake-paused';
import { WakeReviewed } from './waiting/holding/wake-reviewed';
import { WithdrawWrongPersons } from './people/consents/withdraw-wrong-persons';
import { defaultLimits } from './limits/quotas/limit-settings';
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
