import { Injectable } from '@nestjs/common';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { addClearedInformative } from '../produces/compliance.cleared-informative.v1';
import { addClearedMarketing } from '../produces/compliance.cleared-marketing.v1';
import { addVerdicts } from '../produces/compliance.verdicts.v1';
import { keepSentTexts } from '../complaints/keep-sent-texts';
import { KeepHeld } from '../holding/keep-held';
import { decisionProof } from '../proofs/decision-proof';
import { type Cleared, CountUse } from '../quotas/count-use';
import { keepReadings } from '../text/keep-readings';
import { countCaught } from '../trust/count-caught';
import { clearedMessage } from './cleared-message';
import { DecideAgain } from './decide-again';
import type { Decision } from './facts';

/** Writes decisions, their proof, what is held and what is told of them, in one transaction. */
@Injectable()
export class StoreDecisions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly decideAgain: DecideAgain,
    private readonly held: KeepHeld,
    private readonly use: CountUse,
  ) {}

  /**
   * Stores the decisions on messages asked for now.
   * @returns those of messages never seen before, as stored; the others change nothing
   */
  async first(decided: Decision[]): Promise<Decision[]> {
    return this.database.run(async (tx) => {
      const { decisions, limited } = await this.decideAgain.execute(tx, decided, 'new');
      keepReadings(tx, readingsOf(decisions));
      const inserted = await this.insert(tx, decisions);
      const fresh = decisions.filter(({ candidate }) => inserted.has(candidate.request.id));
      this.held.add(tx, fresh);
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
    const { decisions, limited } = await this.decideAgain.execute(tx, decided, 'held');
    this.append(tx, decisions);
    this.held.add(tx, decisions);
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
    const cleared = decisions.flatMap(clearedMessage);
    await addClearedMarketing(this.outbox, tx, cleared);
    await addClearedInformative(this.outbox, tx, cleared);
  }
}

const readingsOf = (decisions: Decision[]) => decisions.flatMap(({ reading }) => reading ?? []);

/** A refusal is final: number and text are not kept. */
const keptRequest = ({ candidate, outcome }: Decision): string | null =>
  outcome.verdict === 'refused' ? null : JSON.stringify(candidate.request);
