import type { NotificationMessage } from '@stopsms/contracts';
import type { Lang } from '../texts/language';

/** Columns whose type the schema does not determine. */
export interface Columns {
  service_message: { lang: Lang; pending: { message: NotificationMessage; traceparent: string } };
}
