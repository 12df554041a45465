import { Injectable } from '@nestjs/common';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Outbox, type OutboxRecord } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type OptOutChanged, changeRecord, optOutChanged } from '../produces/suppression.opt-out-changed.v1';
import { type OptOutRecord, optOutRecords, optOuts } from '../produces/suppression.opt-outs.v1';
import { SuppressionMetrics } from './suppression-metrics';
import { applyReturns } from './apply-returns';
import type { OptOutRequest, Recorded } from './opt-out-request';
import { renewUndated } from './renew-undated';

/**
 * Stores opt-outs and queues their records and events in one transaction, whatever the size of the batch. An episode
 * begins when a scope goes from active to out; a request during an episode is recorded as repeated and starts nothing.
 */
@Injectable()
export class RecordOptOuts {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly metrics: SuppressionMetrics,
  ) {}

  async execute(requests: OptOutRequest[]): Promise<Recorded[]> {
    return requests.length === 0 ? [] : this.database.run((tx) => this.within(tx, requests));
  }

  /** For whoever writes something else in the same transaction. */
  async within(tx: Tx, requests: OptOutRequest[]): Promise<Recorded[]> {
    if (requests.length === 0) return [];
    // Under their new names from here on: what is recorded is published by the same.
    const renewed = await renewUndated(tx, requests);
    const unseen = await applyReturns(tx, await this.unseen(tx, renewed));
    const begun = await this.begin(tx, unseen);
    const recorded = await this.append(tx, unseen, begun);
    await this.queue(tx, renewed, recorded);
    tx.afterCommit(() => this.metrics.recorded(recorded));
    return recorded;
  }

  /** One row per cause, recipient and scope, without those a previous delivery of the same cause recorded. */
  private async unseen(tx: Tx, requests: OptOutRequest[]): Promise<Row[]> {
    const rows = requests.flatMap((request) =>
      [...new Set(request.scopes)].map((scope) => ({
        ...request,
        scope,
        episodeId: deterministicId('episode', request.causeId, request.recipientKey, scope),
      })),
    );
    const known = await tx.query<{ cause_id: string; recipient_key: string; scope: string }>(
      'SELECT cause_id, recipient_key, scope FROM opt_out_event WHERE cause_id = ANY($1::uuid[])',
      [[...new Set(rows.map(({ causeId }) => causeId))]],
    );
    const seen = new Set(known.map((row) => eventKey(row.cause_id, row.recipient_key, row.scope)));
    // `add` as well, because the same cause may come twice in one batch.
    return rows.filter((row) => {
      const key = eventKey(row.causeId, row.recipientKey, row.scope);
      return seen.size < seen.add(key).size;
    });
  }

  /** Opens episodes; returns the current episode of every (recipient, scope) asked for. */
  private async begin(tx: Tx, rows: Row[]): Promise<Map<string, string>> {
    // The first of several requests for the same scope in one batch opens the episode; sorted, so that two transactions
    // lock in the same order.
    const first = new Map<string, Row>();
    for (const row of rows) if (!first.has(scopeKey(row))) first.set(scopeKey(row), row);
    const sorted = [...first.values()].sort((a, b) => (scopeKey(a) < scopeKey(b) ? -1 : 1));
    const current = await tx.query<{ recipient_key: string; scope: string; episode_id: string; state: string }>(
      `INSERT INTO opt_out AS o (recipient_key, scope, state, episode_id, source, evidence_id, since)
       SELECT r.key, r.scope, 'out', r.episode, r.source, r.evidence, to_timestamp(r.at / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::float8[])
         AS r(key, scope, episode, source, evidence, at)
       ON CONFLICT (recipient_key, scope) DO UPDATE SET
         state = CASE WHEN ${STAYS} THEN o.state ELSE 'out' END,
         episode_id = CASE WHEN ${STAYS} THEN o.episode_id ELSE excluded.episode_id END,
         source = CASE WHEN ${STAYS} THEN o.source ELSE excluded.source END,
         evidence_id = CASE WHEN ${STAYS} THEN o.evidence_id ELSE excluded.evidence_id END,
         since = CASE WHEN ${STAYS} THEN o.since ELSE excluded.since END
       RETURNING recipient_key, scope, episode_id, state`,
      columns(sorted, ['recipientKey', 'scope', 'episodeId', 'source', 'evidenceId', 'at']),
    );
    const keyed = current.map((row) => ({
      ...row,
      key: scopeKey({ recipientKey: row.recipient_key, scope: row.scope }),
    }));
    const episodes = new Map(keyed.map((row) => [row.key, row.episode_id]));
    // Older than a return, the first opens nothing; a later one of the same batch still may.
    const returned = new Set(keyed.filter(({ state }) => state === 'back').map(({ key }) => key));
    const others = rows.filter((row) => returned.has(scopeKey(row)) && first.get(scopeKey(row)) !== row);
    return others.length === 0 ? episodes : new Map([...episodes, ...(await this.begin(tx, others))]);
  }

  private async append(tx: Tx, rows: Row[], begun: Map<string, string>): Promise<(Row & Recorded)[]> {
    const now = this.clock.now();
    const events = rows.map((row) => {
      const episodeId = begun.get(scopeKey(row)) ?? row.episodeId;
      const change = episodeId === row.episodeId ? ('opted-out' as const) : ('repeated' as const);
      return { ...row, episodeId, change };
    });
    // What another transaction recorded of the same cause since we looked has been told by it: its opt_out rows were locked
    // until it was committed.
    const inserted = await tx.query<{ cause_id: string; recipient_key: string; scope: string }>(
      `INSERT INTO opt_out_event (cause_id, recipient_key, scope, change, episode_id, source, evidence_id, reason, at, recorded_by, accepted_at, recorded_at)
       SELECT e.cause, e.key, e.scope, e.change, e.episode, e.source, e.evidence, e.reason, to_timestamp(e.at / 1000.0), e.by,
         to_timestamp(e.accepted / 1000.0), to_timestamp($12 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::float8[], $10::text[], $11::float8[])
         AS e(cause, key, scope, change, episode, source, evidence, reason, at, by, accepted)
       ON CONFLICT DO NOTHING RETURNING cause_id, recipient_key, scope`,
      [
        ...columns(events, [
          'causeId',
          'recipientKey',
          'scope',
          'change',
          'episodeId',
          'source',
          'evidenceId',
          'reason',
          'at',
          'by',
          'acceptedAt',
        ]),
        now,
      ],
    );
    const taken = new Set(inserted.map((row) => eventKey(row.cause_id, row.recipient_key, row.scope)));
    return events.filter((row) => taken.has(eventKey(row.causeId, row.recipientKey, row.scope)));
  }

  private async queue(tx: Tx, requests: OptOutRequest[], recorded: (Row & Recorded)[]): Promise<void> {
    const byRequest = new Map<string, (Row & Recorded)[]>();
    for (const row of recorded) {
      const rows = byRequest.get(requestKey(row));
      if (rows) rows.push(row);
      else byRequest.set(requestKey(row), [row]);
    }
    const begun: OutboxRecord<OptOutRecord>[] = [];
    const repeated: OutboxRecord<OptOutChanged>[] = [];
    for (const request of requests) {
      const rows = byRequest.get(requestKey(request)) ?? [];
      byRequest.delete(requestKey(request));
      const fresh = rows.filter(({ change }) => change === 'opted-out');
      if (fresh.length > 0) begun.push(...optOutRecords(request, fresh));
      else if (rows.length > 0) repeated.push(changeRecord(request, 'repeated', rows));
    }
    await this.outbox.add(tx, optOuts, begun);
    await this.outbox.add(tx, optOutChanged, repeated);
  }
}

/**
 * An episode goes on, and a return stands against a request that is older by event time; clocks differ by 5 s, and within
 * that the opt-out wins (docs/law/opt-outs.md#race). `since` is the instant of the person's own act, out or back.
 */
const STAYS = `(o.state = 'out' OR o.since > excluded.since + interval '5 seconds')`;

type Row = OptOutRequest & { scope: string; episodeId: string };

const eventKey = (...parts: [causeId: string, recipientKey: string, scope: string]): string => parts.join();

const requestKey = ({ causeId, recipientKey }: { causeId: string; recipientKey: string }) =>
  `${causeId}:${recipientKey}`;

const scopeKey = ({ recipientKey, scope }: { recipientKey: string; scope: string }) => `${recipientKey}:${scope}`;

const columns = <T extends object>(rows: T[], names: (keyof T)[]): unknown[][] =>
  names.map((name) => rows.map((row) => row[name]));
