import type { Account, Door } from '../accounts/account';
import type { Stage } from '../outcomes/stage';
import type { Envelope } from '../submissions/submission';

/** Outcome of a message, for the system that submitted it. */
export interface ReceiptContent {
  kind: 'receipt';
  messageId: string;
  stage: Stage;
  /** Reason code, docs/reason-codes.md. */
  code?: string;
  /** SMPP 3.4 state and error of an operator's receipt. */
  stat?: string;
  error?: string;
  /** Epoch ms. */
  submittedAt: number;
  at: number;
  envelope: Envelope;
}

/** Reply of a person to the advertiser. */
export interface ReplyContent {
  kind: 'reply';
  replyId: string;
  /** E.164. */
  from: string;
  /** Code or number that was texted. */
  to: string;
  text: string;
  /** Epoch ms. */
  receivedAt: number;
}

export type Content = ReceiptContent | ReplyContent;

/** Receipt or reply that waits for the system of an account. */
export interface Delivery {
  id: string;
  account: string;
  door: Door;
  content: Content;
  attempts: number;
}

/** `delivered`: never sent again; `refused`: the system does not take it, and never will; `later`: tried again. */
export type Attempt = 'delivered' | 'refused' | 'later';

/** Longest time for which an attempt waits for an answer. */
export const MAX_ATTEMPT_MS = 120_000;

/** Way back to the systems of one door. Each door registers one with `Deliver`. */
export interface DeliveryChannel {
  readonly door: Door;
  /** Number of deliveries that each account can have in hand, on this replica; absent accounts take none. */
  capacity(): ReadonlyMap<string, number>;
  /** Resolves when the system has answered, or did not within `MAX_ATTEMPT_MS`. A rejection counts as `later`. */
  deliver(delivery: Delivery): Promise<Attempt>;
}

/** Doors of an account by which replies are delivered. */
export const doorsOf = ({ smpp, webhook }: Account): Door[] => [
  ...(smpp ? (['smpp'] as const) : []),
  ...(webhook?.callback?.reply === undefined ? [] : (['webhook'] as const)),
];
