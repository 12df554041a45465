import type { MessageEvent, Step } from './message-progress.rule';

/** Columns whose type the schema does not determine. */
export interface Columns {
  message: { step: Step; timeline: Record<string, MessageEvent> };
}
