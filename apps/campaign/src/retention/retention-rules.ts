import type { RetentionRule } from '@stopsms/service';
import { IMPORTS_SQL } from '../contacts/imports/imports.store';

/** Rules of this service. */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    // Files whose upload ended with its replica. Their leases are by the clock of the database.
    name: 'interrupted imports',
    everyMs: 600_000,
    keptMs: 0,
    deleteBefore: (database) => database.query(IMPORTS_SQL.deleteInterrupted),
  },
];
