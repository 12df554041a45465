import type { NotificationMessage } from '@stopsms/contracts';
import type { Lang } from '../texts/language';

/** A text we owe a person for an act of theirs. */
export interface ServiceMessage {
  message: NotificationMessage;
  lang: Lang;
  /** What it confirms; empty for an answer. */
  episodeIds: string[];
  /** Whom it speaks of; empty when that is everybody or nobody in particular. */
  advertiserIds: string[];
  /** Epoch ms; not later than now when it leaves at once. */
  dueAt: number;
  traceparent: string;
}
