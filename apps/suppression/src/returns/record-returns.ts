import { Injectable } from '@nestjs/common';
import { type LiftDocument, type OptOut, optOutKey } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox, type OutboxRecord } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { changeRecord, optOutChanged } from '../produces/suppression.opt-out-changed.v1';
import { type OptOutRecord, optOuts } from '../produces/suppression.opt-outs.v1';
import { type LatestActs, isOut } from '../opt-outs/latest-acts';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import type { OptOutsSql } from '../opt-outs/opt-outs.sql';
import { ENDED, ENTRIES, EVENTS, OPT_OUTS_SQL } from '../opt-outs/opt-outs.store';
import { SuppressionMetrics } from '../opt-outs/suppression-metrics';

/** A person who may come back asks for an advertiser's texts again. */
export type ReturnRequest = Omit<OptOutRequest, 'scopes' | 'attributed' | 'sentAt' | 'lift'> & {
  scope: string;
  /** Document on which a named person lifted it. */
  document?: LiftDocument;
};

/** An opt-out and the latest requests for it; `everywhere`: out of every advertiser as well, which no act towards one of them ends. */
type Stop = OptOutsSql['stops']['row'];

type Lifted = ReturnRequest & Stop;

/**
 * Ends opt-outs after the person came back, and queues their records and events in the same transaction. The scope is the
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

  /** Records in the transaction of a caller that writes more. Returns those that ended an opt-out. */
  async within(tx: Tx, requests: ReturnRequest[]): Promise<ReturnRequest[]> {
    const lifted = this.choose(requests, await this.lockStops(tx, requests));
    if (lifted.length === 0) return [];
    await this.end(tx, lifted);
    await this.append(tx, lifted);
    await this.outbox.add(tx, optOuts, lifted.map(returnRecord));
    tx.afterCommit(() => this.metrics.recorded(lifted.map(({ source }) => ({ change: 'returned', source }))));
    return lifted;
  }

  /**
   * Returns the opt-outs in force. Locks them first, in the order in which opt-outs are locked, so that a STOP of the same moment waits or
   * is seen; a second statement then sees what that STOP wrote.
   */
  private async lockStops(tx: Tx, requests: ReturnRequest[]): Promise<Stop[]> {
    const locked = await tx.query(OPT_OUTS_SQL.lockOut, ENTRIES.of(requests));
    return locked.length === 0 ? [] : tx.query(OPT_OUTS_SQL.stops, ENTRIES.of(locked));
  }

  /** Returns the latest of the returns that end the opt-out of one scope. */
  private choose(requests: ReturnRequest[], stops: Stop[]): Lifted[] {
    const byKey = new Map(stops.map((stop) => [optOutKey(stop.recipientKey, stop.scope), stop]));
    const lifted = new Map<string, Lifted>();
    for (const request of requests) {
      const key = optOutKey(request.recipientKey, request.scope);
      const stop = byKey.get(key);
      if (!stop || isOut(actsOf(stop, request)) || (lifted.get(key)?.at ?? -Infinity) >= request.at) continue;
      lifted.set(key, { ...request, ...stop });
    }
    return [...lifted.values()];
  }

  private async end(tx: Tx, lifted: Lifted[]): Promise<void> {
    await tx.query(
      OPT_OUTS_SQL.end,
      ENDED.of(lifted, ({ acceptedAt = null, ...each }) => ({ ...each, acceptedAt })),
    );
  }

  private async append(tx: Tx, lifted: Lifted[]): Promise<void> {
    const events = EVENTS.of(lifted, ({ by = null, document, reason, everywhere, ...each }) => ({
      ...each,
      change: 'returned',
      reason: everywhere ? `${reason}; the opt-out from every advertiser stays and still blocks` : reason,
      recordedBy: by,
      document: document ? JSON.stringify(document) : null,
      acceptedAt: null,
    }));
    await tx.query(OPT_OUTS_SQL.append, [...events, this.clock.now()]);
  }
}

const actsOf = ({ stoppedAt, stopAcceptedAt }: Stop, { at, acceptedAt = at }: ReturnRequest): LatestActs => ({
  stoppedAt,
  stopAcceptedAt,
  returnedAt: at,
  returnAcceptedAt: acceptedAt,
});

/** Returns the record of a return; as with an opt-out, its event follows it and has its position. */
function returnRecord(lifted: Lifted): OutboxRecord<OptOutRecord> {
  const { recipientKey, scope, episodeId, at, source, evidenceId, traceparent, everywhere, document, ...rest } = lifted;
  const value: OptOut = { state: 'back', scope, episodeId, at, source, evidenceId };
  const { by = '', reason } = rest;
  const change = {
    ...{ ...rest, recipientKey, source, evidenceId, at, scopes: [scope], attributed: true },
    ...(document && { lift: { by, reason, document } }),
  };
  // Without a number no confirmation is sent: while the person is out of every advertiser, no texts will follow.
  const { msisdn: _, ...withoutNumber } = change;
  const event = changeRecord(
    { ...(everywhere ? withoutNumber : change), ...(traceparent === undefined ? {} : { traceparent }) },
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
