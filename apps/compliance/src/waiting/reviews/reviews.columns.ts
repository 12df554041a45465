import type { TextReading } from '../../rules/text/text-reading';

/** JSON of expressions in the statements of the store. */
export type Category = TextReading['category'];
