import { rowsOf, statements } from '@stopsms/persistence';
import type { TextReadingsSql } from './text-readings.sql';

/** Readings to keep; `reading` is JSON. */
export const READINGS = rowsOf('id text', 'reading jsonb');

export const TEXT_READINGS_SQL = statements<TextReadingsSql>({
  keep: `
    INSERT INTO text_reading (reading_id, reading) SELECT r.id, r.reading FROM ${READINGS.as('r')}
    WHERE NOT EXISTS (SELECT 1 FROM text_reading t WHERE t.reading_id = r.id)
    ON CONFLICT (reading_id) DO NOTHING`,
  byIds: 'SELECT reading_id AS id, reading FROM text_reading WHERE reading_id = ANY($1)',
});
