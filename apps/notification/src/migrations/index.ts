import type { MigrationClass } from '@stopsms/persistence';
import { AddPushes1764000090930 } from './add-pushes.migration';
import { CodePushFaults1764000090941 } from './code-push-faults.migration';
import { CreateNotification1764000080000 } from './create-notification.migration';

/** Migrations run in the order of the time in their names. */
export const MIGRATIONS: MigrationClass[] = [
  CreateNotification1764000080000,
  AddPushes1764000090930,
  CodePushFaults1764000090941,
];
