import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { isAcquainted } from './acquainted';
import { type Act, type ChainLink, chainOf } from './consent-chain';
import { IS_START } from './record-consents';
import { SKEW_MS } from './judge-standing';
import { dayBegin, shownEpisodeId } from './shown-opt-out';

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
  /** As its chain ends. */
  status: ChainLink['status'];
  /** Latest last. */
  chain: ChainLink[];
}

interface Row extends Omit<ConsentRecord, 'grantedAt' | 'recordedAt' | 'status' | 'chain'> {
  grantedAt: Date;
  recordedAt: Date;
  acts: Act[] | null;
}

const CONSENT = `c.consent_id AS id, c.advertiser_id AS "advertiserId", c.basis, c.granted_at AS "grantedAt", c.source, c.wording,
  c.collected_by AS "collectedBy", c.evidence, c.recorded_at AS "recordedAt", x.acts`;

const epochMs = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;
/** Nobody comes and goes more often. */
const MAX_ACTS = 200;

/**
 * Acts of the person about this advertiser since, and opt-outs in force then, as `chainOf` takes them.
 * @param isWhole - SQL of a boolean: with opt-outs from everybody, whether or not the person had to do with the advertiser
 */
const acts = (isWhole: string) => `LEFT JOIN LATERAL (
  SELECT json_agg(act) AS acts FROM (
    SELECT 'opt-out' AS kind, ${epochMs('out_at')} AS at, episode_id AS id, scope, ${epochMs('back_at')} AS "backAt", false AS "isStart"
    FROM opt_out WHERE recipient_key = c.recipient_key AND scope IN ('*', c.advertiser_id::text)
      AND (scope <> '*' OR ${isWhole} OR ${isAcquainted('c.recipient_key', 'c.advertiser_id')})
      AND (out_at >= c.granted_at - interval '${SKEW_MS} milliseconds'
        OR out_at < c.granted_at AND coalesce(back_at, 'infinity') > c.granted_at)
    UNION ALL
    SELECT 'withdrawal', ${epochMs('withdrawn_at')}, withdrawal_id, NULL, NULL, false
    FROM consent_withdrawal WHERE recipient_key = c.recipient_key AND advertiser_id = c.advertiser_id
      AND withdrawn_at >= c.granted_at - interval '${SKEW_MS} milliseconds'
    UNION ALL
    SELECT 'consent', ${epochMs('granted_at')}, consent_id, NULL, NULL, ${IS_START}
    FROM consent WHERE recipient_key = c.recipient_key AND advertiser_id = c.advertiser_id AND own_act
      AND (granted_at > c.granted_at OR ${IS_START})
    ORDER BY at LIMIT ${MAX_ACTS}) act) x ON true`;

@Injectable()
export class FindConsents {
  constructor(private readonly database: Database) {}

  /**
   * Latest first.
   * @param after - the last consent of the previous page
   * @param shown - `advertiser`: as the advertiser may see them; `whole`: to whoever may see everybody's opt-outs
   */
  async page(
    filter: { recipientKey: string; advertiserId?: string | undefined },
    after: { grantedAt: string; id: string } | undefined,
    limit: number,
    shown: 'advertiser' | 'whole',
  ): Promise<ConsentRecord[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${CONSENT} FROM consent c ${acts('$6::boolean')}
       WHERE c.recipient_key = $1 AND ($2::uuid IS NULL OR c.advertiser_id = $2)
         AND ($3::timestamptz IS NULL OR (c.granted_at, c.consent_id) < ($3, $4::uuid))
       ORDER BY c.granted_at DESC, c.consent_id DESC LIMIT $5`,
      [
        filter.recipientKey,
        filter.advertiserId ?? null,
        after?.grantedAt ?? null,
        after?.id ?? null,
        limit,
        shown === 'whole',
      ],
    );
    return rows.map((row) => toRecord(row, shown));
  }

  /** As their advertiser may see them. */
  async byIds(ids: string[]): Promise<ConsentRecord[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${CONSENT} FROM consent c ${acts('false')} WHERE c.consent_id = ANY($1::uuid[]) ORDER BY c.granted_at`,
      [ids],
    );
    return rows.map((row) => toRecord(row, 'advertiser'));
  }
}

function toRecord({ grantedAt, recordedAt, acts, ...row }: Row, shown: 'advertiser' | 'whole'): ConsentRecord {
  const whole = chainOf(grantedAt.getTime(), acts ?? []);
  const chain = shown === 'whole' ? whole : shownChain(whole, acts ?? [], row.advertiserId);
  return {
    ...row,
    grantedAt: grantedAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    status: chain.at(-1)?.status ?? 'granted',
    chain,
  };
}

/** Of an opt-out from every advertiser the day and an id of this advertiser's own; see `shownOptOut`. */
function shownChain(chain: readonly ChainLink[], acts: readonly Act[], advertiserId: string): ChainLink[] {
  const ofAll = new Set(acts.flatMap((act) => (act.kind === 'opt-out' && act.scope === '*' ? [act.id] : [])));
  return chain.map((link) =>
    'optOutId' in link && ofAll.has(link.optOutId)
      ? {
          ...link,
          at: new Date(dayBegin(Date.parse(link.at))).toISOString(),
          optOutId: shownEpisodeId(link.optOutId, advertiserId),
        }
      : link,
  );
}
