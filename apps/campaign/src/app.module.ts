import { CreateOutbox1764000000000 } from '@stopsms/outbox';
import { defineService } from '@stopsms/service-kit';
import { z } from 'zod';
import { VerdictsConsumer } from './consumes/compliance.verdicts.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { ReceiptsConsumer } from './consumes/inbound-mo.receipts.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { AddressBooksController } from './http/address-books.controller';
import { AdvertisersController } from './http/advertisers.controller';
import { CampaignsController } from './http/campaigns.controller';
import { ContactsController } from './http/contacts.controller';
import { LongUploads } from './http/long-uploads';
import { MessagesController } from './http/messages.controller';
import { CreateCampaigns1764000002000 } from './migrations/create-campaigns.migration';
import { AnswerOnce } from './use-cases/answer-once';
import { ChangeCampaign } from './use-cases/change-campaign';
import { CreateAddressBook } from './use-cases/create-address-book';
import { CreateAdvertiser } from './use-cases/create-advertiser';
import { CreateCampaign } from './use-cases/create-campaign';
import { CHUNK, ExpandCampaign } from './use-cases/expand-campaign';
import { FindAddressBooks } from './use-cases/find-address-books';
import { FindAdvertisers } from './use-cases/find-advertisers';
import { FindCampaigns } from './use-cases/find-campaigns';
import { FindContacts } from './use-cases/find-contacts';
import { FindMessages } from './use-cases/find-messages';
import { FollowOptOuts } from './use-cases/follow-opt-outs';
import { ImportContacts } from './use-cases/import-contacts';
import { OutboxRoom } from './use-cases/outbox-room';
import { RecordProgress } from './use-cases/record-progress';
import { RequestMessage } from './use-cases/request-message';
import { CampaignRunner } from './use-cases/run-campaigns';
import { StartCampaign } from './use-cases/start-campaign';
import { StoreContacts } from './use-cases/store-contacts';

const consumers = [VerdictsConsumer, MessageStatusConsumer, ReceiptsConsumer, OptOutChangedConsumer];
const controllers = [
  AdvertisersController,
  AddressBooksController,
  ContactsController,
  CampaignsController,
  MessagesController,
];
const finders = [FindAdvertisers, FindAddressBooks, FindContacts, FindCampaigns, FindMessages];
const doers = [
  AnswerOnce,
  CreateAdvertiser,
  CreateAddressBook,
  ImportContacts,
  StoreContacts,
  FollowOptOuts,
  CreateCampaign,
  StartCampaign,
  ChangeCampaign,
  ExpandCampaign,
  CampaignRunner,
  OutboxRoom,
  RequestMessage,
  RecordProgress,
];

export const campaign = defineService({
  name: 'campaign',
  description: 'Advertisers, their address books and campaigns, single messages, and what became of each.',
  config: z.object({
    CAMPAIGN_CHUNK: z.coerce
      .number()
      .int()
      .min(1)
      .max(5_000)
      .default(1_000)
      .describe('messages of a campaign made in one transaction; pausing waits for one chunk'),
  }),
  migrations: [CreateOutbox1764000000000, CreateCampaigns1764000002000],
  module: (config) => ({
    controllers: [...consumers, ...controllers],
    providers: [...finders, ...doers, LongUploads, { provide: CHUNK, useValue: config.CAMPAIGN_CHUNK }],
  }),
});
