import { Injectable } from '@nestjs/common';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { addClearedInformative } from '../produces/compliance.cleared-informative.v1';
import { addClearedMarketing } from '../produces/compliance.cleared-marketing.v1';
import { addVerdicts } from '../produces/compliance.verdicts.v1';
import type { Decision } from './decision';
import { holdControls } from '../holding/controls-lock';
import { decisionProof } from '../proofs/decision-proof';
import { findStopped, heedControl } from './heed-controls';
import { keepSentTexts } from '../complaints/keep-sent-texts';
import { type Cleared, CountUse } from '../quotas/count-use';
import { HeedQuotas } from '../quotas/heed-quotas';
import { countCaught } from '../trust/count-caught';
import { QueueReviews } from '../reviews/queue-reviews';
import { keepReadings } from '../text/keep-readings';

/** Writes decisions, their proof, what is held and what is told of them, in one transaction. */
@Injectable()
export class StoreDecisions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly reviews: QueueReviews,
    private readonly quotas: HeedQuotas,
    private readonly use: CountUse,
  ) {}

  /**
   * Stores the decisions on messages asked for now.
   * @returns those of messages never seen before, as stored; the others change nothing
   */
  async first(decided: Decision[]): Promise<Decision[]> {
    return this.database.run(async (tx) => {
      const waiting = await this.reviews.execute(tx, await heedControls(tx, decided));
      const { decisions, limited } = await this.quotas.execute(tx, waiting, 'new');
      keepReadings(tx, readingsOf(decisions));
      const inserted = await this.insert(tx, decisions);
      const fresh = decisions.filter(({ candidate }) => inserted.has(candidate.request.id));
      hold(tx, fresh);
      await this.use.add(tx, fresh, limited);
      countCaught(tx, fresh);
      await this.tell(tx, fresh, 'new');
      return fresh;
    });
  }

  /** Stores the decisions on messages that were held and are claimed by `tx`; returns them as stored. */
  async released(tx: Tx, decided: Decision[]): Promise<Decision[]> {
    return this.again(tx, decided, 'held');
  }

  /**
   * Stores that cleared messages came back and wait again; returns the decisions as stored.
   * @param cleared - when each was: it counts no more
   */
  async heldAgain(tx: Tx, decided: Decision[], cleared: Cleared[]): Promise<Decision[]> {
    const decisions = await this.again(tx, decided, 'new');
    this.use.takeBack(tx, cleared);
    return decisions;
  }

  private async again(tx: Tx, decided: Decision[], from: 'new' | 'held'): Promise<Decision[]> {
    const waiting = await this.reviews.execute(tx, await heedControls(tx, decided));
    const { decisions, limited } = await this.quotas.execute(tx, waiting, 'held');
    this.append(tx, decisions);
    hold(tx, decisions);
    await this.use.add(tx, decisions, limited);
    countCaught(tx, decisions);
    await this.tell(tx, decisions, from);
    return decisions;
  }

  private async insert(tx: Tx, decisions: Decision[]): Promise<Set<string>> {
    const rows = await tx.query<{ message_id: string }>(
      `WITH inserted AS (
         INSERT INTO message (message_id, advertiser_id, campaign_id, category, recipient_key, region, attempt, request, decisions, traceparent, requested_at)
         SELECT m.id, m.advertiser, m.campaign, m.category, m.key, m.region, m.attempt, m.request, m.decisions, m.traceparent, to_timestamp(m.at / 1000.0)
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::jsonb[], $10::text[], $11::float8[])
           AS m(id, advertiser, campaign, category, key, region, attempt, request, decisions, traceparent, at)
         ON CONFLICT (message_id) DO NOTHING RETURNING message_id
       )
       INSERT INTO proof_queue SELECT message_id FROM inserted RETURNING message_id`,
      [
        decisions.map(({ candidate }) => candidate.request.id),
        decisions.map(({ candidate }) => candidate.request.advertiserId),
        decisions.map(({ candidate }) => candidate.request.campaignId ?? null),
        decisions.map(({ candidate }) => candidate.request.category),
        decisions.map(({ recipient }) => recipient?.key ?? null),
        decisions.map(({ recipient }) => recipient?.region ?? null),
        decisions.map(({ candidate }) => candidate.attempt),
        decisions.map(keptRequest),
        decisions.map(decisionProof),
        decisions.map(({ candidate }) => candidate.traceparent),
        decisions.map(({ at }) => at),
      ],
    );
    return new Set(rows.map((row) => row.message_id));
  }

  private append(tx: Tx, decisions: Decision[]): void {
    keepReadings(tx, readingsOf(decisions));
    tx.send(
      `WITH changed AS (
         UPDATE message m SET attempt = d.attempt, request = d.request, decisions = m.decisions || d.decisions
         FROM unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[]) AS d(id, attempt, request, decisions)
         WHERE m.message_id = d.id RETURNING m.message_id
       )
       INSERT INTO proof_queue SELECT message_id FROM changed`,
      [
        decisions.map(({ candidate }) => candidate.request.id),
        decisions.map(({ candidate }) => candidate.attempt),
        decisions.map(keptRequest),
        decisions.map(decisionProof),
      ],
    );
  }

  private async tell(tx: Tx, decisions: Decision[], from: 'new' | 'held'): Promise<void> {
    keepSentTexts(tx, decisions);
    await addVerdicts(this.outbox, tx, decisions, from);
    await addClearedMarketing(this.outbox, tx, decisions);
    await addClearedInformative(this.outbox, tx, decisions);
  }
}

const readingsOf = (decisions: Decision[]) => decisions.flatMap(({ reading }) => reading ?? []);

/** A refusal is final: number and text are not kept. */
const keptRequest = ({ candidate, outcome }: Decision): string | null =>
  outcome.verdict === 'refused' ? null : JSON.stringify(candidate.request);

/** No control can come between this look and the commit: see `controls-lock.ts`. */
async function heedControls(tx: Tx, decisions: Decision[]): Promise<Decision[]> {
  if (decisions.every(({ candidate }) => candidate.request.campaignId === undefined)) return decisions;
  holdControls(tx);
  const stopped = await findStopped(tx, decisions);
  return stopped.size === 0 ? decisions : decisions.map((decision) => heedControl(decision, stopped));
}

function hold(tx: Tx, decisions: Decision[]): void {
  const waiting = decisions.flatMap(({ candidate: { request }, recipient, outcome, review }) =>
    outcome.verdict === 'held'
      ? [
          {
            ...request,
            releaseAt: outcome.releaseAt,
            paused: outcome.code === 'CAMPAIGN_PAUSED',
            pausedAdvertiser: outcome.code === 'ADVERTISER_PAUSED' ? request.advertiserId : undefined,
            recipientKey: recipient?.key,
            reviewId: outcome.code === 'REVIEW_NEEDED' ? review?.found?.id : undefined,
          },
        ]
      : [],
  );
  if (waiting.length === 0) return;
  tx.send(
    `INSERT INTO held (message_id, until, campaign_id, paused, review_id, recipient_key, paused_advertiser)
     SELECT h.id, to_timestamp(h.until / 1000.0), h.campaign, h.paused, h.review, h.recipient, h.advertiser
     FROM unnest($1::uuid[], $2::float8[], $3::uuid[], $4::boolean[], $5::uuid[], $6::text[], $7::uuid[])
       AS h(id, until, campaign, paused, review, recipient, advertiser)
     ON CONFLICT (message_id) DO NOTHING`,
    [
      waiting.map(({ id }) => id),
      waiting.map(({ releaseAt }) => releaseAt),
      waiting.map(({ campaignId }) => campaignId ?? null),
      waiting.map(({ paused }) => paused),
      waiting.map(({ reviewId }) => reviewId ?? null),
      waiting.map(({ recipientKey }) => recipientKey ?? null),
      waiting.map(({ pausedAdvertiser }) => pausedAdvertiser ?? null),
    ],
  );
}
