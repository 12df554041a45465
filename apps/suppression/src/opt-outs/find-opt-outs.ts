import { Injectable } from '@nestjs/common';
import type { SharedAccount } from '@stopsms/advertisers';
import type { LiftDocument } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { SKEW_MS } from './latest-acts';

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
  /** Whose key recorded it; null where nobody's did. */
  by: string | null;
  /** By which a named person lifted it. */
  document: LiftDocument | null;
  at: Date;
  recordedAt: Date;
}

/** Where an entry lies on the list. */
export interface Place {
  recipientKey: string;
  scope: string;
}

const EVERYONE = '*';
const ENTRY = `recipient_key AS "recipientKey", scope, state, episode_id AS "episodeId", source, evidence_id AS "evidenceId", since`;
const EVIDENCE = `change, scope, source, evidence_id AS "evidenceId", reason, recorded_by AS by, document, at, recorded_at AS "recordedAt"`;

@Injectable()
export class FindOptOuts {
  constructor(private readonly database: Database) {}

  /**
   * A page of entries in the order of (recipientKey, scope); for all of one advertiser use `pageOfAdvertiser`.
   * @param after - the last entry of the previous page
   */
  async page(
    filter: { recipientKey?: string | undefined; advertiserId?: string | undefined },
    after: Place | undefined,
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

  /** What was said to other accounts of an advertiser's legal entity, and holds for the advertiser too. */
  async ofShared(recipientKey: string, shared: readonly SharedAccount[]): Promise<OptOutEntry[]> {
    if (shared.length === 0) return [];
    return this.database.query<OptOutEntry>(
      `SELECT ${ENTRY} FROM opt_out o JOIN unnest($2::text[], $3::float8[]) AS s(account, until) ON s.account = o.scope
       WHERE recipient_key = $1 AND state = 'out' AND (s.until IS NULL OR since <= to_timestamp(s.until / 1000))
       ORDER BY since`,
      [
        recipientKey,
        shared.map(({ advertiserId }) => advertiserId),
        shared.map(({ until }) => (until === undefined ? null : until + SKEW_MS)),
      ],
    );
  }

  /**
   * A page of the platform-wide entries and then of an advertiser's own, in the order of (scope, recipientKey).
   * @param after - the last entry of the previous page
   */
  async pageOfAdvertiser(advertiserId: string, after: Place | undefined, limit: number): Promise<OptOutEntry[]> {
    const everyone = after === undefined || after.scope === EVERYONE;
    const first = everyone ? await this.between(after ?? { scope: EVERYONE, recipientKey: '' }, EVERYONE, limit) : [];
    if (first.length === limit) return first;
    const from = everyone ? { scope: advertiserId, recipientKey: '' } : after;
    return [...first, ...(await this.between(from, `${advertiserId}/~`, limit - first.length))];
  }

  /**
   * Walks the index opt_out_by_scope from one place on: whatever the length of the list, a page reads the rows it gives.
   * One lower bound alone, because PostgreSQL begins its walk at one of several and may choose the far one.
   */
  private between(from: Place, lastScope: string, limit: number): Promise<OptOutEntry[]> {
    return this.database.query<OptOutEntry>(
      `SELECT ${ENTRY} FROM opt_out
       WHERE (scope COLLATE "C", recipient_key COLLATE "C") > ($1, $2) AND scope COLLATE "C" <= $3
       ORDER BY scope COLLATE "C", recipient_key COLLATE "C" LIMIT $4`,
      [from.scope, from.recipientKey, lastScope, limit],
    );
  }

  /** Every request about this recipient, latest first. */
  async evidenceOfAll(recipientKey: string, limit: number): Promise<OptOutEvidence[]> {
    return this.database.query<OptOutEvidence>(
      `SELECT ${EVIDENCE} FROM opt_out_event WHERE recipient_key = $1 ORDER BY at DESC, recorded_at DESC LIMIT $2`,
      [recipientKey, limit],
    );
  }

  /** Every request about this recipient that concerns the advertiser, latest first. */
  async evidence(recipientKey: string, advertiserId: string): Promise<OptOutEvidence[]> {
    return this.database.query<OptOutEvidence>(
      `SELECT ${EVIDENCE} FROM opt_out_event
       WHERE recipient_key = $1 AND (scope = '*' OR scope = $2 OR scope LIKE $2 || '/%')
       ORDER BY at DESC, recorded_at DESC LIMIT 100`,
      [recipientKey, advertiserId],
    );
  }
}
