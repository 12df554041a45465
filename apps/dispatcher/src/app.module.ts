import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { defineService } from '@stopsms/bootstrap';
import { LOG, type Log, Readiness } from '@stopsms/service';
import { plainOperators, providerSecrets, providersOf } from '@stopsms/smpp';
import { CampaignControlsFollower } from './consumes/campaign.controls.v1';
import { MoReceivedFollower } from './consumes/inbound-mo.received.v1';
import { QuarantinesFollower } from './consumes/inbound-mo.quarantines.v1';
import { ClearedInformativeLane } from './consumes/compliance.cleared-informative.v1';
import { ClearedMarketingLane } from './consumes/compliance.cleared-marketing.v1';
import { ServiceLane } from './consumes/notification.messages.v1';
import { OptOutsFollower } from './consumes/suppression.opt-outs.v1';
import { CampaignControls } from './controls/campaign-controls';
import { MarketingPauses } from './controls/marketing-pauses';
import { DispatcherMetrics } from './dispatch/dispatcher-metrics';
import { ProvidersController } from './operator/providers.controller';
import { ViewController } from './view/view.controller';
import { InDoubt } from './journal/in-doubt';
import { JournalMarks } from './journal/journal-marks';
import { ReportRetrier } from './journal/report-retrier';
import { ServiceReports } from './journal/service-reports';
import { Recovery } from './journal/recovery';
import { Submissions } from './journal/submissions';
import { SubmitLog } from './journal/submit-log';
import { OperatorLink } from './operator/operator-link';
import { ProviderMetrics } from './operator/provider-metrics';
import { OPERATOR_SETTINGS, type OperatorSettings, RoutedOperators } from './operator/routed-operators';
import { JournalTopic } from './produces/dispatcher.journal.v1';
import { StatusTopic } from './produces/dispatcher.message-status.v1';
import { ServiceStatusTopic } from './produces/dispatcher.service-status.v1';
import { Quarantine } from './quarantine/quarantine';
import { ReceivedWatch } from './quarantine/received-watch';
import { AboutMessage } from './messages/about-message';
import { ConfirmationGate } from './dispatch/confirmation-gate';
import { Dispatch } from './dispatch/dispatch';
import { GuaranteeWatch } from './dispatch/guarantee-watch';
import { InFlightAdverts } from './dispatch/in-flight-adverts';
import { RememberedOutcomes } from './messages/remembered-outcomes';
import { ConcurrencyLimiter } from './dispatch/concurrency-limiter';
import { Vetoes } from './dispatch/vetoes';
import { FingerprintView } from './view/fingerprint-view';
import { Freshness } from './view/freshness';
import { OptOutView } from './view/opt-out-view';
import { SNAPSHOT_SETTINGS, SnapshotKeeper } from './view/snapshot-keeper';
import { TopicIdentity } from './view/topic-identity';
import { UnreadableRecords } from './view/unreadable-records';
import { settingsOf } from './settings';

/** Ready means: adverts may be decided and the operator takes messages. */
@Injectable()
class DispatcherReadiness implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: Readiness,
    private readonly freshness: Freshness,
    private readonly view: OptOutView,
    private readonly snapshots: SnapshotKeeper,
    private readonly received: ReceivedWatch,
    private readonly operator: OperatorLink,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.register(
      'opt-out-view',
      () => this.freshness.problem(),
      () => ({
        entries: this.view.entries,
        heartbeatAgeMs: this.freshness.heartbeatAgeMs() ?? null,
        snapshot: this.snapshots.state(),
      }),
    );
    this.readiness.register('received-texts', () => this.received.problem());
    this.readiness.register(
      'operator-link',
      () => this.operator.unbound(),
      () => ({ providers: this.operator.states() }),
    );
  }
}

export const dispatcher = defineService({
  name: 'dispatcher',
  description: 'Filters cleared messages against the in-memory opt-out view and submits them over SMPP.',
  config: settingsOf,
  secrets: (settings) => providerSecrets(settings),
  plainOperators: (settings) => plainOperators(settings),
  module: (config) => ({
    controllers: [
      ClearedMarketingLane,
      ClearedInformativeLane,
      ServiceLane,
      OptOutsFollower,
      MoReceivedFollower,
      QuarantinesFollower,
      CampaignControlsFollower,
      ViewController,
      ProvidersController,
    ],
    providers: [
      {
        provide: OPERATOR_SETTINGS,
        useValue: {
          ...providersOf(config),
          routeClosedAfterMs: config.ROUTE_CLOSED_AFTER_MS,
          probeAfterMs: config.CIRCUIT_PROBE_MS,
        } satisfies OperatorSettings,
      },
      { provide: 'MAX_HEARTBEAT_AGE_MS', useValue: config.MAX_HEARTBEAT_AGE_MS },
      { provide: 'ALLOW_FICTION_NUMBERS', useValue: config.ALLOW_FICTION_NUMBERS },
      {
        provide: SNAPSHOT_SETTINGS,
        useValue: { dir: config.VIEW_SNAPSHOT_DIR, everyMs: config.VIEW_SNAPSHOT_EVERY_MS },
      },
      { provide: FingerprintView, useValue: new FingerprintView() },
      { provide: OptOutView, useExisting: FingerprintView },
      TopicIdentity,
      UnreadableRecords,
      SnapshotKeeper,
      ProviderMetrics,
      { provide: OperatorLink, useClass: RoutedOperators },
      Freshness,
      Quarantine,
      ReceivedWatch,
      DispatcherMetrics,
      AboutMessage,
      JournalTopic,
      ServiceStatusTopic,
      StatusTopic,
      JournalMarks,
      { provide: SubmitLog, inject: [LOG], useFactory: (log: Log) => SubmitLog.open(config.SUBMIT_LOG_DIR, log) },
      ReportRetrier,
      ServiceReports,
      RememberedOutcomes,
      InDoubt,
      Submissions,
      Recovery,
      CampaignControls,
      MarketingPauses,
      Vetoes,
      InFlightAdverts,
      GuaranteeWatch,
      ConfirmationGate,
      ConcurrencyLimiter,
      Dispatch,
      DispatcherReadiness,
    ],
  }),
});
