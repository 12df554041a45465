import { Module } from '@nestjs/common';
import { QuarantineModule } from '../quarantine/quarantine.module';
import { ReceiptsModule } from '../receipts/receipts.module';
import { SETTINGS, type Settings } from '../settings';
import { FindOrigins } from './attribution/find-origins';
import { FindEarlier } from './find-earlier';
import { NO_ACCOUNTS } from '../gateway-accounts';
import { GATEWAY_ACCOUNTS, GatewayAdvertisers } from './gateway/gateway-advertisers';
import { PublishGatewayReplies } from './gateway/publish-gateway-replies';
import { JoinParts } from './join-parts';
import { ListReplies } from './list-replies';
import { ATTRIBUTION_HORIZON_MS, ReadReplies } from './read-replies';
import { RecogniseRetries } from './recognise-retries';
import { RepliesController } from './replies.controller';
import { StoreReplies } from './store-replies';
import { CountUnclassified } from './unclassified/count-unclassified';
import { ExpireUnclassified } from './unclassified/expire-unclassified';
import { DecideUnclassified } from './unclassified/decide-unclassified';
import { ListUnclassified, UNCLASSIFIED_DEADLINE_MS } from './unclassified/list-unclassified';
import { QueueUnclassified } from './unclassified/queue-unclassified';
import { SettleUnclassified } from './unclassified/settle-unclassified';
import { UnclassifiedRepliesController } from './unclassified/unclassified-replies.controller';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

@Module({
  imports: [QuarantineModule, ReceiptsModule],
  controllers: [RepliesController, UnclassifiedRepliesController],
  providers: [
    {
      provide: ATTRIBUTION_HORIZON_MS,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => settings.ATTRIBUTION_HORIZON_DAYS * DAY_MS,
    },
    {
      provide: UNCLASSIFIED_DEADLINE_MS,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => settings.UNCLASSIFIED_REPLY_DEADLINE_HOURS * HOUR_MS,
    },
    {
      provide: GATEWAY_ACCOUNTS,
      inject: [SETTINGS],
      useFactory: ({ GATEWAY_ACCOUNTS_FILE: file }: Settings) => file ?? NO_ACCOUNTS,
    },
    CountUnclassified,
    ExpireUnclassified,
    DecideUnclassified,
    FindEarlier,
    FindOrigins,
    GatewayAdvertisers,
    JoinParts,
    ListReplies,
    ListUnclassified,
    PublishGatewayReplies,
    QueueUnclassified,
    ReadReplies,
    RecogniseRetries,
    SettleUnclassified,
    StoreReplies,
  ],
  exports: [ExpireUnclassified, PublishGatewayReplies, ReadReplies, StoreReplies],
})
export class RepliesModule {}
