import { Injectable } from '@nestjs/common';
import type { AuditEvent } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { storedAuditEvent } from './events/stored-audit-event';
import { type AuditQuestion, paramsOf } from './audit-question';
import { AUDIT_EVENTS_SQL, type AuditEventRow } from './events/audit-events.store';

/** Cursor of a page: its last event. */
interface AuditCursor {
  /** Epoch ms. */
  at: number;
  id: string;
}

/** An event, and whether the stored event is unaltered. */
export interface AuditEventView {
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
  async page(question: AuditQuestion, after: AuditCursor | undefined, limit: number): Promise<AuditEventView[]> {
    const found: AuditEventView[] = [];
    let to = after === undefined ? question.to : Math.min(question.to, after.at + 1);
    while (to > question.from && found.length < limit) {
      const from = Math.max(question.from, to - STRETCH_DAYS * DAY_MS);
      found.push(...(await this.stretch({ ...question, from, to }, after, limit - found.length)));
      to = from;
    }
    return found;
  }

  private async stretch(
    question: AuditQuestion,
    after: AuditCursor | undefined,
    limit: number,
  ): Promise<AuditEventView[]> {
    const params = paramsOf(question, this.keys);
    const rows = await this.database.query(AUDIT_EVENTS_SQL.search, [
      ...params,
      ...([after?.at ?? null, after?.id ?? null, limit] as const),
    ]);
    return rows.map((row) => this.read(row));
  }

  private read(row: AuditEventRow): AuditEventView {
    const { event, kept } = storedAuditEvent(row, this.keys);
    return { event, isAltered: kept.hash !== kept.found };
  }
}
