import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module';
import { LimitsModule } from '../limits/limits.module';
import { PeopleModule } from '../people/people.module';
import { RulesModule } from '../rules/rules.module';
import { SETTINGS, type Settings } from '../settings/settings';
import { WaitingModule } from '../waiting/waiting.module';
import { CheckMessage } from './check-message';
import { CheckController } from './check.controller';
import { CountVerdicts } from './count-verdicts';
import { DecideAgain } from './decide-again';
import { DecideMessages } from './decide-messages';
import { DecideRequests } from './decide-requests';
import { EraseRecipients } from './erase-recipients';
import { GatherFacts } from './gather-facts';
import { HoldAgain } from './hold-again';
import { JudgeText } from './judge-text';
import { NoticeViolations } from './outcomes/notice-violations';
import { RecordOutcomes } from './outcomes/record-outcomes';
import { Preflight } from './preflight';
import { PreflightController } from './preflight.controller';
import { PublishOutcomes } from './publishers/publish-outcomes';
import { PublisherRights } from './publishers/publisher-rights';
import { RefuseStrangers } from './refuse-strangers';
import { RefuseUnreadable } from './refuse-unreadable';
import { ReleaseHeld } from './release-held';
import { ReplayPack } from './replay/replay-pack';
import { RulePacksController } from './replay/rule-packs.controller';
import { RequestFacts } from './request-facts';
import { ShowTexts } from './show-texts';
import { ReviewTextsController } from './review-texts.controller';
import { StoreDecisions } from './store-decisions';

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
