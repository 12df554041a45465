import { Module } from '@nestjs/common';
import { RateLimit } from '@stopsms/http';
import { SystemClock } from '@stopsms/kernel';
import type { Provider } from '@stopsms/providers';
import { PROVIDERS } from '../providers/provider-terms';
import { ReceiptsModule } from '../receipts/receipts.module';
import { SETTINGS, type Settings } from '../settings';
import { AcceptMo } from './accept-mo';
import { ProvidersController } from './providers.controller';
import { SmppReceivers } from './smpp-receivers';
import { WEBHOOK_ACCESS, type WebhookAccess } from './webhook.guard';

@Module({
  imports: [ReceiptsModule],
  controllers: [ProvidersController],
  providers: [
    {
      provide: WEBHOOK_ACCESS,
      inject: [PROVIDERS, SETTINGS],
      useFactory: (providers: Provider[], settings: Settings): WebhookAccess => ({
        providers: new Map(providers.map((each) => [each.name, each.kind === 'smpp' ? each.webhook : undefined])),
        limit: new RateLimit(settings.WEBHOOK_RATE_PER_SECOND),
        // An operator signs by the real time, whatever hour STOPSMS_CLOCK shows.
        clock: new SystemClock(),
      }),
    },
    AcceptMo,
    SmppReceivers,
  ],
})
export class ReceivingModule {}
