import { CreateOutbox1764000000000 } from '@stopsms/outbox';
import { defineService } from '@stopsms/service-kit';
import { z } from 'zod';
import { ReceiptsConsumer } from './consumes/inbound-mo.receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { AbuseReportsController } from './http/abuse-reports.controller';
import { OptOutsController } from './http/opt-outs.controller';
import { WhyBlockedController } from './http/why-blocked.controller';
import { CreateAbuseReports1764000002000 } from './migrations/create-abuse-reports.migration';
import { CreateOptOuts1764000001000 } from './migrations/create-opt-outs.migration';
import { Heartbeats } from './use-cases/beat';
import { FindAbuseReports } from './use-cases/find-abuse-reports';
import { FindOptOuts } from './use-cases/find-opt-outs';
import { MatchSender } from './use-cases/match-sender';
import { RecordAbuseReports } from './use-cases/record-abuse-reports';
import { RecordOptOuts } from './use-cases/record-opt-outs';

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
  }),
  migrations: [CreateOutbox1764000000000, CreateOptOuts1764000001000, CreateAbuseReports1764000002000],
  module: (config) => ({
    controllers: [RepliesConsumer, ReceiptsConsumer, OptOutsController, WhyBlockedController, AbuseReportsController],
    providers: [
      RecordOptOuts,
      FindOptOuts,
      MatchSender,
      RecordAbuseReports,
      FindAbuseReports,
      { provide: 'HEARTBEAT_MS', useValue: config.HEARTBEAT_MS },
      Heartbeats,
    ],
  }),
});
