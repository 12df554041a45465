import type { ValueProvider } from '@nestjs/common';
import { ACCOUNTS } from './accounts/accounts';
import { KEPT_MS } from './deliveries/add-deliveries';
import { MAX_WAITING } from './deliveries/waiting-deliveries';
import type { Settings } from './settings';

/** Values of settings that subjects of this service inject. */
export const valuesOf = (settings: Settings): ValueProvider[] => [
  { provide: ACCOUNTS, useValue: settings.GATEWAY_ACCOUNTS_FILE ?? [] },
  { provide: KEPT_MS, useValue: settings.GATEWAY_RECEIPTS_KEPT_HOURS * 3_600_000 },
  { provide: MAX_WAITING, useValue: settings.GATEWAY_MAX_WAITING },
];
