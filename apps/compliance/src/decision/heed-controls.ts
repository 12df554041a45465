import type { Sql } from '@stopsms/persistence';
import type { Decision } from './decision';

type Stopped = ReadonlyMap<string, 'paused' | 'cancelled'>;

/** Which of these campaigns are stopped. */
export async function findStopped(sql: Sql, decisions: Pick<Decision, 'candidate'>[]): Promise<Stopped> {
  const ids = new Set(decisions.flatMap(({ candidate }) => candidate.request.campaignId ?? []));
  if (ids.size === 0) return new Map();
  const rows = await sql.query<{ id: string; state: 'paused' | 'cancelled' }>(
    `SELECT campaign_id AS id, state FROM campaign_control WHERE campaign_id = ANY($1::uuid[]) AND state <> 'running'`,
    [[...ids]],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** What a stopped campaign makes of the decision on one of its messages. What is refused is not held for a pause. */
export function heedControl(decision: Decision, stopped: Stopped): Decision {
  const { candidate, outcome } = decision;
  const state = stopped.get(candidate.request.campaignId ?? '');
  if (state === 'cancelled') return { ...decision, outcome: CANCELLED };
  return state === 'paused' && outcome.verdict !== 'refused' ? { ...decision, outcome: paused(decision) } : decision;
}

const CANCELLED: Decision['outcome'] = {
  verdict: 'refused',
  code: 'CAMPAIGN_CANCELLED',
  detail: 'The campaign was cancelled before this message left.',
};

/** Until the campaign is resumed; one that expires before is looked at again then, so that its sender is told. */
function paused({ candidate }: Decision): Decision['outcome'] {
  const until = candidate.request.expiresAt ?? Infinity;
  return {
    verdict: 'held',
    until,
    releaseAt: until,
    code: 'CAMPAIGN_PAUSED',
    detail: 'The campaign is paused; the message waits until it is resumed.',
  };
}
