import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { Quarantine } from '../produces/inbound-mo.quarantines.v1';
import type { QuarantinesSql } from './quarantines.sql';
import { QUARANTINES_SQL } from './quarantines.store';

export type QuarantineState = 'open' | 'ended';

/** Instants are ISO. */
export interface QuarantineItem {
  moId: string;
  why: Quarantine['why'];
  /** Short code texted, if known. */
  code?: string;
  /** Reply that suppression has not recorded yet, or on which nobody has decided. */
  replyId?: string;
  receivedAt: string;
  state: QuarantineState;
  ended?: { by: string; reason: string; at: string };
}

interface QuarantineQuery {
  state?: QuarantineState | undefined;
  /** The last item of the page before. */
  after?: Pick<QuarantineItem, 'receivedAt' | 'moId'> | undefined;
}

type Row = QuarantinesSql['byId']['row'];

@Injectable()
export class ListQuarantines {
  constructor(private readonly database: Database) {}

  /** The oldest first. */
  async page({ state, after }: QuarantineQuery, limit: number): Promise<QuarantineItem[]> {
    const rows = await this.database.query(QUARANTINES_SQL.page, [
      state ?? null,
      after?.receivedAt ?? null,
      after?.moId ?? null,
      limit,
    ]);
    return rows.map(toItem);
  }

  async byId(moId: string): Promise<QuarantineItem | undefined> {
    const [row] = await this.database.query(QUARANTINES_SQL.byId, [moId]);
    return row && toItem(row);
  }
}

const toItem = ({ moId, why, code, replyId, receivedAt, endedAt, endedBy, endedWhy }: Row): QuarantineItem => ({
  moId,
  why,
  ...(code !== null && { code }),
  ...(replyId !== null && { replyId }),
  receivedAt: receivedAt.toISOString(),
  state: endedAt ? 'ended' : 'open',
  ...(endedAt && { ended: { by: endedBy ?? '', reason: endedWhy ?? '', at: endedAt.toISOString() } }),
});
