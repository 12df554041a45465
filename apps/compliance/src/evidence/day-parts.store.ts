import { statements } from '@stopsms/persistence';
import type { DayPartsSql } from './day-parts.sql';

export const DAY_PARTS_SQL = statements<DayPartsSql>({
  before: `
    SELECT inhrelid::regclass::text AS "name!" FROM pg_inherits
    WHERE inhparent = $2::text::regclass AND inhrelid::regclass::text ~ ('^' || $2 || '_[0-9]{8}$') AND inhrelid::regclass::text < $1`,
});
