import { Module } from '@nestjs/common';
import { OperatorLink } from './operator-link';
import { ProviderMetrics } from './provider-metrics';
import { ProvidersController } from './providers.controller';
import { RoutedOperators } from './routed-operators';

@Module({
  controllers: [ProvidersController],
  providers: [ProviderMetrics, { provide: OperatorLink, useClass: RoutedOperators }],
  exports: [OperatorLink, ProviderMetrics],
})
export class OperatorModule {}
