import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module';
import { LimitsModule } from '../limits/limits.module';
import { PeopleModule } from '../people/people.module';
import { RulesModule } from '../rules/rules.module';
import { SETTINGS, type Settings } from '../settings/settings';
import { WaitingModule } from '../waiting/waiting.module';
import { CheckMessage } from './check/check-message';
import { CheckController } from './check/check.controller';
import { CountVerdicts } from './requests/count-verdicts';
import { DecideAgain } from './requests/decide-again';
import { DecideMessages } from './requests/decide-messages';
import { DecideRequests } from './requests/decide-requests';
import { EraseRecipients } from './held/erase-recipients';
import { GatherFacts } from './gathering/gather-facts';
import { HoldAgain } from './held/hold-again';
import { JudgeText } from './text/judge-text';
import { NoticeViolations } from './outcomes/notice-violations';
import { RecordOutcomes } from './outcomes/record-outcomes';
import { Preflight } from './preflight/preflight';
import { PreflightController } from './preflight/preflight.controller';
import { PublishOutcomes } from './publishers/publish-outcomes';
import { PublisherRights } from './publishers/publisher-rights';
import { RefuseStrangers } from './requests/refuse-strangers';
import { RefuseUnreadable } from './requests/refuse-unreadable';
import { ReleaseHeld } from './held/release-held';
import { ReplayPack } from './replay/replay-pack';
import { RulePacksController } from './replay/rule-packs.controller';
import { RequestFacts } from './gathering/request-facts';
import { ShowTexts } from './review-texts/show-texts';
import { ReviewTextsController } from './review-texts/review-texts.controller';
import { StoreDecisions } from './requests/store-decisions';

const PROVIDERS = [
  {
    provide: PublisherRights,
    useFactory: ({ PUBLISHERS = [], STOPSMS_MODE }: Settings) =>
      new PublisherRights(PUBLISHERS, STOPSMS_MODE === 'development'),
    inject: [SETTINGS],
  },
  CheckMessage,
  CountVerdicts,
  DecideAgain,
  DecideMessages,
  DecideRequests,
  EraseRecipients,
  GatherFacts,
  HoldAgain,
  JudgeText,
  NoticeViolations,
  Preflight,
  PublishOutcomes,
  RecordOutcomes,
  RefuseStrangers,
  RefuseUnreadable,
  ReleaseHeld,
  ReplayPack,
  RequestFacts,
  ShowTexts,
  StoreDecisions,
];

/** The decision on each message, by all that the other areas know. */
@Module({
  imports: [RulesModule, LimitsModule, WaitingModule, PeopleModule, EvidenceModule],
  controllers: [CheckController, PreflightController, ReviewTextsController, RulePacksController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class DecisionModule {}
