import type { ValueProvider } from '@nestjs/common';
import { STOP_LIST_ERRORS } from './consumes/inbound-mo.failed-receipts.v1';
import { OTHER_SERVICES } from './evidence/other-services';
import { ExportSigner } from './exports/export-signer';
import { NUMBER_RULES } from './numbers/record-number-states';
import type { Settings } from './settings';
import { OPT_OUT_SOURCES } from './sources/poll-sources';

/** Values of settings that subjects of this service inject. */
export const valuesOf = (settings: Settings): ValueProvider[] => [
  {
    provide: NUMBER_RULES,
    useValue: { permanent: settings.INVALID_NUMBER_ERRORS, unreachableDays: settings.UNREACHABLE_DAYS },
  },
  { provide: STOP_LIST_ERRORS, useValue: settings.STOP_LIST_ERRORS },
  { provide: OPT_OUT_SOURCES, useValue: settings.OPT_OUT_SOURCES_FILE ?? [] },
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
