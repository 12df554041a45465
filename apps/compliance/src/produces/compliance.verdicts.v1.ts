import { type SmsRequested, type Verdict, verdicts } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Message, Outgoing } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../message';

/** Queues one verdict per decision; one that was held before is first told to be released, unless it is held again. */
export async function addVerdicts(
  outbox: Outbox,
  tx: Tx,
  decisions: readonly Decided[],
  from: 'new' | 'held',
): Promise<void> {
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

/**
 * A request that is refused before anything is decided about it, as of somebody who does not speak for its advertiser: a verdict is
 * published, and nothing is kept of it.
 */
export interface RefusedAsking {
  request: Pick<SmsRequested, 'id' | 'advertiserId' | 'category'>;
  record: Pick<Message<unknown>, 'topic' | 'partition' | 'offset'> & { traceparent?: string };
  /** `publisher` is undefined for one that has no topic of its own. */
  why: { code: string; publisher: string | undefined; detail: string };
}

/** The event id is that of the record that asked: read twice, it is known for one. */
export async function addRefusedAskings(
  outbox: Outbox,
  tx: Tx,
  refused: readonly RefusedAsking[],
  at: number,
): Promise<void> {
  await outbox.add(
    tx,
    verdicts,
    refused.map(({ request, record: { topic, partition, offset, traceparent }, why: { code, publisher, detail } }) => ({
      key: request.id,
      eventId: deterministicId(code, topic, String(partition), offset),
      ...(traceparent !== undefined && { traceparent }),
      value: {
        messageId: request.id,
        advertiserId: request.advertiserId,
        category: request.category,
        recipientKey: null,
        verdict: 'refused' as const,
        code,
        ...(publisher !== undefined && { publisher }),
        detail,
        attempt: 1,
        at,
      },
    })),
  );
}

function verdict(decision: Decided): Outgoing<Verdict> {
  const { outcome, pack } = decision;
  const why = outcome.verdict === 'cleared' ? {} : { code: outcome.code, detail: outcome.detail };
  const until = outcome.verdict === 'held' && Number.isFinite(outcome.until) ? { heldUntil: outcome.until } : {};
  return record(decision, { verdict: outcome.verdict, ...why, ...until, ...(pack && { pack }) });
}

function record(
  { candidate, recipient, at }: Decided,
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
