import { statements } from '@stopsms/persistence';
import type { DeparturesSql } from './departures.sql';

export const DEPARTURES_SQL = statements<DeparturesSql>({
  add: `
    WITH expired AS (DELETE FROM departure WHERE at < to_timestamp($3 / 1000.0))
    INSERT INTO departure AS d (at, messages) VALUES (to_timestamp($1 / 1000.0), $2)
    ON CONFLICT (at) DO UPDATE SET messages = d.messages + excluded.messages`,
  since: 'SELECT COALESCE(sum(messages), 0)::int AS messages FROM departure WHERE at > to_timestamp($1 / 1000.0)',
});
