import { Injectable } from '@nestjs/common';
import { deterministicId } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { type Return, addReturns } from '../../produces/compliance.returns.v1';
import { SKEW_MS } from './judge-standing';
import { IS_START } from './record-consents';

interface Row {
  recipientKey: string;
  advertiserId: string;
  episodeId: string;
  consentId: string;
  grantedAt: number;
  evidenceId: string;
  msisdn: string | null;
  region: string | null;
  code: string | null;
}

/**
 * Tells of each opt-out that a START heard of before it, and texted after it, lifts: asked for once the opt-out is
 * committed. A consent that an advertiser tells of lifts none, whatever its date, or whoever has its key could end a STOP.
 * Telling twice changes nothing, since the same pair has the same id.
 * @see docs/law/opt-outs.md#race
 */
@Injectable()
export class AnnounceReturns {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** @param places - scopes other than an advertiser's are passed over: a START is for one advertiser */
  async execute(places: { recipientKey: string; scope: string }[]): Promise<void> {
    if (places.length === 0) return;
    const rows = await this.database.query<Row>(
      `SELECT o.recipient_key AS "recipientKey", o.scope AS "advertiserId", o.episode_id AS "episodeId", c.consent_id AS "consentId",
         round(extract(epoch FROM c.granted_at) * 1000)::float8 AS "grantedAt", c.evidence ->> 'replyId' AS "evidenceId",
         n.msisdn, n.region, n.code
       FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS q(key, scope)) q
       JOIN opt_out o ON o.recipient_key = q.key AND o.scope = q.scope AND o.state = 'out'
       JOIN LATERAL (
         SELECT * FROM consent c WHERE c.recipient_key = q.key AND c.advertiser_id::text = q.scope AND ${IS_START}
           AND c.granted_at > o.out_at + interval '${SKEW_MS} milliseconds'
           AND NOT EXISTS (SELECT FROM consent_withdrawal w
             WHERE w.recipient_key = q.key AND w.advertiser_id = c.advertiser_id
               AND w.withdrawn_at >= c.granted_at - interval '${SKEW_MS} milliseconds')
         ORDER BY c.granted_at DESC LIMIT 1) c ON true
       LEFT JOIN start_number n ON n.consent_id = c.consent_id`,
      [places.map(({ recipientKey }) => recipientKey), places.map(({ scope }) => scope)],
    );
    if (rows.length === 0) return;
    await this.database.run((tx) => addReturns(this.outbox, tx, rows.map(toReturn)));
  }
}

const toReturn = ({ episodeId, grantedAt, msisdn, region, code, ...row }: Row): { value: Return } => ({
  value: {
    ...row,
    returnId: deterministicId('return', row.consentId, episodeId),
    outcome: 'granted',
    cause: 'start',
    at: grantedAt,
    ...(msisdn !== null && { msisdn }),
    ...(region !== null && { region }),
    ...(code !== null && { code }),
  },
});
