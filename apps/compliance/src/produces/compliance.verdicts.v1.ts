import { type SmsRequested, type Verdict, verdicts } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Message, Outgoing } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../rules/message';
import { addOutcomes } from './compliance.outcomes.v1';

/**
 * Queues one verdict per decision; one that was held before is first released, unless it is held again.
 * @returns the verdicts, in order
 */
export async function addVerdicts(
  outbox: Outbox,
  tx: Tx,
  decisions: readonly Decided[],
  from: 'new' | 'held',
): Promise<Outgoing<Verdict>[]> {
  const added = decisions.flatMap((decision) =>
    from === 'held' && decision.outcome.verdict !== 'held'
      ? [record(decision, { verdict: 'released' }), verdict(decision)]
      : [verdict(decision)],
  );
  await outbox.add(tx, verdicts, added);
  return added;
}

/**
 * A request refused before any decision, for example of a publisher without a right to its advertiser: a verdict is published, and nothing
 * is stored.
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
  await addOutcomes(outbox, tx, refused.flatMap(toPublisher(at)));
}

function verdict(decision: Decided): Outgoing<Verdict> {
  const { outcome, pack, enforcement } = decision;
  const why = outcome.verdict === 'cleared' ? {} : { code: outcome.code, detail: outcome.detail };
  const until = outcome.verdict === 'held' && Number.isFinite(outcome.until) ? { heldUntil: outcome.until } : {};
  const observed = outcome.verdict === 'cleared' && outcome.observed?.map(({ code }) => code);
  const level = { ...(enforcement && { enforcement: enforcement.level }), ...(observed && { observed }) };
  return record(decision, { verdict: outcome.verdict, ...why, ...until, ...(pack && { pack }), ...level });
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

/** The same for the publisher of the request, who does not read verdicts; for one without its own topic, nothing. */
const toPublisher =
  (at: number) =>
  ({ request, record: { traceparent }, why: { code, publisher, detail } }: RefusedAsking) => {
    if (publisher === undefined) return [];
    const about = { messageId: request.id, advertiserId: request.advertiserId, attempt: 1, at };
    const value = { ...about, kind: 'verdict' as const, state: 'refused' as const, code, detail };
    const traced = traceparent === undefined ? {} : { traceparent };
    return [{ publisher, record: { key: request.id, ...traced, value } }];
  };
