import type { MessageStatus } from '@stopsms/contracts';
import type { AnsweredResult, SubmitResult, Veto } from '../operator/operator-link';

/** Fields of a status besides its message and its time. */
export type Outcome = Pick<MessageStatus, 'status'> &
  Partial<
    Pick<
      MessageStatus,
      'provider' | 'code' | 'detail' | 'smscIds' | 'parts' | 'final' | 'refusal' | 'view' | 'textDigest' | 'begunAt'
    >
  >;

/** Nothing was sent, and another dispatcher decides the outcome. */
export interface NotSubmitted {
  notSubmitted: string;
}

/** @throws Error for a veto `not-ours`: no outcome may be published */
export function outcomeOfVeto({ status, code, detail }: Veto): Outcome {
  if (status === 'not-ours') throw new Error(`no outcome for a message that is not ours (${code})`);
  return { status, code, detail };
}

/** Returns the outcome of a submit. */
export function outcomeOf(result: SubmitResult): Outcome | NotSubmitted {
  const { outcome, provider, smscIds } = result;
  switch (outcome) {
    case 'submitted':
    case 'rejected':
      return outcomeOfAnswered(result);
    case 'vetoed':
      return vetoed(result);
    case 'unsendable':
      return { status: 'rejected', provider, code: 'UNSENDABLE', detail: result.detail };
    case 'unknown':
      return { status: outcome, provider, code: 'OUTCOME_UNKNOWN', detail: result.detail, smscIds };
  }
}

export function outcomeOfAnswered(result: AnsweredResult): Outcome {
  const { outcome, provider, smscIds } = result;
  if (outcome === 'submitted') {
    const { parts, final } = result;
    return { status: outcome, provider, smscIds, parts, ...(final && { final }) };
  }
  const { detail, refusal } = result;
  return { status: outcome, provider, code: 'OPERATOR_REJECTED', detail, smscIds, ...(refusal && { refusal }) };
}

/**
 * Outcome of a veto. If the first part is with the operator already, the message is `unknown`; a message that is not ours is
 * returned.
 */
function vetoed({ veto, provider, smscIds }: Extract<SubmitResult, { outcome: 'vetoed' }>): Outcome | NotSubmitted {
  if (smscIds.length > 0) {
    const detail = `${veto.detail} Its first ${smscIds.length} part(s) had been submitted.`;
    return { status: 'unknown', provider, code: 'PARTLY_SUBMITTED', detail, smscIds };
  }
  return veto.status === 'not-ours' ? { notSubmitted: veto.detail } : outcomeOfVeto(veto);
}
