import type { Door } from '../accounts/account';
import type { Content } from './delivery';

/** Columns of which the schema does not say enough. */
export interface Columns {
  delivery: { door: Door; content: Content };
}
