import type { ImportOptions } from './import-options';

/** Columns whose type the schema does not determine. */
export interface Columns {
  import: { options: ImportOptions };
}
