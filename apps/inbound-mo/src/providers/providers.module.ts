import { Global, Module } from '@nestjs/common';
import { providersOf } from '@stopsms/providers';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { SETTINGS, type Settings } from '../settings';
import { PROVIDERS, ProviderTerms } from './provider-terms';
import { HOME_COUNTRY } from './sender-number';

/** Operators as this service is set up for them, their numbers and codes: every subject uses some of it. */
@Global()
@Module({
  providers: [
    { provide: HOME_COUNTRY, inject: [SETTINGS], useFactory: (settings: Settings) => settings.HOME_COUNTRY },
    { provide: PROVIDERS, inject: [SETTINGS], useFactory: (settings: Settings) => providersOf(settings).providers },
    ProviderTerms,
    InboundMoMetrics,
  ],
  exports: [HOME_COUNTRY, PROVIDERS, ProviderTerms, InboundMoMetrics],
})
export class ProvidersModule {}
