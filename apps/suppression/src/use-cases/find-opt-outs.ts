import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

export interface OptOutEntry {
  recipientKey: string;
  scope: string;
  state: 'out' | 'back';
  episodeId: string;
  source: string;
  evidenceId: string;
  since: Date;
}

export interface OptOutEvidence {
  change: string;
  scope: string;
  source: string;
  evidenceId: string;
  reason: string;
  at: Date;
  recordedAt: Date;
}

const ENTRY = `recipient_key AS "recipientKey", scope, state, episode_id AS "episodeId", source, evidence_id AS "evidenceId", since`;

@Injectable()
export class FindOptOuts {
  constructor(private readonly database: Database) {}

  /**
   * A page of entries in the order of (recipientKey, scope).
   * @param after - the last entry of the previous page
   */
  async page(
    filter: { recipientKey?: string | undefined; advertiserId?: string | undefined },
    after: { recipientKey: string; scope: string } | undefined,
    limit: number,
  ): Promise<OptOutEntry[]> {
    return this.database.query<OptOutEntry>(
      `SELECT ${ENTRY} FROM opt_out
       WHERE ($1::text IS NULL OR recipient_key = $1)
         AND ($2::text IS NULL OR scope = '*' OR scope = $2 OR scope LIKE $2 || '/%')
         AND ($3::text IS NULL OR (recipient_key, scope) > ($3, $4))
       ORDER BY recipient_key, scope LIMIT $5`,
      [
        filter.recipientKey ?? null,
        filter.advertiserId ?? null,
        after?.recipientKey ?? null,
        after?.scope ?? '',
        limit,
      ],
    );
  }

  /** Every request about this recipient that concerns the advertiser, latest first. */
  async evidence(recipientKey: string, advertiserId: string): Promise<OptOutEvidence[]> {
    return this.database.query<OptOutEvidence>(
      `SELECT change, scope, source, evidence_id AS "evidenceId", reason, at, recorded_at AS "recordedAt"
       FROM opt_out_event
       WHERE recipient_key = $1 AND (scope = '*' OR scope = $2 OR scope LIKE $2 || '/%')
       ORDER BY at DESC, recorded_at DESC LIMIT 100`,
      [recipientKey, advertiserId],
    );
  }
}
