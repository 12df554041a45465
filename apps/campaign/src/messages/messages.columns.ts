import type { MessageEvent, Step } from './message-progress.rule';

/** Columns of which the schema does not say enough. */
export interface Columns {
  message: { step: Step; timeline: Record<string, MessageEvent> };
}
