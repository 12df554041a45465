import { type DynamicModule, Module } from '@nestjs/common';
import { ACCOUNTS } from './accounts/accounts';
import { KEPT_MS } from './deliveries/add-deliveries';
import { MAX_WAITING } from './deliveries/waiting-deliveries';
import { GatewayMetrics } from './gateway-metrics';
import type { Settings } from './settings';

/** Gives every module of this service its settings and metrics. */
@Module({})
export class SettingsModule {
  static forRoot(settings: Settings): DynamicModule {
    const providers = [
      { provide: ACCOUNTS, useValue: settings.GATEWAY_ACCOUNTS_FILE ?? [] },
      { provide: KEPT_MS, useValue: settings.GATEWAY_RECEIPTS_KEPT_HOURS * 3_600_000 },
      { provide: MAX_WAITING, useValue: settings.GATEWAY_MAX_WAITING },
      GatewayMetrics,
    ];
    return {
      ...{ module: SettingsModule, global: true, providers },
      exports: [ACCOUNTS, KEPT_MS, MAX_WAITING, GatewayMetrics],
    };
  }
}
