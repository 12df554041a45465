import type { ImportOptions } from './import-options';

/** Columns of which the schema does not say enough. */
export interface Columns {
  import: { options: ImportOptions };
}
