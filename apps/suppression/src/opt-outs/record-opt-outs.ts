import { Injectable } from '@nestjs/common';
import { optOutKey } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Outbox, type OutboxRecord } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type OptOutChanged, changeRecord, optOutChanged } from '../produces/suppression.opt-out-changed.v1';
import { type OptOutRecord, optOutRecords, optOuts } from '../produces/suppression.opt-outs.v1';
import { applyReturns, lockDoubtful } from './apply-returns';
import type { OptOutRequest, Recorded } from './opt-out-request';
import { EPISODES, EVENTS, OPT_OUTS_SQL } from './opt-outs.store';
import { renewUndated } from './renew-undated';
import { SuppressionMetrics } from './suppression-metrics';

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

  /** Records in the transaction of a caller that writes more. */
  async within(tx: Tx, requests: OptOutRequest[]): Promise<Recorded[]> {
    if (requests.length === 0) return [];
    // Under their new causes from here on: what is recorded is published by the same.
    const renewed = await renewUndated(tx, requests);
    const fresh = await this.freshOf(tx, renewed);
    const current = await this.begin(tx, fresh);
    const recorded = await this.append(tx, fresh, current);
    await this.queue(tx, renewed, recorded);
    tx.afterCommit(() => this.metrics.recorded(recorded));
    return recorded;
  }

  /** Returns one row per cause, recipient and scope, dated, without those that a previous delivery of the same cause recorded. */
  private async freshOf(tx: Tx, requests: OptOutRequest[]): Promise<Row[]> {
    const rows = requests.flatMap((request) =>
      [...new Set(request.scopes)].map((scope) => ({
        ...request,
        scope,
        episodeId: deterministicId('episode', request.causeId, request.recipientKey, scope),
      })),
    );
    const causes = [...new Set(rows.map(({ causeId }) => causeId))];
    // One round trip.
    const [recorded, locked] = await Promise.all([tx.query(OPT_OUTS_SQL.recorded, [causes]), lockDoubtful(tx, rows)]);
    const seen = new Set(recorded.map(eventKey));
    // `add` as well, because the same cause may come twice in one batch.
    const fresh = rows.filter((row) => seen.size < seen.add(eventKey(row)).size);
    return applyReturns(fresh, locked);
  }

  /** Opens episodes. Returns the current episode of each (recipient, scope) of the rows. */
  private async begin(tx: Tx, rows: Row[]): Promise<Map<string, string>> {
    // The first of several requests for the same scope in one batch opens the episode; sorted, so that two transactions
    // lock in the same order.
    const first = new Map<string, Row>();
    for (const row of rows) if (!first.has(scopeKey(row))) first.set(scopeKey(row), row);
    const sorted = [...first.values()].sort((a, b) => (scopeKey(a) < scopeKey(b) ? -1 : 1));
    const current = await tx.query(OPT_OUTS_SQL.begin, EPISODES.of(sorted));
    const episodes = new Map(current.map((row) => [scopeKey(row), row.episodeId]));
    // Older than a return, the first opens nothing; a later one of the same batch still may.
    const returned = new Set(current.filter(({ state }) => state === 'back').map(scopeKey));
    const others = rows.filter((row) => returned.has(scopeKey(row)) && first.get(scopeKey(row)) !== row);
    return others.length === 0 ? episodes : new Map([...episodes, ...(await this.begin(tx, others))]);
  }

  private async append(tx: Tx, rows: Row[], current: Map<string, string>): Promise<(Row & Recorded)[]> {
    const events = rows.map((row) => {
      const episodeId = current.get(scopeKey(row)) ?? row.episodeId;
      const change = episodeId === row.episodeId ? ('opted-out' as const) : ('repeated' as const);
      return { ...row, episodeId, change };
    });
    // A cause that another transaction has recorded meanwhile was published by it: its opt_out rows were locked until its commit.
    const inserted = await tx.query(OPT_OUTS_SQL.append, [...EVENTS.of(events, toEvent), this.clock.now()]);
    const added = new Set(inserted.map(eventKey));
    return events.filter((row) => added.has(eventKey(row)));
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

type Row = OptOutRequest & { scope: string; episodeId: string };

const toEvent = (row: Row & Recorded) => ({
  ...row,
  ...{ recordedBy: row.by ?? null, document: null, acceptedAt: row.acceptedAt ?? null },
});

const eventKey = ({ causeId, recipientKey, scope }: { causeId: string; recipientKey: string; scope: string }): string =>
  [causeId, recipientKey, scope].join();

const requestKey = ({ causeId, recipientKey }: { causeId: string; recipientKey: string }) =>
  `${causeId}:${recipientKey}`;

const scopeKey = ({ recipientKey, scope }: { recipientKey: string; scope: string }) => optOutKey(recipientKey, scope);
