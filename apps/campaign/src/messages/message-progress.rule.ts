import { storableText } from '@stopsms/kernel';

// Events of a message come on three topics without a common order, each of which may say a thing twice. So an event is
// never compared with "the last one": each has a rank, the highest rank seen is the state of the message, and the order
// of arrival cannot matter.

/** Rank of each step within one attempt. Final steps outrank those that lead there. */
const RANKS = {
  accepted: 0,
  held: 10,
  released: 20,
  cleared: 30,
  submitting: 40,
  // Below all that is known of an attempt: one dispatcher may know what another could not.
  unknown: 45,
  refused: 50,
  expired: 51,
  blocked: 52,
  rejected: 53,
  cancelled: 54,
  submitted: 70,
  failed: 80,
  delivered: 81,
} as const;

export type Step = keyof typeof RANKS;

/** State in the response of `GET /v1/messages/:id` (docs/design/shape.md#message-states). */
export type MessageState =
  | 'accepted'
  | 'held'
  | 'refused'
  | 'blocked'
  | 'submitted'
  | 'delivered'
  | 'failed'
  | 'unknown'
  | 'expired'
  | 'cancelled';

const STATES: Record<Step, MessageState> = {
  accepted: 'accepted',
  held: 'held',
  released: 'accepted',
  cleared: 'accepted',
  submitting: 'accepted',
  refused: 'refused',
  expired: 'expired',
  blocked: 'blocked',
  rejected: 'failed',
  cancelled: 'cancelled',
  unknown: 'unknown',
  submitted: 'submitted',
  failed: 'failed',
  delivered: 'delivered',
};
const OPEN_STEPS = new Set<Step>(['accepted', 'held', 'released', 'cleared', 'submitting']);

export interface MessageEvent {
  event: Step;
  /** Epoch ms. */
  at: number;
  /** Absent for a receipt: it concludes the message, whichever attempt it was. */
  attempt?: number;
  code?: string;
  detail?: string;
  /** Epoch ms of the next try of a held message. */
  until?: number;
}

/** State of a message and its history. */
export interface MessageProgress {
  step: Step;
  /** attempt × 100 + rank. */
  progress: number;
  code: string | null;
  /** Events by `nameOf`, so that a repeated event adds nothing. */
  timeline: Record<string, MessageEvent>;
}

const PER_ATTEMPT = 100;
/** Beyond any attempt, and within 32 bits. */
const CONCLUDED = 1_000_000_000;
/** Codes of messages that the dispatcher returns: compliance holds them again, as a new attempt. */
export const HELD_AGAIN: readonly string[] = [
  'WINDOW_CLOSED',
  'WINDOW_ENDING',
  'CAMPAIGN_PAUSED',
  'ADVERTISER_PAUSED',
  'ROUTE_CLOSED',
  'NOT_WRITTEN',
  'KEY_CHANGED',
  'REPLY_UNREAD',
];
const CAMPAIGN_CANCELLED = 'CAMPAIGN_CANCELLED';

/** Key of an event in a timeline: once in each attempt, a receipt once. */
export const nameOf = ({ event, attempt }: Pick<MessageEvent, 'event' | 'attempt'>): string =>
  attempt === undefined ? event : `${event}:${attempt}`;

/** The progress that one event alone amounts to. */
export function progressOf(event: MessageEvent): MessageProgress {
  const kept = { ...event, ...(event.detail === undefined ? {} : { detail: storableText(event.detail) }) };
  return {
    step: stepOf(event),
    progress: (event.attempt === undefined ? CONCLUDED : event.attempt * PER_ATTEMPT) + RANKS[event.event],
    code: event.code ?? null,
    timeline: { [nameOf(event)]: kept },
  };
}

/** Step after an event; one refused or blocked for its campaign's sake had nothing wrong with it. */
function stepOf({ event, code }: MessageEvent): Step {
  if (event === 'expired' && HELD_AGAIN.includes(code ?? '')) return 'held';
  if ((event === 'refused' || event === 'blocked') && code === CAMPAIGN_CANCELLED) return 'cancelled';
  return event;
}

/** Both together, whichever came first. `RecordProgress` does the same in SQL. */
export function mergeProgress(earlier: MessageProgress, later: MessageProgress): MessageProgress {
  const furthest = later.progress > earlier.progress ? later : earlier;
  return { ...furthest, timeline: { ...later.timeline, ...earlier.timeline } };
}

export const stateOf = (step: Step): MessageState => STATES[step];

/** Steps that are shown as one state. */
export const stepsOf = (state: MessageState): Step[] =>
  (Object.keys(STATES) as Step[]).filter((step) => STATES[step] === state);

/** True if the outcome of the message is not known yet; a receipt may still arrive for a closed one. */
export const isOpen = (step: Step): boolean => OPEN_STEPS.has(step);

/** Value of `message.open`: 0 once the outcome is known, 1 on the way to the operator, 2 while held. */
export const openness = (step: Step): number => (!isOpen(step) ? 0 : step === 'held' ? 2 : 1);

/** The events in the order they happened. */
export function sortTimeline(timeline: Record<string, MessageEvent>): MessageEvent[] {
  return Object.values(timeline).sort((a, b) => a.at - b.at || RANKS[a.event] - RANKS[b.event]);
}
