import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { Quarantine } from '../produces/inbound-mo.quarantines.v1';

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

export interface QuarantineQuery {
  state?: QuarantineState | undefined;
  /** The last item of the page before. */
  after?: Pick<QuarantineItem, 'receivedAt' | 'moId'> | undefined;
}

interface Row {
  moId: string;
  why: Quarantine['why'];
  code: string | null;
  replyId: string | null;
  receivedAt: Date;
  endedAt: Date | null;
  endedBy: string;
  endedWhy: string;
}

@Injectable()
export class ListQuarantines {
  constructor(private readonly database: Database) {}

  /** The oldest first. */
  async page({ state, after }: QuarantineQuery, limit: number): Promise<QuarantineItem[]> {
    return this.select(
      `($1::text IS NULL OR ($1 = 'ended') = (ended_at IS NOT NULL))
         AND ($2::timestamptz IS NULL OR (received_at, mo_id) > ($2, $3::uuid))
       ORDER BY received_at, mo_id LIMIT $4`,
      [state ?? null, after?.receivedAt ?? null, after?.moId ?? null, limit],
    );
  }

  async byId(moId: string): Promise<QuarantineItem | undefined> {
    const [item] = await this.select('mo_id = $1', [moId]);
    return item;
  }

  private async select(where: string, params: unknown[]): Promise<QuarantineItem[]> {
    const rows = await this.database.query<Row>(
      `SELECT mo_id AS "moId", why, code, reply_id AS "replyId", received_at AS "receivedAt", ended_at AS "endedAt",
         ended_by AS "endedBy", ended_why AS "endedWhy"
       FROM quarantine WHERE ${where}`,
      params,
    );
    return rows.map(toItem);
  }
}

const toItem = ({ moId, why, code, replyId, receivedAt, endedAt, endedBy, endedWhy }: Row): QuarantineItem => ({
  moId,
  why,
  ...(code !== null && { code }),
  ...(replyId !== null && { replyId }),
  receivedAt: receivedAt.toISOString(),
  state: endedAt ? 'ended' : 'open',
  ...(endedAt && { ended: { by: endedBy, reason: endedWhy, at: endedAt.toISOString() } }),
});
