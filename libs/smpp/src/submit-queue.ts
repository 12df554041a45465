import type { PDU } from 'smpp';
import type { Link } from './link';
import { Outstanding } from './outstanding';
import type { Reply } from './requests';
import { STATUS } from './status';

/**
 * Outcome of a submit.
 * - `accepted`: the peer has it, under `id`
 * - `rejected`: the peer refused it with `status`, e.g. `STATUS.ESME_RTHROTTLED`
 * - `unknown`: it was written without a usable response, so the peer may have it: never submit an advert again. After a
 *   timeout, `late` resolves with the outcome of a response that arrives over the same connection after all
 * - `not-sent`: it was never written, so submitting it again is safe
 */
export type SubmitOutcome =
  | ResponseOutcome
  | { outcome: 'unknown'; reason: 'response-timeout'; late: Promise<ResponseOutcome> }
  | { outcome: 'unknown'; reason: 'link-lost' }
  | { outcome: 'not-sent'; reason: 'not-bound-in-time' | 'closed' };

/** Outcome of a submit that has a response. */
export type ResponseOutcome =
  | { outcome: 'accepted'; id: string }
  | { outcome: 'rejected'; status: number }
  | { outcome: 'unknown'; reason: 'unreadable-response' };

interface Job {
  pdu: PDU;
  settle(outcome: SubmitOutcome): void;
  fail(error: unknown): void;
  waiting: boolean;
  timer?: NodeJS.Timeout;
}

/** Submits in the order of the calls, over the current link, with at most `window` of them unanswered. */
export class SubmitQueue {
  private readonly jobs: Job[] = [];
  private readonly unanswered = new Outstanding();
  private link: Link | undefined;
  private isClosed = false;

  constructor(
    private readonly window: number,
    private readonly waitMs: number,
  ) {}

  /** @throws RangeError or TypeError, as a rejection, if the PDU cannot be written */
  submit(pdu: PDU): Promise<SubmitOutcome> {
    if (this.isClosed) return Promise.resolve({ outcome: 'not-sent', reason: 'closed' });
    return new Promise((settle, fail) => {
      const job: Job = { pdu, settle, fail, waiting: true };
      this.jobs.push(job);
      this.pump();
      if (!job.waiting) return;
      if (this.waitMs > 0) job.timer = setTimeout(() => this.giveUp(job, 'not-bound-in-time'), this.waitMs);
      else {
        this.jobs.pop();
        this.giveUp(job, 'not-bound-in-time');
      }
    });
  }

  /** Number of written submits without a response. */
  get unansweredCount(): number {
    return this.unanswered.count;
  }

  /** Continues over this link; does nothing for one that has ended. */
  attach(link: Link): void {
    this.link = link;
    this.pump();
  }

  /** Writes nothing more over the link it has. */
  detach(): void {
    this.link = undefined;
  }

  /** Takes no more submits and returns those not written yet. */
  close(): void {
    this.isClosed = true;
    for (const job of this.jobs.splice(0)) this.giveUp(job, 'closed');
  }

  /** Resolves once each written submit has its outcome. */
  answered(): Promise<void> {
    return this.unanswered.none();
  }

  private pump(): void {
    while (this.link?.isWritable && this.unanswered.count < this.window) {
      const job = this.jobs.shift();
      if (!job) return;
      if (job.waiting) void this.write(job, this.link);
    }
  }

  private async write(job: Job, link: Link): Promise<void> {
    job.waiting = false;
    clearTimeout(job.timer);
    try {
      job.settle(outcomeOf(await this.unanswered.during(() => link.request(job.pdu))));
    } catch (error) {
      job.fail(error);
    }
    this.pump();
  }

  /** It stays in `jobs`, to be skipped when its turn comes. */
  private giveUp(job: Job, reason: 'not-bound-in-time' | 'closed'): void {
    if (!job.waiting) return;
    job.waiting = false;
    clearTimeout(job.timer);
    job.settle({ outcome: 'not-sent', reason });
  }
}

function outcomeOf(reply: Reply): SubmitOutcome {
  switch (reply.kind) {
    case 'answered':
      return outcomeOfResponse(reply.pdu);
    case 'timeout':
      return { outcome: 'unknown', reason: 'response-timeout', late: reply.late.then(outcomeOfResponse) };
    case 'lost':
      return { outcome: 'unknown', reason: 'link-lost' };
    case 'unwritten':
      return { outcome: 'not-sent', reason: 'not-bound-in-time' };
  }
}

/** Responses to a submit; a peer that uses its number for another one says nothing about it. */
const RESPONSES = new Set(['submit_sm_resp', 'generic_nack']);

/** An acceptance without an id cannot be joined to its receipt, so it is not reported as one. */
function outcomeOfResponse({ command, command_status: status, message_id }: PDU): ResponseOutcome {
  if (!RESPONSES.has(command)) return { outcome: 'unknown', reason: 'unreadable-response' };
  if (status !== STATUS.ESME_ROK) return { outcome: 'rejected', status };
  if (typeof message_id !== 'string' || message_id === '') {
    return { outcome: 'unknown', reason: 'unreadable-response' };
  }
  return { outcome: 'accepted', id: message_id };
}
