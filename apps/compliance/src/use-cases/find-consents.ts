import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { SKEW_MS } from './judge-standing';

/** A consent and what became of it. Instants are ISO. */
export interface ConsentRecord {
  id: string;
  advertiserId: string;
  basis: string;
  grantedAt: string;
  source: string;
  wording: string;
  collectedBy: string;
  evidence: Record<string, string>;
  recordedAt: string;
  status: 'granted' | 'withdrawn';
  /** Latest last. */
  chain: ({ status: 'granted'; at: string } | { status: 'withdrawn'; at: string; optOutId: string; scope: string })[];
}

interface Row extends Omit<ConsentRecord, 'grantedAt' | 'recordedAt' | 'status' | 'chain'> {
  grantedAt: Date;
  recordedAt: Date;
  withdrawnAt: Date | null;
  optOutId: string | null;
  scope: string | null;
}

const CONSENT = `c.consent_id AS id, c.advertiser_id AS "advertiserId", c.basis, c.granted_at AS "grantedAt", c.source, c.wording,
  c.collected_by AS "collectedBy", c.evidence, c.recorded_at AS "recordedAt",
  o.out_at AS "withdrawnAt", o.episode_id AS "optOutId", o.scope`;

/** The first opt-out after the consent ended it, whether or not the person came back with another one later. */
const WITHDRAWAL = `LEFT JOIN LATERAL (
  SELECT * FROM opt_out WHERE recipient_key = c.recipient_key AND scope IN ('*', c.advertiser_id::text)
    AND out_at >= c.granted_at - interval '${SKEW_MS} milliseconds'
  ORDER BY out_at LIMIT 1) o ON true`;

@Injectable()
export class FindConsents {
  constructor(private readonly database: Database) {}

  /**
   * Latest first.
   * @param after - the last consent of the previous page
   */
  async page(
    filter: { recipientKey: string; advertiserId?: string | undefined },
    after: { grantedAt: string; id: string } | undefined,
    limit: number,
  ): Promise<ConsentRecord[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${CONSENT} FROM consent c ${WITHDRAWAL}
       WHERE c.recipient_key = $1 AND ($2::uuid IS NULL OR c.advertiser_id = $2)
         AND ($3::timestamptz IS NULL OR (c.granted_at, c.consent_id) < ($3, $4::uuid))
       ORDER BY c.granted_at DESC, c.consent_id DESC LIMIT $5`,
      [filter.recipientKey, filter.advertiserId ?? null, after?.grantedAt ?? null, after?.id ?? null, limit],
    );
    return rows.map(toRecord);
  }

  async byIds(ids: string[]): Promise<ConsentRecord[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${CONSENT} FROM consent c ${WITHDRAWAL} WHERE c.consent_id = ANY($1::uuid[]) ORDER BY c.granted_at`,
      [ids],
    );
    return rows.map(toRecord);
  }
}

function toRecord({ grantedAt, recordedAt, withdrawnAt, optOutId, scope, ...row }: Row): ConsentRecord {
  const granted = { status: 'granted' as const, at: grantedAt.toISOString() };
  const withdrawn =
    withdrawnAt && optOutId !== null && scope !== null
      ? [{ status: 'withdrawn' as const, at: withdrawnAt.toISOString(), optOutId, scope }]
      : [];
  return {
    ...row,
    grantedAt: granted.at,
    recordedAt: recordedAt.toISOString(),
    status: withdrawn.length > 0 ? 'withdrawn' : 'granted',
    chain: [granted, ...withdrawn],
  };
}
