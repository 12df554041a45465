import { defineService } from '@stopsms/bootstrap';
import { SettingsModule } from '@stopsms/service';
import { plainAccounts, secretsOf } from './accounts/accounts-file';
import { AccountsModule } from './accounts/accounts.module';
import { OutcomesConsumer } from './consumes/compliance.outcomes.v1.gateway';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1.gateway';
import { DeliveriesModule } from './deliveries/deliveries.module';
import { ErasuresModule } from './erasures/erasures.module';
import { KannelModule } from './kannel/kannel.module';
import { MetricsModule } from './metrics.module';
import { MIGRATIONS } from './migrations';
import { OutcomesModule } from './outcomes/outcomes.module';
import { ReloadModule } from './reload/reload.module';
import { RepliesModule } from './replies/replies.module';
import { settingsOf } from './settings';
import { valuesOf } from './settings.values';
import { SmppModule } from './smpp/smpp.module';
import { SmppServer } from './smpp/smpp-server';
import { SubmissionsModule } from './submissions/submissions.module';
import { TwilioModule } from './twilio/twilio.module';
import { WebhookModule } from './webhook/webhook.module';

export const gateway = defineService({
  name: 'gateway',
  description: 'Accepts SMS from systems of advertisers over SMPP and HTTP, and returns receipts and replies to them.',
  config: settingsOf,
  secrets: ({ GATEWAY_ACCOUNTS_FILE: file }) => secretsOf(file?.accounts ?? []),
  plainOperators: ({ GATEWAY_ACCOUNTS_FILE: file }) => plainAccounts(file?.accounts ?? []),
  migrations: MIGRATIONS,
  module: (settings) => ({
    imports: [
      SettingsModule.forRoot(valuesOf(settings)),
      MetricsModule,
      AccountsModule,
      ReloadModule,
      DeliveriesModule,
      SubmissionsModule,
      OutcomesModule,
      RepliesModule,
      ErasuresModule,
      SmppModule,
      WebhookModule,
      TwilioModule,
      KannelModule,
    ],
    controllers: [OutcomesConsumer, RepliesConsumer],
  }),
  beforeClose: (service) => service.get(SmppServer).close(),
});
