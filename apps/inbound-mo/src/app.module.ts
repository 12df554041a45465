import { defineService } from '@stopsms/bootstrap';
import { bindsReceiver, plainOperators, providerSecrets } from '@stopsms/providers';
import { SettingsModule } from '@stopsms/service';
import { JournalConsumer } from './consumes/dispatcher.journal.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { MoReceivedConsumer } from './consumes/inbound-mo.received.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { InboxModule } from './inbox/inbox.module';
import { JobsModule } from './jobs/jobs.module';
import { LinksModule } from './links/links.module';
import { MIGRATIONS } from './migrations';
import { ProvidersModule } from './providers/providers.module';
import { QuarantineModule } from './quarantine/quarantine.module';
import { ReadingModule } from './reading/reading.module';
import { ReceiptsModule } from './receipts/receipts.module';
import { ReceivingModule } from './receiving/receiving.module';
import { SmppReceivers } from './receiving/smpp-receivers';
import { RecipientsModule } from './recipients/recipients.module';
import { RepliesModule } from './replies/replies.module';
import { SETTINGS, settingsOf } from './settings';
import { UnsubscribeModule } from './unsubscribe/unsubscribe.module';

export const inboundMo = defineService({
  name: 'inbound-mo',
  description:
    'Receives replies and receipts from operators, recognises opt-outs, attributes them to advertisers, and serves the unsubscribe page.',
  config: settingsOf,
  secrets: providerSecrets,
  plainOperators: (settings) => plainOperators(settings, bindsReceiver),
  hashesNumbers: true,
  // A gateway that sends it and does not try again without it would lose a STOP.
  takesExpect: /^\/v1\/providers\//,
  migrations: MIGRATIONS,
  module: (settings) => ({
    imports: [
      SettingsModule.forRoot([{ provide: SETTINGS, useValue: settings }]),
      ProvidersModule,
      ReadingModule,
      LinksModule,
      ReceiptsModule,
      QuarantineModule,
      RepliesModule,
      UnsubscribeModule,
      RecipientsModule,
      ReceivingModule,
      InboxModule,
      JobsModule,
    ],
    controllers: [JournalConsumer, MessageStatusConsumer, MoReceivedConsumer, OptOutChangedConsumer],
  }),
  beforeClose: (service) => service.get(SmppReceivers).close(),
});
