import { defineService } from '@stopsms/bootstrap';
import { LongUploads } from '@stopsms/http';
import { SecretSeal } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { COMPLIANCE_URL, ComplianceClient } from './campaigns/preflight/compliance-client';
import { PRICE_LIST_FILE, PriceListFile } from './campaigns/preflight/price-list-file';
import { ReportMatchesConsumer } from './consumes/compliance.report-matches.v1';
import { VerdictsConsumer } from './consumes/compliance.verdicts.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { ReceiptsConsumer } from './consumes/inbound-mo.receipts.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import type { ComplaintLimits } from './statistics/judge-complaints.rule';
import type { ReactionLimits } from './statistics/judge-reaction.rule';
import { AddressBooksController } from './contacts/books/address-books.controller';
import { AdvertiserKeysController } from './advertisers/keys/advertiser-keys.controller';
import { AdvertiserSendersController } from './advertisers/senders/advertiser-senders.controller';
import { AdvertisersController, WEBHOOKS_NEED_TLS } from './advertisers/advertisers.controller';
import { LegalEntitiesController } from './advertisers/entities/legal-entities.controller';
import { CampaignMessagesController } from './campaigns/campaign-messages.controller';
import { CampaignsController } from './campaigns/campaigns.controller';
import { DraftsController } from './campaigns/drafts/drafts.controller';
import { ContactsController } from './contacts/contacts.controller';
import { ImportsController } from './contacts/imports/imports.controller';
import { MarketingController } from './advertisers/pause/marketing.controller';
import { MessagesController } from './messages/messages.controller';
import { OneContactController } from './contacts/one-contact.controller';
import { PersonsController } from './contacts/persons/persons.controller';
import { ProgressController } from './campaigns/progress.controller';
import { PreflightsController } from './campaigns/preflight/preflights.controller';
import { TestSendsController } from './campaigns/drafts/test-sends.controller';
import { StatisticsController } from './statistics/statistics.controller';
import { WebhookSecretsController } from './advertisers/webhooks/webhook-secrets.controller';
import { MIGRATIONS } from './migrations';
import { AdvertiserKeys } from './advertisers/keys/advertiser-keys';
import { AdvertiserSenders } from './advertisers/senders/advertiser-senders';
import { AnnounceCampaigns } from './campaigns/controls/announce-campaigns';
import { AnswerOnce } from './http-parts/answer-once';
import { ChangeAddressBook } from './contacts/books/change-address-book';
import { ChangeAdvertiser } from './advertisers/change-advertiser';
import { PublishAdvertiserChange } from './advertisers/publish-advertiser-change';
import { ChangeCampaign } from './campaigns/controls/change-campaign';
import { ChangeContact } from './contacts/change-contact';
import { ChangeDraft } from './campaigns/drafts/change-draft';
import { CheckCampaignText } from './campaigns/preflight/check-campaign-text';
import { CreateAddressBook } from './contacts/books/create-address-book';
import { CreateAdvertiser } from './advertisers/create-advertiser';
import { CreateCampaign } from './campaigns/drafts/create-campaign';
import { ContinueImport } from './contacts/imports/continue-import';
import { DuplicateCampaign } from './campaigns/drafts/duplicate-campaign';
import { EmptyBooks } from './contacts/books/empty-books';
import { ExamineFile } from './contacts/imports/examine-file';
import { CHUNK, ExpandCampaign } from './campaigns/run/expand-campaign';
import { FindAddressBooks } from './contacts/books/find-address-books';
import { FindAdvertisers } from './advertisers/find-advertisers';
import { FindUndecidedEntities } from './advertisers/entities/find-undecided-entities';
import { FindCampaignMessages } from './campaigns/find-campaign-messages';
import { FindCampaigns } from './campaigns/find-campaigns';
import { FindComplaintRates } from './statistics/find-complaint-rates';
import { FindContacts } from './contacts/find-contacts';
import { SummariseBook } from './contacts/books/summarise-book';
import { FindImports } from './contacts/imports/find-imports';
import { FindMessages } from './messages/find-messages';
import { FindPerson } from './contacts/persons/find-person';
import { FindReactions } from './statistics/find-reactions';
import { FindStatistics } from './statistics/find-statistics';
import { FollowOptOuts } from './contacts/follow-opt-outs';
import { ForeseeDepartures } from './campaigns/preflight/foresee-departures';
import { ForgetControls } from './campaigns/controls/forget-controls';
import { ImportContacts } from './contacts/imports/import-contacts';
import { COMPLAINT_LIMITS, JudgeAdvertisers } from './statistics/judge-advertisers';
import { JoinEntities } from './advertisers/entities/join-entities';
import { JudgeCampaigns, REACTION_LIMITS } from './campaigns/controls/judge-campaigns';
import { LaunchCampaign } from './campaigns/run/launch-campaign';
import { LegalEntity } from './advertisers/entities/legal-entity';
import { LaneQueue, MAX_UNDER_WAY } from './messages/lane-queue';
import { MarketingControl } from './advertisers/pause/marketing-control';
import { NoteKeyUses } from './advertisers/keys/note-key-uses';
import { AddressBookOwner, CampaignOwner, ImportOwner, MessageOwner } from './http-parts/owners';
import { ReceiveImport } from './contacts/imports/receive-import';
import { PreflightCampaign } from './campaigns/preflight/preflight-campaign';
import { RecordComplaints } from './statistics/record-complaints';
import { RecordProgress } from './messages/record-progress';
import { RequestMessage } from './messages/request-message';
import { CampaignRunner } from './campaigns/run/run-campaigns';
import { ImportRunner } from './contacts/imports/run-imports';
import { SendTest } from './campaigns/drafts/send-test';
import { SenderRegistry } from './advertisers/senders/sender-registry';
import { StartCampaign } from './campaigns/run/start-campaign';
import { StoreAdvertiser } from './advertisers/store-advertiser';
import { StoreContacts } from './contacts/imports/store-contacts';
import { WatchProgress } from './campaigns/watch-progress';
import { WEBHOOK_SEAL, WebhookSecrets } from './advertisers/webhooks/webhook-secrets';
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
