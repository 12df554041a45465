import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, deterministicId, maskNumbers } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { optOuts, tombstones } from '../produces/suppression.opt-outs.v1';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordNumberStates } from '../numbers/record-number-states';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

export interface ErasureRequest {
  /** Of the request: the same one sent twice has the same. */
  id: string;
  recipientKey: string;
  /** The advertiser asked, or `*` when the platform was. */
  scope: string;
  requestedBy: string;
  reason: string;
}

export interface Erased {
  id: string;
  change: 'opted-out' | 'repeated';
  /** Erasure that the same request led to before; repeated by this one, or ended by the person's return. */
  earlier?: { id: string; at: string; isRepeated: boolean };
}

interface Earlier {
  id: string;
  at: Date;
  /** Its opt-out is in force. */
  isHeld: boolean;
}

/** That the person insisted in writing after the effect had been explained to them; instants in epoch ms. */
export interface Insistence {
  document: string;
  explainedAt: number;
  insistedAt: number;
}

/**
 * Erasure (docs/law/retention.md#erasure). The keyed hash and the opt-out stay, or begin: without them the next list that
 * somebody imports would have the person texted again. Asked of the platform, it holds for every advertiser, also for one
 * that comes later with an old list; asked of one advertiser, for that one.
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
   * Erases, also where the same request was carried out before: data may have come since. While the opt-out of the first holds it is a
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
      // Under a cause of its own, a repetition is published too, and whoever keeps data erases what came since.
      const [recorded] = await this.recordOptOuts.within(tx, [
        isRepetition ? { ...optOut, causeId: deterministicId('erasure', id, randomUUID()) } : optOut,
      ]);
      await tx.query(
        `UPDATE abuse_report SET text = NULL WHERE recipient_key = $1 AND ($2 = '*' OR advertiser_id::text = $2)`,
        [request.recipientKey, request.scope],
      );
      return {
        id,
        change: recorded?.change ?? 'repeated',
        ...(first && { earlier: { id: first.id, at: first.at.toISOString(), isRepeated: isRepetition } }),
      };
    });
  }

  /** The latest erasure by the same request, and whether its opt-out holds; its row is locked against a return of this moment. */
  private async earlier(tx: Tx, { id, recipientKey, scope }: ErasureRequest): Promise<Earlier | undefined> {
    const [optOut] = await tx.query<{ state: string }>(
      'SELECT state FROM opt_out WHERE recipient_key = $1 AND scope = $2 FOR UPDATE',
      [recipientKey, scope],
    );
    const [first] = await tx.query<{ id: string; at: Date }>(
      'SELECT id, done_at AS at FROM erasure WHERE id = $1 OR request_id = $1 ORDER BY done_at DESC, id LIMIT 1',
      [id],
    );
    return first && { ...first, isHeld: optOut?.state === 'out' };
  }

  /**
   * Forgets the opt-out too. It is written and told once more, for everybody, so that whoever keeps the number removes it
   * first; then the list's records end in tombstones, and here no row is left that the number could be found by.
   * @returns how many scopes the number was on the list with before
   */
  async forget(request: ErasureRequest, insistence: Insistence): Promise<number> {
    return this.database.run(async (tx) => {
      const held = await tx.query('SELECT 1 FROM opt_out WHERE recipient_key = $1', [request.recipientKey]);
      await this.recordOptOuts.within(tx, [{ ...optOutOf(request, this.clock.now()), forget: true }]);
      // Locked in the order in which opt-outs are, so that a STOP of the same moment waits or is seen.
      const rows = await tx.query<{ scope: string }>(
        'SELECT scope FROM opt_out WHERE recipient_key = $1 ORDER BY scope COLLATE "C" FOR UPDATE',
        [request.recipientKey],
      );
      const scopes = rows.map(({ scope }) => scope);
      await this.outbox.add(tx, optOuts, tombstones(this.keys.formsOf(request.recipientKey), scopes));
      for (const table of ['opt_out', 'opt_out_event'])
        await tx.query(`DELETE FROM ${table} WHERE recipient_key = $1`, [request.recipientKey]);
      await this.recordNumberStates.forget(tx, request.recipientKey);
      await tx.query('UPDATE abuse_report SET recipient_key = NULL, text = NULL WHERE recipient_key = $1', [
        request.recipientKey,
      ]);
      await tx.query('UPDATE erasure SET recipient_key = NULL WHERE recipient_key = $1', [request.recipientKey]);
      await this.record(tx, request, request.id, insistence);
      return held.length;
    });
  }

  private async record(tx: Tx, request: ErasureRequest, requestId: string, insistence?: Insistence): Promise<void> {
    await tx.query(
      `INSERT INTO erasure
         (id, kind, recipient_key, scope, requested_by, reason, document, explained_at, insisted_at, done_at, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($9 / 1000.0), to_timestamp($10 / 1000.0), $11)
       ON CONFLICT (id) DO NOTHING`,
      [
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
      ],
    );
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
