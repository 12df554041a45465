import type { ValueProvider } from '@nestjs/common';
import { providersOf } from '@stopsms/providers';
import type { z } from 'zod';
import { ALLOW_FICTION_NUMBERS } from './dispatch/vetoes';
import { SUBMIT_LOG_SETTINGS, type SubmitLogSettings } from './journal/submit-log';
import { OPERATOR_SETTINGS, type OperatorSettings } from './operator/routed-operators';
import type { settingsOf } from './settings';
import { MAX_HEARTBEAT_AGE_MS } from './view/freshness';
import { SNAPSHOT_SETTINGS, type SnapshotSettings } from './view/snapshot-keeper';

/** Values of settings that subjects of this service inject. */
export const valuesOf = (settings: z.output<ReturnType<typeof settingsOf>>): ValueProvider[] => [
  {
    provide: OPERATOR_SETTINGS,
    useValue: {
      ...providersOf(settings),
      routeClosedAfterMs: settings.ROUTE_CLOSED_AFTER_MS,
      probeAfterMs: settings.CIRCUIT_PROBE_MS,
    } satisfies OperatorSettings,
  },
  { provide: MAX_HEARTBEAT_AGE_MS, useValue: settings.MAX_HEARTBEAT_AGE_MS },
  { provide: ALLOW_FICTION_NUMBERS, useValue: settings.ALLOW_FICTION_NUMBERS },
  {
    provide: SNAPSHOT_SETTINGS,
    useValue: {
      dir: settings.VIEW_SNAPSHOT_DIR,
      everyMs: settings.VIEW_SNAPSHOT_EVERY_MS,
    } satisfies SnapshotSettings,
  },
  { provide: SUBMIT_LOG_SETTINGS, useValue: { dir: settings.SUBMIT_LOG_DIR } satisfies SubmitLogSettings },
];
