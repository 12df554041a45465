import { Injectable } from '@nestjs/common';
import { type LiftDocument, type OptOut, optOutKey } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox, type OutboxRecord } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { changeRecord, optOutChanged } from '../produces/suppression.opt-out-changed.v1';
import { type OptOutRecord, optOuts } from '../produces/suppression.opt-outs.v1';
import { type LatestActs, isOut } from '../opt-outs/latest-acts';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { SuppressionMetrics } from '../opt-outs/suppression-metrics';

/** A person asks for an advertiser's texts again, and may. */
export type ReturnRequest = Omit<OptOutRequest, 'scopes' | 'attributed' | 'sentAt' | 'lift'> & {
  scope: string;
  /** By which a named person lifted it. */
  document?: LiftDocument;
};

interface Standing {
  key: string;
  scope: string;
  episodeId: string;
  /** Of the latest request to be left alone, also one that only repeated an opt-out; epoch ms. */
  stoppedAt: number;
  /** The latest at which one was accepted, by our clock; epoch ms. */
  stopAcceptedAt: number;
  /** Out of every advertiser as well, which no act towards one of them lifts. */
  everywhere: boolean;
}

type Lifted = ReturnRequest & Standing;

/**
 * Ends opt-outs that the person took back, and queues their records and events in the same transaction. The scope is the
 * advertiser asked for: an opt-out from everybody stays, and still blocks.
 */
@Injectable()
export class RecordReturns {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly metrics: SuppressionMetrics,
  ) {}

  async execute(requests: ReturnRequest[]): Promise<void> {
    if (requests.length > 0) await this.database.run((tx) => this.within(tx, requests));
  }

  /** For whoever asks more in the same transaction. @returns those that ended an opt-out */
  async within(tx: Tx, requests: ReturnRequest[]): Promise<ReturnRequest[]> {
    const lifted = this.choose(requests, await this.standing(tx, requests));
    if (lifted.length === 0) return [];
    await this.end(tx, lifted);
    await this.append(tx, lifted);
    await this.outbox.add(tx, optOuts, lifted.map(returnRecord));
    tx.afterCommit(() => this.metrics.recorded(lifted.map(({ source }) => ({ change: 'returned', source }))));
    return lifted;
  }

  /**
   * Who is out. Locked first, in the order in which opt-outs are, so that a STOP of the same moment waits or is seen; a
   * statement of its own then sees what that STOP wrote.
   */
  private async standing(tx: Tx, requests: ReturnRequest[]): Promise<Standing[]> {
    const locked = await tx.query<{ key: string; scope: string }>(
      `SELECT o.recipient_key AS key, o.scope
       FROM opt_out o JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS r(key, scope)) r
         ON o.recipient_key = r.key AND o.scope = r.scope
       WHERE o.state = 'out'
       ORDER BY o.recipient_key COLLATE "C", o.scope COLLATE "C" FOR UPDATE OF o`,
      [requests.map(({ recipientKey }) => recipientKey), requests.map(({ scope }) => scope)],
    );
    if (locked.length === 0) return [];
    return tx.query<Standing>(
      `SELECT o.recipient_key AS key, o.scope, o.episode_id AS "episodeId",
         (round(extract(epoch FROM greatest(o.since, (
           SELECT max(e.at) FROM opt_out_event e
           WHERE e.recipient_key = o.recipient_key AND e.scope = o.scope AND e.change <> 'returned'))) * 1000))::float8 AS "stoppedAt",
         (round(extract(epoch FROM greatest(o.since, (
           SELECT max(coalesce(e.accepted_at, e.at)) FROM opt_out_event e
           WHERE e.recipient_key = o.recipient_key AND e.scope = o.scope AND e.change <> 'returned'))) * 1000))::float8 AS "stopAcceptedAt",
         EXISTS (SELECT FROM opt_out a WHERE a.recipient_key = o.recipient_key AND a.scope = '*' AND a.state = 'out') AS everywhere
       FROM opt_out o JOIN unnest($1::text[], $2::text[]) AS r(key, scope) ON o.recipient_key = r.key AND o.scope = r.scope`,
      columns(locked, ['key', 'scope']),
    );
  }

  /** Of several returns that end the opt-out of one scope the latest counts. */
  private choose(requests: ReturnRequest[], standing: Standing[]): Lifted[] {
    const known = new Map(standing.map((each) => [optOutKey(each.key, each.scope), each]));
    const lifted = new Map<string, Lifted>();
    for (const request of requests) {
      const place = optOutKey(request.recipientKey, request.scope);
      const stop = known.get(place);
      if (!stop || isOut(actsOf(stop, request)) || (lifted.get(place)?.at ?? -Infinity) >= request.at) continue;
      lifted.set(place, { ...request, ...stop });
    }
    return [...lifted.values()];
  }

  private async end(tx: Tx, lifted: Lifted[]): Promise<void> {
    await tx.query(
      `UPDATE opt_out o SET state = 'back', source = r.source, evidence_id = r.evidence, since = to_timestamp(r.at / 1000.0),
         accepted_at = to_timestamp(r.accepted / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[])
         AS r(key, scope, source, evidence, at, accepted)
       WHERE o.recipient_key = r.key AND o.scope = r.scope`,
      columns(lifted, ['key', 'scope', 'source', 'evidenceId', 'at', 'acceptedAt']),
    );
  }

  private async append(tx: Tx, lifted: Lifted[]): Promise<void> {
    const events = lifted.map((each) => ({
      ...each,
      reason: each.everywhere
        ? `${each.reason}; the opt-out from every advertiser stays and still blocks`
        : each.reason,
      document: each.document && JSON.stringify(each.document),
    }));
    await tx.query(
      `INSERT INTO opt_out_event (cause_id, recipient_key, scope, change, episode_id, source, evidence_id, reason, at, recorded_by, document, recorded_at)
       SELECT e.cause, e.key, e.scope, 'returned', e.episode, e.source, e.evidence, e.reason, to_timestamp(e.at / 1000.0),
         e.by, e.document::jsonb, to_timestamp($11 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::text[], $10::text[])
         AS e(cause, key, scope, episode, source, evidence, reason, at, by, document)
       ON CONFLICT DO NOTHING`,
      [
        ...columns(events, [
          'causeId',
          'key',
          'scope',
          'episodeId',
          'source',
          'evidenceId',
          'reason',
          'at',
          'by',
          'document',
        ]),
        this.clock.now(),
      ],
    );
  }
}

const actsOf = ({ stoppedAt, stopAcceptedAt }: Standing, { at, acceptedAt = at }: ReturnRequest): LatestActs => ({
  stoppedAt,
  stopAcceptedAt,
  returnedAt: at,
  returnAcceptedAt: acceptedAt,
});

/** The event follows its record, as with an opt-out, and tells where that lies. */
function returnRecord(lifted: Lifted): OutboxRecord<OptOutRecord> {
  const { recipientKey, scope, episodeId, at, source, evidenceId, traceparent, everywhere, document, ...rest } = lifted;
  const value: OptOut = { state: 'back', scope, episodeId, at, source, evidenceId };
  const { by = '', reason } = rest;
  const told = {
    ...{ ...rest, recipientKey, source, evidenceId, at, scopes: [scope], attributed: true },
    ...(document && { lift: { by, reason, document } }),
  };
  // Without a number nobody is told that texts will come: while the person is out of every advertiser, none will.
  const { msisdn: _, ...silent } = told;
  const event = changeRecord(
    { ...(everywhere ? silent : told), ...(traceparent === undefined ? {} : { traceparent }) },
    'returned',
    [{ scope, episodeId }],
  );
  return {
    key: optOutKey(recipientKey, scope),
    value,
    ...(traceparent === undefined ? {} : { traceparent }),
    followUp: { topic: optOutChanged, record: event, field: 'position' },
  };
}

const columns = <T extends object>(rows: T[], names: (keyof T)[]): unknown[][] =>
  names.map((name) => rows.map((row) => row[name]));
