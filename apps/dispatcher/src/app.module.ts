import { defineService } from '@stopsms/bootstrap';
import { plainOperators, providerSecrets } from '@stopsms/providers';
import { SettingsModule } from '@stopsms/service';
import { ConsumersModule } from './consumes/consumers.module';
import { ControlsModule } from './controls/controls.module';
import { DispatchModule } from './dispatch/dispatch.module';
import { JournalModule } from './journal/journal.module';
import { MessagesModule } from './messages/messages.module';
import { OperatorModule } from './operator/operator.module';
import { TopicsModule } from './produces/topics.module';
import { QuarantineModule } from './quarantine/quarantine.module';
import { settingsOf } from './settings';
import { valuesOf } from './settings.values';
import { ViewModule } from './view/view.module';

export const dispatcher = defineService({
  name: 'dispatcher',
  description: 'Checks cleared messages against the in-memory opt-out view and submits them over SMPP and HTTP.',
  config: settingsOf,
  secrets: (settings) => providerSecrets(settings),
  plainOperators: (settings) => plainOperators(settings),
  module: (settings) => ({
    imports: [
      SettingsModule.forRoot(valuesOf(settings)),
      OperatorModule,
      ControlsModule,
      ViewModule,
      QuarantineModule,
      MessagesModule,
      TopicsModule,
      JournalModule,
      DispatchModule,
      ConsumersModule,
    ],
  }),
});
