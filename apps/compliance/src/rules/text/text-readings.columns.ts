import type { TextReading } from './text-reading';

/** Columns whose type the schema does not determine. */
export interface Columns {
  text_reading: { reading: Omit<TextReading, 'readingId'> };
}
