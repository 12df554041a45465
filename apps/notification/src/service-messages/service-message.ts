import type { NotificationMessage } from '@stopsms/contracts';
import type { Lang } from '../texts/language';

/** A text that answers an act of a person. */
export interface ServiceMessage {
  message: NotificationMessage;
  lang: Lang;
  /** Opt-outs that it confirms; empty for an answer. */
  episodeIds: string[];
  /** Advertisers that it is about; empty for all or none. */
  advertiserIds: string[];
  /** Epoch ms; not later than now if it is sent at once. */
  dueAt: number;
  traceparent: string;
}
