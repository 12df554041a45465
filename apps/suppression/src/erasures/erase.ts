import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, deterministicId, maskNumbers } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { optOuts, tombstones } from '../produces/suppression.opt-outs.v1';
import { ABUSE_REPORTS_SQL } from '../abuse-reports/abuse-reports.store';
import { OPT_OUTS_SQL } from '../opt-outs/opt-outs.store';
import { ERASURES_SQL } from './erasures.store';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordNumberStates } from '../numbers/record-number-states';
import { SOURCES_SQL } from '../sources/sources.store';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

interface ErasureRequest {
  /** Id of the request: the same one sent twice has the same. */
  id: string;
  recipientKey: string;
  /** The advertiser that the person asked, or `*` for the platform. */
  scope: string;
  requestedBy: string;
  reason: string;
}

interface Erased {
  id: string;
  change: 'opted-out' | 'repeated';
  /** Erasure that the same request led to before; repeated by this one, or ended by the person's return. */
  earlier?: { id: string; at: string; isRepeated: boolean };
}

interface Earlier {
  id: string;
  at: Date;
  /** True if its opt-out is in force. */
  isHeld: boolean;
}

/** Written insistence of the person after the effect had been explained to them; instants in epoch ms. */
interface Insistence {
  document: string;
  explainedAt: number;
  insistedAt: number;
}

/**
 * Erasure (docs/law/retention.md#erasure). The keyed hash and the opt-out stay, or begin: without them the next list that
 * somebody imports would have the person texted again. A request to the platform holds for every advertiser, also for one
 * that joins later with an old list; a request to one advertiser, for that one.
 */
@Injectable()
export class Erase {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly recordNumberStates: RecordNumberStates,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Erases, also if the same request was carried out before: there may be new data. While the opt-out of the first holds it is a
   * repetition of it; once the person has come back it is an erasure of its own, and opts them out again.
   */
  async execute(request: ErasureRequest): Promise<Erased> {
    return this.database.run(async (tx) => {
      const first = await this.earlier(tx, request);
      const isRepetition = first?.isHeld === true;
      const id = isRepetition ? first.id : first ? randomUUID() : request.id;
      const now = this.clock.now();
      if (!isRepetition) await this.record(tx, { ...request, id }, request.id);
      const optOut = optOutOf({ ...request, id }, now);
      // Under a cause of its own, a repetition is published too, and other services erase what they stored since.
      const [recorded] = await this.recordOptOuts.within(tx, [
        isRepetition ? { ...optOut, causeId: deterministicId('erasure', id, randomUUID()) } : optOut,
      ]);
      await tx.query(ABUSE_REPORTS_SQL.eraseTexts, [request.recipientKey, request.scope]);
      return {
        id,
        change: recorded?.change ?? 'repeated',
        ...(first && { earlier: { id: first.id, at: first.at.toISOString(), isRepeated: isRepetition } }),
      };
    });
  }

  /** Returns the latest erasure by the same request, and whether its opt-out holds; locks that against a return of this moment. */
  private async earlier(tx: Tx, { id, recipientKey, scope }: ErasureRequest): Promise<Earlier | undefined> {
    const [optOut] = await tx.query(OPT_OUTS_SQL.lockState, [recipientKey, scope]);
    const [first] = await tx.query(ERASURES_SQL.latestOfRequest, [id]);
    return first && { ...first, isHeld: optOut?.state === 'out' };
  }

  /**
   * Erases the opt-out too. It is recorded and published once more, for every advertiser, so that other services delete the number
   * first; then the records of the list end in tombstones, and no row here has the number's key.
   * Returns in how many scopes the number was on the list before.
   */
  async eraseOptOut(request: ErasureRequest, insistence: Insistence): Promise<number> {
    return this.database.run(async (tx) => {
      const [before] = await tx.query(OPT_OUTS_SQL.countOfRecipient, [request.recipientKey]);
      await this.recordOptOuts.within(tx, [{ ...optOutOf(request, this.clock.now()), forget: true }]);
      // Locked in the order in which opt-outs are, so that a STOP of the same moment waits or is seen.
      const rows = await tx.query(OPT_OUTS_SQL.lockOfRecipient, [request.recipientKey]);
      const scopes = rows.map(({ scope }) => scope);
      await this.outbox.add(tx, optOuts, tombstones(this.keys.formsOf(request.recipientKey), scopes));
      await tx.query(OPT_OUTS_SQL.deleteOfRecipient, [request.recipientKey]);
      await tx.query(OPT_OUTS_SQL.deleteEventsOfRecipient, [request.recipientKey]);
      await this.recordNumberStates.erase(tx, request.recipientKey);
      await tx.query(SOURCES_SQL.eraseRecipient, [request.recipientKey]);
      await tx.query(ABUSE_REPORTS_SQL.eraseRecipient, [request.recipientKey]);
      await tx.query(ERASURES_SQL.eraseRecipient, [request.recipientKey]);
      await this.record(tx, request, request.id, insistence);
      return before?.count ?? 0;
    });
  }

  private async record(tx: Tx, request: ErasureRequest, requestId: string, insistence?: Insistence): Promise<void> {
    await tx.query(ERASURES_SQL.insert, [
      request.id,
      insistence ? 'forgotten' : 'erased',
      insistence ? null : request.recipientKey,
      request.scope,
      maskNumbers(request.requestedBy),
      maskNumbers(request.reason),
      insistence ? maskNumbers(insistence.document) : null,
      insistence?.explainedAt ?? null,
      insistence?.insistedAt ?? null,
      this.clock.now(),
      requestId,
    ]);
  }
}

const optOutOf = ({ id, recipientKey, scope }: ErasureRequest, at: number): OptOutRequest => ({
  causeId: deterministicId('erasure', id),
  recipientKey,
  scopes: [scope],
  source: 'erasure',
  evidenceId: id,
  reason: 'the person asked that their data be erased',
  at,
  attributed: true,
});
