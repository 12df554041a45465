import { defineService } from '@stopsms/bootstrap';
import { SettingsModule } from '@stopsms/service';
import { AdvertisersModule } from './advertisers/advertisers.module';
import { CampaignsModule } from './campaigns/campaigns.module';
import { WatchProgress } from './campaigns/watch-progress';
import { CommonModule } from './common.module';
import { ConsumersModule } from './consumes/consumers.module';
import { ContactsModule } from './contacts/contacts.module';
import { MessagesModule } from './messages/messages.module';
import { MIGRATIONS } from './migrations';
import { RetentionModule } from './retention/retention.module';
import { SETTINGS, settings } from './settings';
import { StatisticsModule } from './statistics/statistics.module';

export const campaign = defineService({
  name: 'campaign',
  description: 'Advertisers, their address books and campaigns, single messages, and the outcome of each.',
  config: settings,
  secrets: ({ WEBHOOK_SECRETS_KEY }) => ({ WEBHOOK_SECRETS_KEY: [WEBHOOK_SECRETS_KEY, 32] }),
  hashesNumbers: true,
  migrations: MIGRATIONS,
  module: (config) => ({
    imports: [
      SettingsModule.forRoot([{ provide: SETTINGS, useValue: config }]),
      CommonModule,
      AdvertisersModule,
      ContactsModule,
      CampaignsModule,
      StatisticsModule,
      MessagesModule,
      RetentionModule,
      ConsumersModule,
    ],
  }),
  beforeClose: async (service) => service.get(WatchProgress).close(),
});
