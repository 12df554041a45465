import { Module } from '@nestjs/common';
import { ControlsModule } from '../controls/controls.module';
import { JournalModule } from '../journal/journal.module';
import { MessagesModule } from '../messages/messages.module';
import { OperatorModule } from '../operator/operator.module';
import { TopicsModule } from '../produces/topics.module';
import { QuarantineModule } from '../quarantine/quarantine.module';
import { ViewModule } from '../view/view.module';
import { ConcurrencyLimiter } from './concurrency-limiter';
import { ConfirmationGate } from './confirmation-gate';
import { Dispatch } from './dispatch';
import { DispatcherMetrics } from './dispatcher-metrics';
import { DispatcherReadiness } from './dispatcher-readiness';
import { GuaranteeWatch } from './guarantee-watch';
import { InFlightAdverts } from './in-flight-adverts';
import { LateResults } from './late-results';
import { Vetoes } from './vetoes';

@Module({
  imports: [OperatorModule, ControlsModule, ViewModule, QuarantineModule, MessagesModule, TopicsModule, JournalModule],
  providers: [
    DispatcherMetrics,
    Vetoes,
    InFlightAdverts,
    LateResults,
    GuaranteeWatch,
    ConfirmationGate,
    ConcurrencyLimiter,
    Dispatch,
    DispatcherReadiness,
  ],
  exports: [Dispatch, DispatcherMetrics],
})
export class DispatchModule {}
