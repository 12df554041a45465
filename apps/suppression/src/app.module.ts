import { ChangeRecipientKeys, defineService } from '@stopsms/bootstrap';
import { LongUploads } from '@stopsms/http';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { ReportMatchesConsumer } from './consumes/compliance.report-matches.v1';
import { ReturnsConsumer } from './consumes/compliance.returns.v1';
import { FailedReceiptsConsumer, STOP_LIST_ERRORS } from './consumes/inbound-mo.failed-receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { ExportSigner } from './exports/export-signer';
import { OTHER_SERVICES, OtherServices } from './evidence/other-services';
import { AbuseReportsController } from './abuse-reports/abuse-reports.controller';
import { AbuseResolutionsController } from './abuse-reports/abuse-resolutions.controller';
import { ErasuresController } from './erasures/erasures.controller';
import { EvidenceController } from './evidence/evidence.controller';
import { ExportController } from './exports/export.controller';
import { ExportNamesController } from './exports/export-names.controller';
import { LiftController } from './returns/lift.controller';
import { NumbersController } from './numbers/numbers.controller';
import { OptOutListsController } from './lists/opt-out-lists.controller';
import { PersonsController } from './evidence/persons.controller';
import { RepublishController } from './republications/republish.controller';
import { OptOutsController } from './opt-outs/opt-outs.controller';
import { WhyBlockedController } from './opt-outs/why-blocked.controller';
import { MIGRATIONS } from './migrations';
import { Heartbeats } from './republications/beat';
import { ChangeListKeys } from './republications/change-list-keys';
import { Erase } from './erasures/erase';
import { ExportOptOuts } from './exports/export-opt-outs';
import { FindAbuseReports } from './abuse-reports/find-abuse-reports';
import { FindErasures } from './erasures/find-erasures';
import { FindOptOuts } from './opt-outs/find-opt-outs';
import { GatherEvidence } from './evidence/gather-evidence';
import { ImportOptOuts } from './lists/import-opt-outs';
import { LiftOptOut } from './returns/lift-opt-out';
import { MatchSender } from './abuse-reports/match-sender';
import { Purge } from './retention/purge';
import { ReadList } from './lists/read-list';
import { Reconcile } from './lists/reconcile';
import { RecordAbuseReports } from './abuse-reports/record-abuse-reports';
import { RecordMatches } from './abuse-reports/record-matches';
import { NUMBER_RULES, RecordNumberStates } from './numbers/record-number-states';
import { RecordOptOuts } from './opt-outs/record-opt-outs';
import { RecordReturns } from './returns/record-returns';
import { Republish } from './republications/republish';
import { ResolveAbuseReport } from './abuse-reports/resolve-abuse-report';
import { WriteEvidence } from './evidence/write-evidence';
import { SuppressionMetrics } from './opt-outs/suppression-metrics';
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
