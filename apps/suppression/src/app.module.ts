import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { ChangeRecipientKeys, LongUploads, defineService } from '@stopsms/service-kit';
import { ReportMatchesConsumer } from './consumes/compliance.report-matches.v1';
import { ReturnsConsumer } from './consumes/compliance.returns.v1';
import { FailedReceiptsConsumer, STOP_LIST_ERRORS } from './consumes/inbound-mo.failed-receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { ExportSigner } from './adapters/export-signer';
import { OTHER_SERVICES, OtherServices } from './adapters/other-services';
import { AbuseReportsController } from './http/abuse-reports.controller';
import { AbuseResolutionsController } from './http/abuse-resolutions.controller';
import { ErasuresController } from './http/erasures.controller';
import { EvidenceController } from './http/evidence.controller';
import { ExportController } from './http/export.controller';
import { ExportNamesController } from './http/export-names.controller';
import { LiftController } from './http/lift.controller';
import { NumbersController } from './http/numbers.controller';
import { OptOutListsController } from './http/opt-out-lists.controller';
import { PersonsController } from './http/persons.controller';
import { RepublishController } from './http/republish.controller';
import { OptOutsController } from './http/opt-outs.controller';
import { WhyBlockedController } from './http/why-blocked.controller';
import { MIGRATIONS } from './migrations';
import { Heartbeats } from './use-cases/beat';
import { ChangeListKeys } from './use-cases/change-list-keys';
import { Erase } from './use-cases/erase';
import { ExportOptOuts } from './use-cases/export-opt-outs';
import { FindAbuseReports } from './use-cases/find-abuse-reports';
import { FindErasures } from './use-cases/find-erasures';
import { FindOptOuts } from './use-cases/find-opt-outs';
import { GatherEvidence } from './use-cases/gather-evidence';
import { ImportOptOuts } from './use-cases/import-opt-outs';
import { LiftOptOut } from './use-cases/lift-opt-out';
import { MatchSender } from './use-cases/match-sender';
import { Purge } from './use-cases/purge';
import { ReadList } from './use-cases/read-list';
import { Reconcile } from './use-cases/reconcile';
import { RecordAbuseReports } from './use-cases/record-abuse-reports';
import { RecordMatches } from './use-cases/record-matches';
import { NUMBER_RULES, RecordNumberStates } from './use-cases/record-number-states';
import { RecordOptOuts } from './use-cases/record-opt-outs';
import { RecordReturns } from './use-cases/record-returns';
import { Republish } from './use-cases/republish';
import { ResolveAbuseReport } from './use-cases/resolve-abuse-report';
import { WriteEvidence } from './use-cases/write-evidence';
import { SuppressionMetrics } from './suppression-metrics';
import { settings } from './settings';

/** Records in the outbox beyond which imports wait. With a batch on top, the time of two thousand: some tens of milliseconds. */
const MAX_WAITING = 1_000;

export const suppression = defineService({
  name: 'suppression',
  description: 'The opt-out list: its single writer, its proof, and the answer to "why is this number blocked?"',
  config: settings,
  hashesNumbers: true,
  namesRecipients: true,
  migrations: MIGRATIONS,
  // A list that was lost is written again before the canary says that the topic may be believed.
  beforeCanary: ({ get }) => get(Republish).complete(),
  module: (config) => ({
    controllers: [
      RepliesConsumer,
      FailedReceiptsConsumer,
      ReturnsConsumer,
      ReportMatchesConsumer,
      OptOutListsController,
      ExportController,
      ExportNamesController,
      RepublishController,
      LiftController,
      OptOutsController,
      WhyBlockedController,
      AbuseReportsController,
      AbuseResolutionsController,
      ErasuresController,
      EvidenceController,
      PersonsController,
      NumbersController,
    ],
    providers: [
      SuppressionMetrics,
      RecordOptOuts,
      RecordReturns,
      LiftOptOut,
      FindOptOuts,
      MatchSender,
      RecordAbuseReports,
      RecordMatches,
      FindAbuseReports,
      FindErasures,
      GatherEvidence,
      WriteEvidence,
      OtherServices,
      ReadList,
      {
        provide: OutboxCapacity,
        useFactory: (database: Database) => new OutboxCapacity(database, MAX_WAITING),
        inject: [Database],
      },
      ImportOptOuts,
      ExportOptOuts,
      LongUploads,
      Reconcile,
      Erase,
      RecordNumberStates,
      ResolveAbuseReport,
      Purge,
      Republish,
      ChangeListKeys,
      { provide: ChangeRecipientKeys, useExisting: ChangeListKeys },
      {
        provide: NUMBER_RULES,
        useValue: { permanent: config.INVALID_NUMBER_ERRORS, unreachableDays: config.UNREACHABLE_DAYS },
      },
      { provide: STOP_LIST_ERRORS, useValue: config.STOP_LIST_ERRORS },
      { provide: ExportSigner, useValue: config.EXPORT_SIGNING_KEY ?? null },
      {
        provide: OTHER_SERVICES,
        useValue: {
          campaign: config.CAMPAIGN_URL,
          compliance: config.COMPLIANCE_URL,
          'inbound-mo': config.INBOUND_MO_URL,
          notification: config.NOTIFICATION_URL,
        },
      },
      { provide: 'HEARTBEAT_MS', useValue: config.HEARTBEAT_MS },
      Heartbeats,
    ],
  }),
});
