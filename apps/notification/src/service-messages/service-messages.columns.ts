import type { NotificationMessage } from '@stopsms/contracts';
import type { Lang } from '../texts/language';

/** Columns of which the schema does not say enough. */
export interface Columns {
  service_message: { lang: Lang; pending: { message: NotificationMessage; traceparent: string } };
}
