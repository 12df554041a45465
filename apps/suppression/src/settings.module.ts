import { type DynamicModule, Module } from '@nestjs/common';
import { STOP_LIST_ERRORS } from './consumes/inbound-mo.failed-receipts.v1';
import { OTHER_SERVICES } from './evidence/other-services';
import { ExportSigner } from './exports/export-signer';
import { NUMBER_RULES } from './numbers/record-number-states';
import type { Settings } from './settings';

/** Gives every module of this service its settings. */
@Module({})
export class SettingsModule {
  static forRoot(settings: Settings): DynamicModule {
    const providers = [
      {
        provide: NUMBER_RULES,
        useValue: { permanent: settings.INVALID_NUMBER_ERRORS, unreachableDays: settings.UNREACHABLE_DAYS },
      },
      { provide: STOP_LIST_ERRORS, useValue: settings.STOP_LIST_ERRORS },
      { provide: ExportSigner, useValue: settings.EXPORT_SIGNING_KEY ?? null },
      {
        provide: OTHER_SERVICES,
        useValue: {
          campaign: settings.CAMPAIGN_URL,
          compliance: settings.COMPLIANCE_URL,
          'inbound-mo': settings.INBOUND_MO_URL,
          notification: settings.NOTIFICATION_URL,
        },
      },
      { provide: 'HEARTBEAT_MS', useValue: settings.HEARTBEAT_MS },
    ];
    return { module: SettingsModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
