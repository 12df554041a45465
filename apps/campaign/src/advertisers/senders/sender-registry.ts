import { Injectable } from '@nestjs/common';
import { Clock, type Result, countryOfRegion, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { isName, likenessOf } from './sender-likeness.rule';
import { newId } from '../../http-parts/page';

export interface SenderView {
  id: string;
  advertiserId: string;
  country: string;
  sender: string;
  state: 'requested' | 'approved' | 'revoked';
  evidence: string;
  /** Under what it is registered in the country, where that asks for it. */
  registration: string | null;
  requestedAt: Date;
  requestedBy: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  /** Why it was revoked. */
  reason: string | null;
}

export interface WantedSender {
  advertiserId: string;
  /** ISO 3166 alpha-2. */
  country: string;
  sender: string;
  evidence: string;
  registration?: string | null | undefined;
  by: string | undefined;
}

export interface SenderTaken {
  code: 'sender-taken';
  country: string;
  sender: string;
}

export const SENDER_VIEW = `id, advertiser_id AS "advertiserId", country, sender, state, evidence, registration, requested_at AS "requestedAt",
  requested_by AS "requestedBy", decided_at AS "decidedAt", decided_by AS "decidedBy", reason`;

/** The rows of the registry. Whoever writes one tells every service of the advertiser in the same transaction. */
@Injectable()
export class SenderRegistry {
  constructor(private readonly clock: Clock) {}

  /** Notes that an advertiser asks for a sender; what it has or asks for already stays as it is. */
  async request(tx: Tx, wanted: WantedSender): Promise<Result<SenderView, SenderTaken>> {
    if (await this.isTaken(tx, wanted)) return refused(takenBy(wanted));
    return ok(await this.store(tx, wanted, 'requested', `s.state = 'revoked'`));
  }

  /** An operator lets the advertiser write under it from now on, or tells of a registration of what is approved. */
  async approve(tx: Tx, wanted: WantedSender): Promise<Result<SenderView, SenderTaken>> {
    if (await this.isTaken(tx, wanted)) return refused(takenBy(wanted));
    return ok(
      await this.store(
        tx,
        wanted,
        'approved',
        `s.state <> 'approved' OR excluded.registration <> coalesce(s.registration, '')`,
      ),
    );
  }

  /** Of two that ask for one name at once the second waits here, and then sees the first; the unique index is behind it. */
  private async isTaken(tx: Tx, { advertiserId, country, sender }: WantedSender): Promise<boolean> {
    if (!isName(sender)) return false;
    const name = [countryOfRegion(country), likenessOf(sender)];
    tx.send(
      `SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(':', current_schema(), $1::text, $2::text), 0))`,
      name,
    );
    const [holder] = await tx.query(
      `SELECT 1 FROM advertiser_sender
       WHERE country = $1 AND likeness = $2 AND state = 'approved' AND advertiser_id <> $3`,
      [...name, advertiserId],
    );
    return holder !== undefined;
  }

  private async store(
    tx: Tx,
    { advertiserId, country, sender, evidence, registration, by }: WantedSender,
    state: 'requested' | 'approved',
    changes: string,
  ): Promise<SenderView> {
    const now = this.clock.now();
    const of = [advertiserId, countryOfRegion(country), likenessOf(sender)];
    await tx.query(
      `INSERT INTO advertiser_sender AS s
         (advertiser_id, country, likeness, id, sender, state, evidence, requested_at, requested_by, decided_at, decided_by,
          registration)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), $9,
         CASE WHEN $6 = 'approved' THEN to_timestamp($8 / 1000.0) END, CASE WHEN $6 = 'approved' THEN $9 END, $10)
       ON CONFLICT (advertiser_id, country, likeness) DO UPDATE SET
         sender = excluded.sender, state = excluded.state, evidence = excluded.evidence, requested_at = excluded.requested_at,
         requested_by = excluded.requested_by, decided_at = excluded.decided_at, decided_by = excluded.decided_by, reason = NULL, registration = excluded.registration
       WHERE ${changes}`,
      [...of, newId(now), sender, state, evidence, now, by ?? null, registration ?? null],
    );
    const [view] = await tx.query<SenderView>(
      `SELECT ${SENDER_VIEW} FROM advertiser_sender WHERE advertiser_id = $1 AND country = $2 AND likeness = $3`,
      of,
    );
    if (!view) throw new Error('a sender is not there right after it was stored');
    return view;
  }
}

const takenBy = ({ country, sender }: WantedSender): SenderTaken => ({
  code: 'sender-taken',
  country: countryOfRegion(country),
  sender,
});
