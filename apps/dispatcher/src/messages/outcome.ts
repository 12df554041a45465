import type { MessageStatus } from '@stopsms/contracts';
import type { SubmitResult, Veto } from '../operator/operator-link';

/** What a status says beyond whose it is and when. */
export type Told = Pick<MessageStatus, 'status'> &
  Partial<Pick<MessageStatus, 'provider' | 'code' | 'detail' | 'smscIds' | 'parts' | 'view' | 'begunAt'>>;

/** Nothing of it left, and it is not ours to say what becomes of it. */
export interface NotSubmitted {
  notSubmitted: string;
}

/** @throws Error for one that is not ours: nothing may be told of it */
export function asTold({ status, code, detail }: Veto): Told {
  if (status === 'not-ours') throw new Error(`told of a message that is not ours (${code})`);
  return { status, code, detail };
}

/** What is told of a submit. */
export function toldOf(result: SubmitResult): Told | NotSubmitted {
  const { outcome, provider, smscIds } = result;
  switch (outcome) {
    case 'submitted':
      return { status: 'submitted', provider, smscIds, parts: smscIds.length };
    case 'vetoed':
      return vetoed(result);
    case 'unsendable':
      return { status: 'rejected', provider, code: 'UNSENDABLE', detail: result.detail };
    case 'rejected':
      return { status: outcome, provider, code: 'OPERATOR_REJECTED', detail: result.detail, smscIds };
    case 'unknown':
      return { status: outcome, provider, code: 'OUTCOME_UNKNOWN', detail: result.detail, smscIds };
  }
}

/**
 * A message of several parts that is vetoed after its first part is with the operator already: that much was submitted.
 * One that is not ours any more is given back.
 */
function vetoed({ veto, provider, smscIds }: Extract<SubmitResult, { outcome: 'vetoed' }>): Told | NotSubmitted {
  if (smscIds.length > 0) {
    const detail = `${veto.detail} Its first ${smscIds.length} part(s) had been submitted.`;
    return { status: 'unknown', provider, code: 'PARTLY_SUBMITTED', detail, smscIds };
  }
  return veto.status === 'not-ours' ? { notSubmitted: veto.detail } : asTold(veto);
}
