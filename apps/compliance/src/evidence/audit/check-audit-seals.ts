import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RecipientKeys } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { storedAuditEvent } from './events/stored-audit-event';
import { rootOf } from '../trees/merkle-tree';
import type { SealsSql } from '../sealing/seals.sql';
import { SEALS_SQL } from '../sealing/seals.store';
import { AUDIT_EVENTS_SQL } from './events/audit-events.store';

/** The audit events of a day (UTC), held against the seals that were made when they were written. */
export interface AuditDay {
  day: string;
  /** Events that seals cover, and those of them that are kept. */
  sealed: number;
  kept: number;
  batches: number;
  /** Numbers of the batches whose events are not all there, or not as they were written. */
  broken: number[];
}

type Batch = SealsSql['auditBatches']['row'];

/** Events that are read at once, and hashed before anything else runs; a batch comes whole. */
const READ_AT_ONCE = 500;

/** Finds missing rows, which no other row shows. */
@Injectable()
export class CheckAuditSeals {
  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
  ) {}

  /** @param from - and `to`: days, both of them too; the latest first. Days without a seal are left out */
  async days(from: string, to: string): Promise<AuditDay[]> {
    const batches = await this.database.query(SEALS_SQL.auditBatches, [from, to]);
    const days = new Map<string, AuditDay>();
    for (const stretch of stretchesOf(batches)) {
      const leaves = await this.leavesOf(stretch);
      for (const batch of stretch) {
        const day = days.get(batch.day) ?? { day: batch.day, sealed: 0, kept: 0, batches: 0, broken: [] };
        days.set(batch.day, day);
        const found = leaves.get(batch) ?? [];
        day.batches += 1;
        day.sealed += batch.count;
        day.kept += found.length;
        if (found.length !== batch.count || rootOf(found).toString('hex') !== batch.root) day.broken.push(batch.seq);
      }
      await yieldToEventLoop();
    }
    return [...days.values()];
  }

  /**
   * Hashes the rows as they are now, not the stored hashes.
   * @param stretch - batches of one day, in order
   */
  private async leavesOf(stretch: readonly Batch[]): Promise<Map<Batch, Buffer[]>> {
    const leaves = new Map<Batch, Buffer[]>(stretch.map((batch) => [batch, []]));
    const [first, last] = [stretch[0], stretch.at(-1)];
    if (!first || !last) return leaves;
    const rows = await this.database.query(AUDIT_EVENTS_SQL.ofPositions, [first.day, first.after, last.to]);
    let at = 0;
    for (const row of rows) {
      const position = BigInt(row.position);
      while (position > BigInt(stretch[at]?.to ?? position)) at += 1;
      const batch = stretch[at];
      if (batch && position > BigInt(batch.after)) {
        leaves.get(batch)?.push(Buffer.from(storedAuditEvent(row, this.keys).kept.found, 'hex'));
      }
    }
    return leaves;
  }
}

/** Batches are made every few seconds and most are small: those of a day are read together. */
function stretchesOf(batches: readonly Batch[]): Batch[][] {
  const stretches: Batch[][] = [];
  let events = 0;
  for (const batch of batches) {
    const last = stretches.at(-1);
    if (last && last[0]?.day === batch.day && events < READ_AT_ONCE) {
      last.push(batch);
      events += batch.count;
    } else {
      stretches.push([batch]);
      events = batch.count;
    }
  }
  return stretches;
}
