import type { Door } from '../accounts/account';
import type { Content } from './delivery';

/** Columns whose type the schema does not determine. */
export interface Columns {
  delivery: { door: Door; content: Content };
}
