import type { MigrationClass } from '@stopsms/persistence';
import { CountExactRecipients1764000090985 } from './count-exact-recipients.migration';
import { CreateCompliance1764000080000 } from './create-compliance.migration';
import { FrameFacts1764000090940 } from './frame-facts.migration';
import { IndexReservations1764000090970 } from './index-reservations.migration';
import { NameTables1764000090990 } from './name-tables.migration';
import { ObserveMessages1764000090400 } from './observe-messages.migration';

/** Migrations run in the order of the time in their names. */
export const MIGRATIONS: MigrationClass[] = [
  CreateCompliance1764000080000,
  ObserveMessages1764000090400,
  FrameFacts1764000090940,
  IndexReservations1764000090970,
  CountExactRecipients1764000090985,
  NameTables1764000090990,
];
