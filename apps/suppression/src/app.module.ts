import { HTTP_PORTS } from '@stopsms/contracts';
import { OutboxRoom } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { ChangeRecipientKeys, LongUploads, defineService } from '@stopsms/service-kit';
import { z } from 'zod';
import { ReportMatchesConsumer } from './consumes/compliance.report-matches.v1';
import { ReturnsConsumer } from './consumes/compliance.returns.v1';
import { operatorErrors } from './domain/operator-errors';
import { FailedReceiptsConsumer, STOP_LIST_ERRORS } from './consumes/inbound-mo.failed-receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { ExportSigner } from './adapters/export-signer';
import { OTHER_SERVICES, type OtherService, OtherServices } from './adapters/other-services';
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

/** Records in the outbox beyond which imports wait. With a batch on top, the time of two thousand: some tens of milliseconds. */
const MOST_WAITING = 1_000;

export const suppression = defineService({
  name: 'suppression',
  description: 'The opt-out list: its single writer, its proof, and the answer to "why is this number blocked?"',
  config: z.object({
    HEARTBEAT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(1_000)
      .describe('how often each partition shows it is fresh'),
    STOP_LIST_ERRORS: operatorErrors('53,21610').describe(
      'operators’ errors that say that the recipient had texted STOP to them: OVHcloud 53, Twilio 21610',
    ),
    INVALID_NUMBER_ERRORS: operatorErrors('21614').describe(
      'operators’ errors that say for good that nobody has the number',
    ),
    UNREACHABLE_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .default(30)
      .describe('a number that nothing reaches for that long is suspended for adverts'),
    EXPORT_SIGNING_KEY: z
      .string()
      .transform(signerOf)
      .optional()
      .describe('Ed25519 private key, PKCS8 PEM, with which exports of opt-outs and evidence of persons are signed'),
    CAMPAIGN_URL: urlOf('campaign'),
    COMPLIANCE_URL: urlOf('compliance'),
    INBOUND_MO_URL: urlOf('inbound-mo'),
    NOTIFICATION_URL: urlOf('notification'),
  }),
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
        provide: OutboxRoom,
        useFactory: (database: Database) => new OutboxRoom(database, MOST_WAITING),
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

function urlOf(service: OtherService) {
  return z
    .url({ protocol: /^https?$/ })
    .default(`http://127.0.0.1:${HTTP_PORTS[service]}`)
    .describe(`where ${service} is asked what it knows of a person, for the evidence file`);
}

function signerOf(pem: string, context: z.RefinementCtx): ExportSigner {
  try {
    return new ExportSigner(pem);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}
