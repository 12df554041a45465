import { type Verdict, verdicts } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import type { Decision } from '../use-cases/deciding/decision';

/** Queues one verdict per decision; one that was held before is first told to be released, unless it is held again. */
export async function addVerdicts(outbox: Outbox, tx: Tx, decisions: Decision[], from: 'new' | 'held'): Promise<void> {
  await outbox.add(
    tx,
    verdicts,
    decisions.flatMap((decision) =>
      from === 'held' && decision.outcome.verdict !== 'held'
        ? [record(decision, { verdict: 'released' }), verdict(decision)]
        : [verdict(decision)],
    ),
  );
}

function verdict(decision: Decision): Outgoing<Verdict> {
  const { outcome, pack } = decision;
  const why = outcome.verdict === 'cleared' ? {} : { code: outcome.code, detail: outcome.detail };
  const until = outcome.verdict === 'held' && Number.isFinite(outcome.until) ? { heldUntil: outcome.until } : {};
  return record(decision, { verdict: outcome.verdict, ...why, ...until, ...(pack && { pack }) });
}

function record(
  { candidate, recipient, at }: Decision,
  what: Pick<Verdict, 'verdict'> & Partial<Verdict>,
): Outgoing<Verdict> {
  const { id, advertiserId, campaignId, category } = candidate.request;
  return {
    key: id,
    traceparent: candidate.traceparent,
    value: {
      messageId: id,
      advertiserId,
      category,
      recipientKey: recipient?.key ?? null,
      attempt: candidate.attempt,
      at,
      ...(campaignId !== undefined && { campaignId }),
      ...what,
    },
  };
}
