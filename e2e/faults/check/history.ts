import type {
  ClearedMessage,
  JournalEntry,
  MessageStatus,
  MoReceived,
  NotificationMessage,
  OptOut,
  OptOutChanged,
  Receipt,
  Reply,
  Verdict,
} from '@stopsms/contracts';
import type { Counts } from '@stopsms/story';

// Everything that can be known of a run from the outside once it is over. Numbers have become recipient keys, and all
// instants are epoch ms of the clock the stack showed.

/** A text as its handset shows it, from the operator's own log. */
export interface Shown {
  /** The operator's order: it grows from text to text. */
  sequence: number;
  recipientKey: string;
  text: string;
  at: number;
  /** Time of its first part. */
  begunAt: number;
  /** The operator's ids of its parts. */
  smscIds: string[];
  /** Set on a text of the operator itself: the word that it answers. */
  answerTo?: string;
}

/** Text of a handset, from the operator's own log. */
export interface Said {
  id: string;
  recipientKey: string;
  isStop: boolean;
  /** Asks for texts again. */
  isStart?: boolean;
  /** Null when nobody acknowledged it. */
  acknowledgedAt: number | null;
  /** Set if the operator understands it as this word, and does itself what it asks for. */
  word?: string;
}

export interface Asked {
  id: string;
  campaignId?: string;
  /** Time at which its record was created. */
  writtenAt?: number;
}

export interface OptOutWritten extends OptOut {
  recipientKey: string;
  /** Time at which its record was created. */
  writtenAt: number;
}

/** A start that gave up. */
export interface FailedStart {
  part: string;
  afterMs: number;
  /** Last state it reported. */
  lastWords: string;
}

/** Status with the time of its record: a frozen service publishes later what it learned before. */
export type StatusWritten = MessageStatus & { writtenAt?: number };

export interface History {
  shown: Shown[];
  said: Said[];
  /** Recipient keys of those who opted out on the unsubscribe page. */
  visitors?: string[];
  /** Topics, in the order of each partition. */
  asked: Asked[];
  verdicts: Verdict[];
  cleared: ClearedMessage[];
  service: NotificationMessage[];
  journal: JournalEntry[];
  statuses: StatusWritten[];
  receipts: Receipt[];
  received: MoReceived[];
  replies: Reply[];
  optOuts: OptOutWritten[];
  changes: OptOutChanged[];
  /** Times of the heartbeats on the opt-out topic, by partition. */
  heartbeats: { key: string; at: number }[];
  deadLetters: { topic: string; key: string; reason: string }[];
  /** Responses of the services. */
  campaigns: { title: string; id: string; counts: Counts }[];
  listed: { recipientKey: string; scope: string; state: 'out' | 'back' }[];
  /** `POST /v1/confirmations/search` of everybody who wrote or visited the page. */
  confirmations: { messageId: string; state: string }[];
  /** Message ids of `GET /v1/messages?state=unknown`. */
  unknown: string[];
  failedStarts: FailedStart[];
  /** True if the provider finds a message by its reference. */
  findsMessages?: boolean;
  /** Messages that a provider over HTTP got under a reference that it had taken. */
  repeatedReferences: number;
  /** `GET /v1/view` of each dispatcher. */
  views: { name: string; entries: number; ready: boolean }[];
}

export interface Violation {
  rule: string;
  /** Message id, recipient key or campaign: never a number. */
  id: string;
  detail: string;
}
