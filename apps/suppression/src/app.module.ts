import { ChangeRecipientKeys, defineService } from '@stopsms/bootstrap';
import { SettingsModule } from '@stopsms/service';
import { AbuseReportsModule } from './abuse-reports/abuse-reports.module';
import { ReportMatchesConsumer } from './consumes/compliance.report-matches.v1';
import { ReturnsConsumer } from './consumes/compliance.returns.v1';
import { OperatorOptOutsConsumer } from './consumes/dispatcher.operator-opt-outs.v1';
import { FailedReceiptsConsumer } from './consumes/inbound-mo.failed-receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { ErasuresModule } from './erasures/erasures.module';
import { EvidenceModule } from './evidence/evidence.module';
import { ExportsModule } from './exports/exports.module';
import { ListsModule } from './lists/lists.module';
import { MIGRATIONS } from './migrations';
import { NumbersModule } from './numbers/numbers.module';
import { OptOutsModule } from './opt-outs/opt-outs.module';
import { ChangeListKeys } from './republications/change-list-keys';
import { RepublicationsModule } from './republications/republications.module';
import { Republish } from './republications/republish';
import { RetentionModule } from './retention/retention.module';
import { ReturnsModule } from './returns/returns.module';
import { settingsOf } from './settings';
import { valuesOf } from './settings.values';
import { SourcesModule } from './sources/sources.module';
import { WhyBlockedModule } from './why-blocked/why-blocked.module';

export const suppression = defineService({
  name: 'suppression',
  description: 'The opt-out list: its only writer, its evidence, and the answer to "why is this number blocked?".',
  config: settingsOf,
  hashesNumbers: true,
  namesRecipients: true,
  migrations: MIGRATIONS,
  // A list that was lost is written again before the canary says that the topic may be believed.
  beforeCanary: ({ get }) => get(Republish).complete(),
  module: (config) => ({
    imports: [
      SettingsModule.forRoot(valuesOf(config)),
      OptOutsModule,
      ReturnsModule,
      ListsModule,
      SourcesModule,
      ExportsModule,
      RepublicationsModule,
      WhyBlockedModule,
      AbuseReportsModule,
      ErasuresModule,
      EvidenceModule,
      NumbersModule,
      RetentionModule,
    ],
    controllers: [
      RepliesConsumer,
      FailedReceiptsConsumer,
      OperatorOptOutsConsumer,
      ReturnsConsumer,
      ReportMatchesConsumer,
    ],
    providers: [{ provide: ChangeRecipientKeys, useExisting: ChangeListKeys }],
  }),
});
