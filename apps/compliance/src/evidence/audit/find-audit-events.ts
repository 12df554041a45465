import { Injectable } from '@nestjs/common';
import type { AuditEvent } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ACT_ROW, type ActRow, keptAct } from '../proofs/acts/kept-act';
import { type AuditQuestion, conditionOf } from './audit-question';

/** Where a page ends: the last of its events. */
export interface AuditPlace {
  /** Epoch ms. */
  at: number;
  id: string;
}

/** An event, and whether what is kept of it is what was written down. */
export interface FoundEvent {
  event: AuditEvent;
  isAltered: boolean;
}

const DAY_MS = 86_400_000;
/** A statement opens every part that it cannot rule out. */
const STRETCH_DAYS = 60;

@Injectable()
export class FindAuditEvents {
  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
  ) {}

  /** Latest first. */
  async page(question: AuditQuestion, after: AuditPlace | undefined, limit: number): Promise<FoundEvent[]> {
    const found: FoundEvent[] = [];
    let to = after === undefined ? question.to : Math.min(question.to, after.at + 1);
    while (to > question.from && found.length < limit) {
      const from = Math.max(question.from, to - STRETCH_DAYS * DAY_MS);
      found.push(...(await this.stretch({ ...question, from, to }, after, limit - found.length)));
      to = from;
    }
    return found;
  }

  private async stretch(question: AuditQuestion, after: AuditPlace | undefined, limit: number): Promise<FoundEvent[]> {
    const { where, values } = conditionOf(question, this.keys);
    const place = after ? [after.at, after.id] : [null, null];
    const [at, id] = [values.length + 1, values.length + 2];
    const rows = await this.database.query<ActRow>(
      `SELECT ${ACT_ROW} FROM audit_event e WHERE ${where}
         AND ($${at}::float8 IS NULL OR (e.at, e.id) < (to_timestamp($${at}::float8 / 1000.0), $${id}::uuid))
       ORDER BY e.at DESC, e.id DESC LIMIT ${Number(limit)}`,
      [...values, ...place],
    );
    return rows.map((row) => this.read(row));
  }

  private read(row: ActRow): FoundEvent {
    const { event, kept } = keptAct(row, this.keys);
    return { event, isAltered: kept.hash !== kept.found };
  }
}
