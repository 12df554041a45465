import type { HttpCall, HttpRequest } from './http-call';
import { retryAfterMs } from './retry-after';

/** Faults of an answer; `detail` is a status, or what the network reports. */
const SENTENCES = {
  'no-answer': (detail: string) => `no answer: ${detail}`,
  redirect: (detail: string) => `redirects with ${detail}, which is not followed with credentials`,
  'no-access': (detail: string) => `answers ${detail}: check the account`,
  throttled: (detail: string) => `answers ${detail}: too many requests`,
  status: (detail: string) => `answers ${detail}`,
  'not-json': () => 'answers something other than JSON',
  'other-shape': () => 'answers JSON of another shape than its API documents',
  'same-page': () => 'answers the same page again',
  'too-many-pages': (detail: string) => `has more than ${detail} pages`,
} as const;
export const FAULT_CODES = Object.keys(SENTENCES) as [FaultCode, ...FaultCode[]];
export type FaultCode = keyof typeof SENTENCES;

const NO_ACCESS = [401, 403];
const THROTTLED = [429, 503];

/** Answer that cannot be used: why, without anything of its content. */
export class AnswerFault extends Error {
  /** @param afterMs - pause that the answer asks for */
  constructor(
    readonly code: FaultCode,
    readonly detail = '',
    readonly afterMs?: number,
  ) {
    super(SENTENCES[code](detail));
  }
}

export interface ReadAnswer {
  status: number;
  /** Undefined for an empty body of a status other than 200. */
  json: unknown;
}

/**
 * Calls and reads JSON.
 * @param accepted - statuses of answers that the caller reads
 * @throws AnswerFault for everything else
 */
export async function readAnswer(
  call: HttpCall,
  request: HttpRequest,
  accepted: readonly number[] = [200],
): Promise<ReadAnswer> {
  const result = await call.call(request);
  if (result.outcome !== 'answered')
    throw new AnswerFault('no-answer', 'reason' in result ? result.reason : result.outcome);
  const { status, headers, body } = result;
  if (!accepted.includes(status)) throw faultOf(status, headers['retry-after']);
  if (body.length === 0 && status !== 200) return { status, json: undefined };
  if (!/\bjson\b/.test(headers['content-type'] ?? '')) throw new AnswerFault('not-json');
  try {
    return { status, json: JSON.parse(body.toString('utf8')) as unknown };
  } catch {
    throw new AnswerFault('other-shape');
  }
}

/** Reads an answer by a function that throws for another shape, or an AnswerFault. @throws AnswerFault */
export function readShape<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof AnswerFault ? error : new AnswerFault('other-shape');
  }
}

function faultOf(status: number, retryAfter: string | undefined): AnswerFault {
  const detail = String(status);
  if (status >= 300 && status < 400) return new AnswerFault('redirect', detail);
  if (NO_ACCESS.includes(status)) return new AnswerFault('no-access', detail);
  if (!THROTTLED.includes(status)) return new AnswerFault('status', detail);
  return new AnswerFault('throttled', detail, retryAfterMs(retryAfter, Date.now()));
}
