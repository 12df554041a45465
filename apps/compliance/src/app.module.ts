import { ChangeRecipientKeys, defineService } from '@stopsms/bootstrap';
import { outcomesOfPublishers, smsRequested, topicsOfPublishers } from '@stopsms/contracts';
import { SettingsModule } from '@stopsms/service';
import { ConsumesModule } from './consumes/consumes.module';
import { MIGRATIONS } from './migrations';
import { ChangeKeptKeys } from './people/recipients/change-kept-keys';
import { SETTINGS, settingsOf } from './settings/settings';
import { RetentionModule } from './retention/retention.module';
import { RulesModule } from './rules/rules.module';
import { LimitsModule } from './limits/limits.module';
import { WaitingModule } from './waiting/waiting.module';
import { PeopleModule } from './people/people.module';
import { EvidenceModule } from './evidence/evidence.module';
import { DecisionModule } from './decision/decision.module';

export const compliance = defineService({
  name: 'compliance',
  description: 'Decides which messages may be sent, holds those that must wait, and stores consents and proofs.',
  config: settingsOf,
  hashesNumbers: true,
  topicAliases: ({ PUBLISHERS = [] }) => topicsOfPublishers(PUBLISHERS).map((topic) => ({ topic, of: smsRequested })),
  outsiders: ({ PUBLISHERS = [] }) => outcomesOfPublishers(PUBLISHERS),
  migrations: MIGRATIONS,
  module: (settings) => ({
    imports: [
      SettingsModule.forRoot([{ provide: SETTINGS, useValue: settings }]),
      RulesModule,
      LimitsModule,
      WaitingModule,
      PeopleModule,
      EvidenceModule,
      DecisionModule,
      RetentionModule,
      ConsumesModule,
    ],
    providers: [{ provide: ChangeRecipientKeys, useClass: ChangeKeptKeys }],
  }),
});
