import type { TextReading } from './text-reading';

/** Columns of which the schema does not say enough. */
export interface Columns {
  text_reading: { reading: Omit<TextReading, 'readingId'> };
}
