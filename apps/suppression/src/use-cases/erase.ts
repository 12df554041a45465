import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, deterministicId, maskNumbers } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { optOuts, tombstones } from '../produces/suppression.opt-outs.v1';
import type { OptOutRequest } from '../opt-out-request';
import { RecordNumberStates } from './record-number-states';
import { RecordOptOuts } from './record-opt-outs';

export interface ErasureRequest {
  id: string;
  recipientKey: string;
  /** The advertiser asked, or `*` when the platform was. */
  scope: string;
  requestedBy: string;
  reason: string;
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

  /** Returns whether the opt-out began with it. */
  async execute(request: ErasureRequest): Promise<'opted-out' | 'repeated'> {
    return this.database.run(async (tx) => {
      await this.record(tx, request);
      const [recorded] = await this.recordOptOuts.within(tx, [optOutOf(request, this.clock.now())]);
      await tx.query(
        `UPDATE abuse_report SET text = NULL WHERE recipient_key = $1 AND ($2 = '*' OR advertiser_id::text = $2)`,
        [request.recipientKey, request.scope],
      );
      return recorded?.change ?? 'repeated';
    });
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
      await this.record(tx, request, insistence);
      return held.length;
    });
  }

  private async record(tx: Tx, request: ErasureRequest, insistence?: Insistence): Promise<void> {
    await tx.query(
      `INSERT INTO erasure
         (id, kind, recipient_key, scope, requested_by, reason, document, explained_at, insisted_at, done_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($9 / 1000.0), to_timestamp($10 / 1000.0))
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
