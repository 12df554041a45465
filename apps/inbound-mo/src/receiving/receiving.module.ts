import { Module } from '@nestjs/common';
import { Problem, RateLimit, Strangers } from '@stopsms/http';
import { SystemClock } from '@stopsms/kernel';
import type { Provider } from '@stopsms/providers';
import { PROVIDERS } from '../providers/provider-terms';
import { ReceiptsModule } from '../receipts/receipts.module';
import { SETTINGS, type Settings } from '../settings';
import { AcceptMo } from './accept-mo';
import { CallbacksController } from './callbacks.controller';
import { CALLBACK_ACCESS, type CallbackAccess, ReceiveCallback } from './receive-callback';
import { DeliveriesInProgress } from './deliveries-in-progress';
import { ProvidersController } from './providers.controller';
import { ReplyMo } from './reply-mo';
import { SmppReceivers } from './smpp-receivers';
import { WEBHOOK_ACCESS, type WebhookAccess } from './webhook.guard';

/** Refused with 503, because vendors repeat that, and not all of them 429. */
const strangersOf = ({ UNAUTHENTICATED_PER_MINUTE }: Settings) =>
  new Strangers(UNAUTHENTICATED_PER_MINUTE, () => new Problem('deliveries-busy', BUSY));

const BUSY =
  'Too many requests of your network with a wrong signature, or too many unverified bodies at a time. Nothing was accepted. Send it again.';

@Module({
  imports: [ReceiptsModule],
  controllers: [ProvidersController, CallbacksController],
  providers: [
    {
      provide: WEBHOOK_ACCESS,
      inject: [PROVIDERS, SETTINGS],
      useFactory: (providers: Provider[], settings: Settings): WebhookAccess => ({
        providers: new Map(providers.map((each) => [each.name, each.kind === 'smpp' ? each.webhook : undefined])),
        receipts: new RateLimit(settings.WEBHOOK_RATE_PER_SECOND),
        strangers: strangersOf(settings),
        // An operator signs by the real time, whatever hour STOPSMS_CLOCK shows.
        clock: new SystemClock(),
      }),
    },
    {
      provide: CALLBACK_ACCESS,
      inject: [SETTINGS],
      useFactory: (settings: Settings): CallbackAccess => ({
        receipts: new RateLimit(settings.WEBHOOK_RATE_PER_SECOND),
        strangers: strangersOf(settings),
        clock: new SystemClock(),
      }),
    },
    DeliveriesInProgress,
    AcceptMo,
    ReplyMo,
    ReceiveCallback,
    SmppReceivers,
  ],
  exports: [AcceptMo, ReplyMo],
})
export class ReceivingModule {}
