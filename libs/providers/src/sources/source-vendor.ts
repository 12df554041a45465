import type { z } from 'zod';
import type { HttpRequest } from '../http/http-call';
import type { ReadAnswer } from '../http/read-answer';

/** A number on another system's list of opt-outs. */
export interface ListedNumber {
  /** Number as written in the list. */
  number: string;
  /** Epoch ms of the opt-out; absent where the list gives no date. */
  at?: number;
}

export interface ListPage {
  listed: ListedNumber[];
  /** Position of the next page; absent on the last. */
  next?: number;
}

/** List of opt-outs that can be read. Pure: it makes requests and reads answers. */
export interface OptOutList<A> {
  /** @param position - 0, or `next` of the page before */
  request(account: A, baseUrl: string, position: number, now: number): HttpRequest;
  /** @throws Error for an answer of another shape than documented */
  read(json: unknown, position: number): ListPage;
}

/** Opt-out to set at another system, or to lift there. */
export interface Push {
  /** Names the push, the same at each attempt. */
  id: string;
  /** E.164. */
  number: string;
  isOut: boolean;
  /** Epoch ms of the person's own act. */
  at: number;
}

/**
 * Outcome of a push. `done`: recorded there by us. `there`: recorded there before, so it is not lifted by us. `absent`: the system has no
 * such contact.
 */
export type PushOutcome = 'done' | 'there' | 'absent';

/** Context of a request. */
interface PushContext {
  baseUrl: string;
  /** Epoch ms. */
  now: number;
}

/** A request of a push, and what its answer leads to. */
export interface PushStep {
  request: HttpRequest;
  /** Statuses that `read` takes. */
  accepted: readonly number[];
  /** @throws AnswerFault for an answer that names another fault, Error for one of another shape than documented */
  read(answer: ReadAnswer): PushOutcome | PushStep;
}

/** System that takes opt-outs. Each step may be repeated. */
export interface OptOutPush<A> {
  first(account: A, push: Push, context: PushContext): PushStep;
  /** True if it shows whether an opt-out was there before a push: only what we pushed may be lifted. */
  canLift: boolean;
}

/** Other system whose opt-outs are read, or which takes ours, over HTTP. */
export interface SourceVendor<A = unknown> {
  account: z.ZodType<A>;
  /** Fields of the account that are secrets and come from the environment. */
  secrets: readonly string[];
  /** Absent where every customer has another. */
  baseUrl?: string;
  /** Absent if its list cannot be read. */
  list?: OptOutList<A>;
  /** Absent if it takes none. */
  push?: OptOutPush<A>;
}

/** Type of a vendor whose account only its own functions know. */
export type AnySourceVendor = SourceVendor<object>;
