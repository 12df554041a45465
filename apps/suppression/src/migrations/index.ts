import type { MigrationClass } from '@stopsms/persistence';
import { AddSources1764000090310 } from './add-sources.migration';
import { CodeSourceFaults1764000090910 } from './code-source-faults.migration';
import { CreateSuppression1764000080000 } from './create-suppression.migration';

/** Migrations run in the order of the time in their names. */
export const MIGRATIONS: MigrationClass[] = [
  CreateSuppression1764000080000,
  AddSources1764000090310,
  CodeSourceFaults1764000090910,
];
