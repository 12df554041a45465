import { SecretSeal } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { LongUploads, defineService } from '@stopsms/service-kit';
import { COMPLIANCE_URL, ComplianceClient } from './adapters/compliance-client';
import { PRICE_LIST_FILE, PriceListFile } from './adapters/price-list-file';
import { ReportMatchesConsumer } from './consumes/compliance.report-matches.v1';
import { VerdictsConsumer } from './consumes/compliance.verdicts.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { ReceiptsConsumer } from './consumes/inbound-mo.receipts.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import type { ComplaintLimits } from './domain/judge-complaints';
import type { ReactionLimits } from './domain/judge-reaction';
import { AddressBooksController } from './http/address-books.controller';
import { AdvertiserKeysController } from './http/advertiser-keys.controller';
import { AdvertiserSendersController } from './http/advertiser-senders.controller';
import { AdvertisersController, WEBHOOKS_NEED_TLS } from './http/advertisers.controller';
import { LegalEntitiesController } from './http/legal-entities.controller';
import { CampaignMessagesController } from './http/campaign-messages.controller';
import { CampaignsController } from './http/campaigns.controller';
import { DraftsController } from './http/drafts.controller';
import { ContactsController } from './http/contacts.controller';
import { ImportsController } from './http/imports.controller';
import { MarketingController } from './http/marketing.controller';
import { MessagesController } from './http/messages.controller';
import { OneContactController } from './http/one-contact.controller';
import { PersonsController } from './http/persons.controller';
import { ProgressController } from './http/progress.controller';
import { PreflightsController } from './http/preflights.controller';
import { TestSendsController } from './http/test-sends.controller';
import { StatisticsController } from './http/statistics.controller';
import { WebhookSecretsController } from './http/webhook-secrets.controller';
import { MIGRATIONS } from './migrations';
import { AdvertiserKeys } from './use-cases/advertiser-keys';
import { AdvertiserSenders } from './use-cases/advertiser-senders';
import { AnnounceCampaigns } from './use-cases/announce-campaigns';
import { AnswerOnce } from './use-cases/answer-once';
import { ChangeAddressBook } from './use-cases/change-address-book';
import { ChangeAdvertiser } from './use-cases/change-advertiser';
import { PublishAdvertiserChange } from './use-cases/publish-advertiser-change';
import { ChangeCampaign } from './use-cases/change-campaign';
import { ChangeContact } from './use-cases/change-contact';
import { ChangeDraft } from './use-cases/change-draft';
import { CheckCampaignText } from './use-cases/check-campaign-text';
import { CreateAddressBook } from './use-cases/create-address-book';
import { CreateAdvertiser } from './use-cases/create-advertiser';
import { CreateCampaign } from './use-cases/create-campaign';
import { ContinueImport } from './use-cases/continue-import';
import { DuplicateCampaign } from './use-cases/duplicate-campaign';
import { EmptyBooks } from './use-cases/empty-books';
import { ExamineFile } from './use-cases/examine-file';
import { CHUNK, ExpandCampaign } from './use-cases/expand-campaign';
import { FindAddressBooks } from './use-cases/find-address-books';
import { FindAdvertisers } from './use-cases/find-advertisers';
import { FindUndecidedEntities } from './use-cases/find-undecided-entities';
import { FindCampaignMessages } from './use-cases/find-campaign-messages';
import { FindCampaigns } from './use-cases/find-campaigns';
import { FindComplaintRates } from './use-cases/find-complaint-rates';
import { FindContacts } from './use-cases/find-contacts';
import { SummariseBook } from './use-cases/summarise-book';
import { FindImports } from './use-cases/find-imports';
import { FindMessages } from './use-cases/find-messages';
import { FindPerson } from './use-cases/find-person';
import { FindReactions } from './use-cases/find-reactions';
import { FindStatistics } from './use-cases/find-statistics';
import { FollowOptOuts } from './use-cases/follow-opt-outs';
import { ForeseeDepartures } from './use-cases/foresee-departures';
import { ForgetControls } from './use-cases/forget-controls';
import { ImportContacts } from './use-cases/import-contacts';
import { COMPLAINT_LIMITS, JudgeAdvertisers } from './use-cases/judge-advertisers';
import { JoinEntities } from './use-cases/join-entities';
import { JudgeCampaigns, REACTION_LIMITS } from './use-cases/judge-campaigns';
import { LaunchCampaign } from './use-cases/launch-campaign';
import { LegalEntity } from './use-cases/legal-entity';
import { LaneQueue, MAX_UNDER_WAY } from './use-cases/lane-queue';
import { MarketingControl } from './use-cases/marketing-control';
import { NoteKeyUses } from './use-cases/note-key-uses';
import { AddressBookOwner, CampaignOwner, ImportOwner, MessageOwner } from './use-cases/owners';
import { ReceiveImport } from './use-cases/receive-import';
import { PreflightCampaign } from './use-cases/preflight-campaign';
import { RecordComplaints } from './use-cases/record-complaints';
import { RecordProgress } from './use-cases/record-progress';
import { RequestMessage } from './use-cases/request-message';
import { CampaignRunner } from './use-cases/run-campaigns';
import { ImportRunner } from './use-cases/run-imports';
import { SendTest } from './use-cases/send-test';
import { SenderRegistry } from './use-cases/sender-registry';
import { StartCampaign } from './use-cases/start-campaign';
import { StoreAdvertiser } from './use-cases/store-advertiser';
import { StoreContacts } from './use-cases/store-contacts';
import { WatchProgress } from './use-cases/watch-progress';
import { WEBHOOK_SEAL, WebhookSecrets } from './use-cases/webhook-secrets';
import { settings } from './settings';

/**
 * Records in the outbox beyond which campaigns and imports wait. With a chunk on top, a few thousand: a fraction of a second
 * of sending; more could no longer be paused or cancelled.
 */
const MAX_WAITING = 3_000;

const consumers = [
  VerdictsConsumer,
  ReportMatchesConsumer,
  MessageStatusConsumer,
  ReceiptsConsumer,
  OptOutChangedConsumer,
];
const controllers = [
  AdvertisersController,
  LegalEntitiesController,
  AdvertiserKeysController,
  WebhookSecretsController,
  AdvertiserSendersController,
  MarketingController,
  AddressBooksController,
  ContactsController,
  OneContactController,
  ImportsController,
  CampaignsController,
  CampaignMessagesController,
  DraftsController,
  TestSendsController,
  PersonsController,
  PreflightsController,
  ProgressController,
  StatisticsController,
  MessagesController,
];
const finders = [
  FindAdvertisers,
  FindUndecidedEntities,
  FindAddressBooks,
  FindContacts,
  SummariseBook,
  FindImports,
  FindCampaigns,
  FindCampaignMessages,
  FindMessages,
  FindPerson,
  FindReactions,
  FindComplaintRates,
  FindStatistics,
];
const doers = [
  AnswerOnce,
  StoreAdvertiser,
  PublishAdvertiserChange,
  AdvertiserKeys,
  WebhookSecrets,
  SenderRegistry,
  AdvertiserSenders,
  NoteKeyUses,
  AddressBookOwner,
  ImportOwner,
  CampaignOwner,
  MessageOwner,
  CreateAdvertiser,
  JoinEntities,
  LegalEntity,
  ChangeAdvertiser,
  CreateAddressBook,
  ChangeAddressBook,
  EmptyBooks,
  ChangeContact,
  ImportContacts,
  StoreContacts,
  ExamineFile,
  ReceiveImport,
  ContinueImport,
  ImportRunner,
  FollowOptOuts,
  CreateCampaign,
  DuplicateCampaign,
  ChangeDraft,
  CheckCampaignText,
  LaunchCampaign,
  ForeseeDepartures,
  PreflightCampaign,
  StartCampaign,
  ChangeCampaign,
  JudgeCampaigns,
  JudgeAdvertisers,
  MarketingControl,
  AnnounceCampaigns,
  ForgetControls,
  ExpandCampaign,
  CampaignRunner,
  {
    provide: OutboxCapacity,
    useFactory: (database: Database) => new OutboxCapacity(database, MAX_WAITING),
    inject: [Database],
  },
  LaneQueue,
  WatchProgress,
  SendTest,
  RequestMessage,
  RecordProgress,
  RecordComplaints,
];

export const campaign = defineService({
  name: 'campaign',
  description: 'Advertisers, their address books and campaigns, single messages, and what became of each.',
  config: settings,
  secrets: ({ WEBHOOK_SECRETS_KEY }) => ({ WEBHOOK_SECRETS_KEY: [WEBHOOK_SECRETS_KEY, 32] }),
  hashesNumbers: true,
  migrations: MIGRATIONS,
  module: (config) => ({
    controllers: [...consumers, ...controllers],
    providers: [
      ...finders,
      ...doers,
      LongUploads,
      ComplianceClient,
      PriceListFile,
      { provide: PRICE_LIST_FILE, useValue: config.PRICE_LIST_FILE ?? null },
      { provide: COMPLIANCE_URL, useValue: config.COMPLIANCE_URL },
      {
        provide: WEBHOOK_SEAL,
        useValue: config.WEBHOOK_SECRETS_KEY === undefined ? null : new SecretSeal(config.WEBHOOK_SECRETS_KEY),
      },
      { provide: WEBHOOKS_NEED_TLS, useValue: config.STOPSMS_MODE === 'production' },
      { provide: CHUNK, useValue: config.CAMPAIGN_CHUNK },
      { provide: MAX_UNDER_WAY, useValue: config.CAMPAIGN_MESSAGES_UNDER_WAY },
      {
        provide: REACTION_LIMITS,
        useValue: {
          alertRate: config.STOP_RATE_ALERT,
          alertAfter: config.STOP_RATE_ALERT_AFTER,
          pauseRate: config.STOP_RATE_PAUSE,
          pauseAfter: config.STOP_RATE_PAUSE_AFTER,
          complaints: config.COMPLAINTS_PAUSE,
          complaintRate: config.COMPLAINT_RATE_PAUSE,
        } satisfies ReactionLimits,
      },
      {
        provide: COMPLAINT_LIMITS,
        useValue: {
          complaints: config.ADVERTISER_COMPLAINTS_PAUSE,
          rate: config.ADVERTISER_COMPLAINT_RATE_PAUSE,
        } satisfies ComplaintLimits,
      },
    ],
  }),
});
