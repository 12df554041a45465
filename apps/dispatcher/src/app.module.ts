import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Readiness, defineService } from '@stopsms/service-kit';
import { z } from 'zod';
import { ClearedInformativeLane } from './consumes/compliance.cleared-informative.v1';
import { ClearedMarketingLane } from './consumes/compliance.cleared-marketing.v1';
import { ServiceLane } from './consumes/notification.messages.v1';
import { OptOutsFollower } from './consumes/suppression.opt-outs.v1';
import { DispatcherMetrics } from './dispatcher-metrics';
import { ViewController } from './http/view.controller';
import { JournalMarks } from './journal/journal-marks';
import { Recovery } from './journal/recovery';
import { OperatorLink } from './operator/operator-link';
import { SMPP_SETTINGS, SmppOperator } from './operator/smpp-operator';
import { StatusTopic } from './produces/dispatcher.message-status.v1';
import { ConfirmationGate } from './use-cases/confirmation-gate';
import { Dispatch } from './use-cases/dispatch';
import { InFlightAdverts } from './use-cases/in-flight-adverts';
import { RememberedOutcomes } from './use-cases/remembered-outcomes';
import { Vetoes } from './use-cases/vetoes';
import { FingerprintView } from './view/fingerprint-view';
import { Freshness } from './view/freshness';
import { OptOutView } from './view/opt-out-view';
import { SNAPSHOT_SETTINGS, SnapshotKeeper } from './view/snapshot-keeper';
import { TopicIdentity } from './view/topic-identity';

/** Ready means: adverts may be decided and the operator takes messages. */
@Injectable()
class DispatcherReadiness implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: Readiness,
    private readonly freshness: Freshness,
    private readonly view: OptOutView,
    private readonly snapshots: SnapshotKeeper,
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
    this.readiness.register('operator-link', () => this.operator.problem());
  }
}

export const dispatcher = defineService({
  name: 'dispatcher',
  description: 'Filters cleared messages against the in-memory opt-out view and submits them over SMPP.',
  config: z.object({
    PROVIDER: z.string().min(1).default('simulator').describe('name of the operator in statuses and metrics'),
    SMPP_HOST: z.string().default('127.0.0.1'),
    SMPP_PORT: z.coerce.number().int().default(2775),
    SMPP_SYSTEM_ID: z.string().default('stopsms'),
    SMPP_PASSWORD: z.string().max(8, 'has at most 8 characters (SMPP 3.4)').default('stopsms'),
    SMPP_WINDOW: z.coerce.number().int().min(1).default(10).describe('submits without an answer at a time'),
    MAX_HEARTBEAT_AGE_MS: z.coerce.number().int().default(5_000).describe('older than this, adverts wait'),
    VIEW_SNAPSHOT_DIR: z.string().optional().describe("this replica's own directory for the view, none by default"),
    VIEW_SNAPSHOT_EVERY_MS: z.coerce.number().int().min(1_000).default(60_000).describe('between two snapshots'),
    ALLOW_FICTION_NUMBERS: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true')
      .describe('true only for a simulator'),
  }),
  module: (config) => ({
    controllers: [ClearedMarketingLane, ClearedInformativeLane, ServiceLane, OptOutsFollower, ViewController],
    providers: [
      {
        provide: SMPP_SETTINGS,
        useValue: {
          provider: config.PROVIDER,
          host: config.SMPP_HOST,
          port: config.SMPP_PORT,
          systemId: config.SMPP_SYSTEM_ID,
          password: config.SMPP_PASSWORD,
          window: config.SMPP_WINDOW,
        },
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
      SnapshotKeeper,
      { provide: OperatorLink, useClass: SmppOperator },
      Freshness,
      DispatcherMetrics,
      StatusTopic,
      JournalMarks,
      RememberedOutcomes,
      Recovery,
      Vetoes,
      InFlightAdverts,
      ConfirmationGate,
      Dispatch,
      DispatcherReadiness,
    ],
  }),
});
