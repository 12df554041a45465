import type { Adapter, LookupResult, Submission, SubmissionResult, VendorAnswer } from '../contract/adapter';
import { NO_ACCESS, refused } from '../contract/answers';
import type { CallResult, HttpCall } from './http-call';
import { retryAfterMs } from './retry-after';

type Answered = Extract<CallResult, { outcome: 'answered' }>;

/** An answer that an adapter may read, or the result for every message of the call. */
type Judged = { answer: VendorAnswer } | Exclude<SubmissionResult, { outcome: 'accepted' }>;

/** Result of a call that may have been withheld. */
export type BatchResult = { outcome: 'withheld' } | { outcome: 'done'; results: SubmissionResult[] };

const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;
const REQUEST_TIMEOUT = 408;

/** Submits to one account and looks messages up. Decides from the status whether a message may have been taken; adapters read the rest. */
export class VendorClient {
  constructor(
    private readonly call: HttpCall,
    private readonly adapter: Adapter,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * @param batch - 1 up to `maxBatch` messages
   * @param mayWrite - called just before the first byte is written; false withholds the call
   * @returns results in the order of the batch
   */
  async submit(batch: readonly Submission[], mayWrite: () => boolean): Promise<BatchResult> {
    const result = await this.call.call(this.adapter.submit(batch), mayWrite);
    if (result.outcome === 'withheld') return result;
    return { outcome: 'done', results: this.resultsOf(result, batch) };
  }

  async lookup(reference: string): Promise<LookupResult> {
    const { lookup } = this.adapter;
    if (!lookup) return { outcome: 'unknown', reason: 'the API finds no message by our reference' };
    const result = await this.call.call(lookup.request(reference));
    if (result.outcome !== 'answered') return { outcome: 'unknown', reason: reasonOf(result) };
    if (result.status === 404) return { outcome: 'absent' };
    const judged = this.judge(result);
    if (!('answer' in judged)) return asLookup(judged);
    const { status } = judged.answer;
    // A refusal of the request says nothing about the message.
    if (status >= 400) return { outcome: 'unknown', reason: `status ${status}` };
    return guarded(() => lookup.read(judged.answer, reference)) ?? UNREADABLE;
  }

  private resultsOf(result: Exclude<CallResult, { outcome: 'withheld' }>, batch: readonly Submission[]) {
    if (result.outcome !== 'answered') return batch.map(() => result);
    const judged = this.judge(result);
    if (!('answer' in judged)) return batch.map(() => judged);
    const results = guarded(() => this.adapter.readSubmit(judged.answer, batch));
    return results?.length === batch.length ? results : batch.map(() => UNREADABLE);
  }

  private judge({ status, headers, body }: Answered): Judged {
    const afterMs = retryAfterMs(headers['retry-after'], this.now());
    if (status === TOO_MANY_REQUESTS || (status === UNAVAILABLE && afterMs !== undefined))
      return { outcome: 'throttled', ...(afterMs !== undefined && { afterMs }) };
    if (status < 200 || status >= 500 || (status >= 300 && status < 400) || status === REQUEST_TIMEOUT)
      return { outcome: 'unknown', reason: `status ${status}` };
    const json = guarded(() => JSON.parse(body.toString('utf8')) as unknown);
    if (typeof json === 'object' && json !== null) return { answer: { status, headers, json } };
    if (NO_ACCESS.includes(status)) return refused('auth', status, 'The provider refuses access.');
    return { outcome: 'unknown', reason: `status ${status} without JSON` };
  }
}

const UNREADABLE = { outcome: 'unknown', reason: 'unreadable answer' } as const;

const reasonOf = (result: Exclude<CallResult, Answered>): string => ('reason' in result ? result.reason : 'withheld');

function asLookup(judged: Exclude<Judged, { answer: VendorAnswer }>): LookupResult {
  if (judged.outcome === 'throttled') return { ...judged, outcome: 'unknown', reason: 'throttled' };
  return { outcome: 'unknown', reason: 'reason' in judged ? judged.reason : `${judged.class} ${judged.code}` };
}

/** Returns undefined for what throws. */
function guarded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
