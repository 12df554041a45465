import type { MessageStatus } from '@stopsms/contracts';
import { NOT_SUBMITTED } from '../journal/journal-tail';
import type { SubmitResult, Veto } from '../operator/operator-link';

/** What a status says beyond whose it is and when. */
export type Told = Omit<Partial<MessageStatus> & Pick<MessageStatus, 'status'>, 'at'>;

export const asTold = ({ status, code, detail }: Veto): Told => ({
  status: status === 'not-ours' ? 'submitting' : status,
  code,
  detail,
});

/** What is told of a submit: NOT_SUBMITTED of one that is given back. */
export function toldOf(result: SubmitResult): Told {
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
function vetoed({ veto, provider, smscIds }: Extract<SubmitResult, { outcome: 'vetoed' }>): Told {
  if (smscIds.length > 0) {
    const detail = `${veto.detail} Its first ${smscIds.length} part(s) had been submitted.`;
    return { status: 'unknown', provider, code: 'PARTLY_SUBMITTED', detail, smscIds };
  }
  return veto.status === 'not-ours' ? { ...asTold(veto), code: NOT_SUBMITTED } : asTold(veto);
}
