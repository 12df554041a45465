import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module';
import { RulesModule } from '../rules/rules.module';
import { WaitingModule } from '../waiting/waiting.module';
import { FindSentTexts } from './complaints/find-sent-texts';
import { MatchReports } from './complaints/match-reports';
import { AnnounceReturns } from './consents/announce-returns';
import { ConsentDigests } from './consents/consent-digests';
import { ConsentsRead } from './consents/consents-read';
import { ConsentsController } from './consents/consents.controller';
import { FindConsents } from './consents/find-consents';
import { FindConsentStatus } from './consents/find-consent-status';
import { RecordConsents } from './consents/record-consents';
import { RecordContacts } from './consents/record-contacts';
import { RecordStarts } from './consents/record-starts';
import { RecordWithdrawals } from './consents/record-withdrawals';
import { WithdrawWrongPersons } from './consents/withdraw-wrong-persons';
import { PersonsController } from './recipients/persons.controller';
import { RecordNumberStates } from './recipients/record-number-states';
import { RecordOptOuts } from './recipients/record-opt-outs';

const PROVIDERS = [
  AnnounceReturns,
  ConsentDigests,
  ConsentsRead,
  FindConsents,
  FindSentTexts,
  FindConsentStatus,
  MatchReports,
  RecordConsents,
  RecordContacts,
  RecordNumberStates,
  RecordOptOuts,
  RecordStarts,
  RecordWithdrawals,
  WithdrawWrongPersons,
];

/** Recipients: consents, opt-outs, number states, complaints. */
@Module({
  imports: [RulesModule, LimitsModule, WaitingModule],
  controllers: [ConsentsController, PersonsController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class PeopleModule {}
